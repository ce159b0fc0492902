import { z } from "zod";
import type { SimulatorOptions } from "./settings";

const hook = z.looseObject({ address: z.string().max(2_000), http_method: z.enum(["GET", "POST"]).default("POST") });
const hooks = z.record(z.string(), hook);

const capabilities = z.looseObject({
  messages: z.looseObject({ webhooks: hooks.optional() }).optional(),
  voice: z.looseObject({ webhooks: hooks.optional() }).optional(),
});
export type Capabilities = z.infer<typeof capabilities>;

const wish = z.looseObject({ name: z.string().min(1).max(200), capabilities: capabilities.default({}) });

/** As the application stands before anybody has changed it: it brings everything to the program that started it. */
export function firstCapabilities({ webhookBase }: SimulatorOptions): Capabilities {
  const at = (path: string) => ({ address: `${webhookBase}/webhooks/${path}`, http_method: "POST" as const });
  return {
    messages: { version: "v1", webhooks: { inbound_url: at("messages/inbound"), status_url: at("messages/status") } },
    voice: { signed_callbacks: true, webhooks: { answer_url: at("voice/answer"), event_url: at("voice/event") } },
  };
}

/** Reads the body of an update; null where it is none. */
export function readWish(body: string): { name: string; capabilities: Capabilities } | null {
  try {
    const parsed = wish.safeParse(JSON.parse(body));
    return parsed.success ? { name: parsed.data.name, capabilities: parsed.data.capabilities } : null;
  } catch {
    return null;
  }
}
