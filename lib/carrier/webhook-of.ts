import type { Asked } from "@/lib/program/asked";
import type { Webhook } from "./carrier";

/** What a request brings, with its raw body; null where that is longer than `largest` bytes. */
export async function webhookOf(request: Asked, largest: number): Promise<Webhook | null> {
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
