import type { Webhook } from "@/lib/carrier/carrier";
import { answerCall } from "./answer";
import { takeCallEvent } from "./event";

/** Bytes of a body that are read at all; the carrier's are below a kilobyte. */
const largest = 64 * 1024;

/** Answers the carrier's question what a caller should hear. Web-standard only: the express lane calls it too. */
export async function answerDoor(request: Request): Promise<Response> {
  const webhook = await webhookOf(request);
  if (!webhook) return new Response(null, { status: 413 });
  const { status, body } = await answerCall(webhook, new Date());
  return new Response(body, { status, headers: body ? { "content-type": "application/json" } : {} });
}

/** Takes what the carrier tells of a call. */
export async function eventDoor(request: Request): Promise<Response> {
  const webhook = await webhookOf(request);
  if (!webhook) return new Response(null, { status: 413 });
  const status = await takeCallEvent(webhook, new Date());
  return new Response(null, { status, headers: status === 503 ? { "retry-after": "5" } : {} });
}

async function webhookOf(request: Request): Promise<Webhook | null> {
  if (Number(request.headers.get("content-length") ?? 0) > largest) return null;
  const body = request.method === "GET" ? Buffer.alloc(0) : Buffer.from(await request.arrayBuffer());
  if (body.length > largest) return null;
  const at = request.url.indexOf("?");
  return {
    method: request.method,
    query: at < 0 ? "" : request.url.slice(at + 1),
    authorization: request.headers.get("authorization"),
    contentType: request.headers.get("content-type") ?? "",
    body,
  };
}
