import { webhookOf } from "@/lib/carrier/webhook-of";
import type { Asked } from "@/lib/program/asked";
import { tooLarge } from "@/lib/web/body";
import { webhookLimit } from "@/lib/web/body-limits";
import { accept } from "./accept";

/**
 * Answers one webhook request, of either dialect, GET or POST. Web-standard parts only: server.ts calls the doors
 * that use this without Next in between (decision 13).
 */
export async function answerWebhook(request: Asked): Promise<Response> {
  const webhook = await webhookOf(request);
  if (!webhook) return tooLarge(webhookLimit);
  const status = await accept(webhook);
  return new Response(null, { status, headers: status === 503 ? { "retry-after": "5" } : undefined });
}
