import type { Vonage } from "@vonage/server-sdk";
import { patiently } from "./patience";

type Application = Awaited<ReturnType<Vonage["applications"]["getApplication"]>>;
type Wish = Parameters<Vonage["applications"]["updateApplication"]>[0];

/** Where the carrier must bring what, from the program's own address on. */
export function webhooksOf(publicUrl: string): Record<"inbound" | "status" | "answer" | "event", string> {
  const at = (path: string) => `${publicUrl.replace(/\/+$/, "")}/webhooks/${path}`;
  return {
    inbound: at("messages/inbound"),
    status: at("messages/status"),
    answer: at("voice/answer"),
    event: at("voice/event"),
  };
}

/** Has an application bring texts and calls to publicUrl, and leaves everything else of it as it is. */
export async function pointApplication(sdk: Vonage, applicationId: string, publicUrl: string): Promise<void> {
  const before = await patiently(() => sdk.applications.getApplication(applicationId));
  await sdk.applications.updateApplication(pointed(before, publicUrl));
}

function pointed(application: Application, publicUrl: string): Wish {
  const at = webhooksOf(publicUrl);
  const post = (address: string) => ({ address, httpMethod: "POST" as const });
  const { messages, voice } = application.capabilities ?? {};
  const { publicKey } = application.keys ?? {};
  return {
    id: application.id,
    name: application.name,
    // Named again, or the carrier would make a new pair and ours would open nothing.
    ...(publicKey ? { keys: { publicKey } } : {}),
    ...(application.privacy ? { privacy: application.privacy } : {}),
    capabilities: {
      ...application.capabilities,
      messages: {
        ...messages,
        version: "v1",
        authenticateInboundMedia: messages?.authenticateInboundMedia ?? false,
        webhooks: { ...messages?.webhooks, inboundUrl: post(at.inbound), statusUrl: post(at.status) },
      },
      voice: {
        ...voice,
        // Unsigned calls would be refused at our door.
        signedCallbacks: true,
        webhooks: { ...voice?.webhooks, answerUrl: post(at.answer), eventUrl: post(at.event) },
      },
    },
  };
}
