import { webhookOf } from "@/lib/carrier/webhook-of";
import type { Asked } from "@/lib/program/asked";
import { tooLarge } from "@/lib/web/body";
import { webhookLimit } from "@/lib/web/body-limits";
import { answerCall } from "./answer";
import { takeCallEvent } from "./event";

/** Answers the carrier's question what a caller should hear. Web-standard only: the express lane calls it too. */
export async function answerDoor(request: Asked): Promise<Response> {
  const webhook = await webhookOf(request);
  if (!webhook) return tooLarge(webhookLimit);
  const { status, body } = await answerCall(webhook, new Date());
  return new Response(body, { status, headers: body ? { "content-type": "application/json" } : {} });
}

/** Takes what the carrier tells of a call. */
export async function eventDoor(request: Asked): Promise<Response> {
  const webhook = await webhookOf(request);
  if (!webhook) return tooLarge(webhookLimit);
  const status = await takeCallEvent(webhook, new Date());
  return new Response(null, { status, headers: status === 503 ? { "retry-after": "5" } : {} });
}
