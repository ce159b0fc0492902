import { webhookOf } from "@/lib/carrier/webhook-of";
import type { Asked } from "@/lib/program/asked";
import { accept } from "./accept";

/** Bytes of a webhook's body that are read at all; the carrier's largest are a few kilobytes. */
const largest = 4 * 1024 * 1024;

/**
 * Answers one webhook request, of either dialect, GET or POST. Web-standard parts only: server.ts calls the doors
 * that use this without Next in between (decision 13).
 */
export async function answerWebhook(request: Asked): Promise<Response> {
  const webhook = await webhookOf(request, largest);
  if (!webhook) return new Response(null, { status: 413 });
  const status = await accept(webhook);
  return new Response(null, { status, headers: status === 503 ? { "retry-after": "5" } : undefined });
}
