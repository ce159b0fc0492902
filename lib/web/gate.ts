import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from "node:http";
import { env } from "@/lib/env";
import { tooLargeSentence } from "./body";
import { bodyLimitOf } from "./body-limits";
import { cutOffBody, drainBody, limitBody } from "./limit-body";
import { crossSiteSentence, isCrossSite } from "./origin";
import { pathProblem } from "./path";
import { admitPipelined } from "./pipelining";
import { addSecurityHeaders } from "./security-headers";

/**
 * The first thing that happens to every request, before the webhooks' fast path and before Next: security headers, a known
 * method, a readable address, no posts from other sites, and a body within the limit of its route. Returns false when the request
 * was answered here, or its connection closed.
 */
export function passGate(request: IncomingMessage, response: ServerResponse): boolean {
  if (!admitPipelined(request, response)) return false;
  const { PUBLIC_URL, IMPORT_MAX_MB } = env();
  addSecurityHeaders(response, PUBLIC_URL);
  const url = request.url ?? "/";
  const at = url.indexOf("?");
  const path = at < 0 ? url : url.slice(0, at);
  const problem = pathProblem(path, at < 0 ? "" : url.slice(at + 1));
  if (problem) return refuse(request, response, 400, problem);
  const method = request.method ?? "GET";
  if (!methods.includes(method))
    return refuse(request, response, 405, "This method isn't allowed.", { allow: methods.join(", ") });
  if (isCrossSite({ method, path, headers: request.headers }, PUBLIC_URL))
    return refuse(request, response, 403, crossSiteSentence);
  const { headers } = request;
  if (headers["content-length"] === undefined && headers["transfer-encoding"] === undefined) return true;
  const limit = bodyLimitOf(path, IMPORT_MAX_MB);
  if (Number(headers["content-length"] ?? 0) > limit.bytes)
    return refuse(request, response, 413, tooLargeSentence(limit));
  limitBody(request, limit, (status, sentence) => interrupt(request, response, status, sentence));
  return true;
}

/** What routes and pages may be asked with. Next answers 500 to others, such as TRACE. */
const methods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];

/** Answers with one sentence: as text for people and server actions, as JSON for scripts. Drops the rest of the body. */
export function refuse(
  request: IncomingMessage,
  response: ServerResponse,
  status: number,
  sentence: string,
  headers: OutgoingHttpHeaders = {},
): false {
  response.end(writeSentence(request, response, status, sentence, headers));
  drainBody(request);
  return false;
}

/**
 * Answers a request that its handler has: the connection is closed after it, for the handler may be reading. One that
 * has answered without reading the body is done with it, and the connection stays.
 */
function interrupt(request: IncomingMessage, response: ServerResponse, status: number, sentence: string): void {
  if (response.writableEnded) return drainBody(request);
  if (response.headersSent) {
    const close = () => request.socket.destroySoon();
    cutOffBody(request, () => (response.writableFinished ? close() : response.once("finish", close)));
    return;
  }
  response.setHeader("connection", "close");
  response.write(writeSentence(request, response, status, sentence));
  // The client has the whole answer; ending it only now keeps Node from closing on a client that still sends.
  cutOffBody(request, () => response.end());
}

/** Writes the head of an answer of one sentence; returns its body. */
function writeSentence(
  request: IncomingMessage,
  response: ServerResponse,
  status: number,
  sentence: string,
  headers: OutgoingHttpHeaders = {},
): string {
  const asText = request.headers.accept?.includes("text/html") || request.headers["next-action"] !== undefined;
  // What a handler set before it was interrupted belongs to another answer.
  for (const name of response.getHeaderNames()) if (name !== "connection") response.removeHeader(name);
  const body = asText ? sentence : JSON.stringify({ message: sentence });
  response.writeHead(status, {
    ...headers,
    "content-length": Buffer.byteLength(body),
    "content-type": asText ? "text/plain; charset=utf-8" : "application/json",
    "cache-control": "no-store",
  });
  return request.method === "HEAD" ? "" : body;
}
