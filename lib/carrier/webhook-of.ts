import type { Asked } from "@/lib/program/asked";
import { readBody } from "@/lib/web/body";
import { webhookLimit } from "@/lib/web/body-limits";
import type { Webhook } from "./carrier";

/** What a webhook request brings, with its raw body; null when that is over the limit of webhooks (128 KB). */
export async function webhookOf(request: Asked): Promise<Webhook | null> {
  const authorization = request.headers.get("authorization");
  const contentType = request.headers.get("content-type") ?? "";
  // The Messages API signs JSON in a header. The older API signs its parameters, so those are read before the check.
  const kind = authorization !== null || contentType.includes("json") ? "json" : "form";
  const body = request.method === "GET" ? Buffer.alloc(0) : await readBody(request, webhookLimit, kind);
  if (!body) return null;
  const at = request.url.indexOf("?");
  return {
    method: request.method,
    query: at < 0 ? "" : request.url.slice(at + 1),
    authorization,
    contentType,
    body,
  };
}
