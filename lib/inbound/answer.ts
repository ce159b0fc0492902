import { accept } from "./accept";

/** Bytes of a webhook's body that are read at all; the carrier's largest are a few kilobytes. */
const largest = 4 * 1024 * 1024;

/**
 * Answers one webhook request, of either dialect, GET or POST. Web-standard Request and Response only: server.ts
 * calls the doors that use this without Next in between (decision 13).
 */
export async function answerWebhook(request: Request): Promise<Response> {
  const declared = Number(request.headers.get("content-length") ?? 0);
  if (declared > largest) return new Response(null, { status: 413 });
  const body = request.method === "GET" ? Buffer.alloc(0) : Buffer.from(await request.arrayBuffer());
  if (body.length > largest) return new Response(null, { status: 413 });
  const at = request.url.indexOf("?");
  const status = await accept({
    method: request.method,
    query: at < 0 ? "" : request.url.slice(at + 1),
    authorization: request.headers.get("authorization"),
    contentType: request.headers.get("content-type") ?? "",
    body,
  });
  return new Response(null, { status, headers: status === 503 ? { "retry-after": "5" } : {} });
}
