import { authLimit, type BodyLimit, formLimit } from "./body-limits";
import { type BodyKind, BodyMeter } from "./body-meter";

export { authLimit, formLimit };

/** The part of a Request that the readers need. The webhooks' fast path has no stream, only `arrayBuffer`. */
type Readable = Pick<Request, "arrayBuffer"> & { headers: Pick<Headers, "get">; body?: Request["body"] };

/** The sentence of a 413. */
export function tooLargeSentence(limit: BodyLimit): string {
  return limit.sentence ?? "This request is too large. Send less at once.";
}

/** The answer to a body over its limit: the sentence, as JSON for scripts and as text for a browser's form. */
export function tooLarge(limit: BodyLimit, asJson = false): Response {
  const message = tooLargeSentence(limit);
  const headers = { "cache-control": "no-store" };
  return asJson
    ? Response.json({ message }, { status: 413, headers })
    : new Response(message, { status: 413, headers });
}

/**
 * Reads a whole body within its limit. Returns null when it is over: by its Content-Length before a byte is read, else
 * as soon as too much has arrived. `kind` says what is counted in it besides bytes.
 */
export async function readBody(request: Readable, limit: BodyLimit, kind: BodyKind): Promise<Buffer | null> {
  if (Number(request.headers.get("content-length") ?? 0) > limit.bytes) return null;
  const meter = new BodyMeter(limit, kind);
  if (request.body !== null && !(request.body instanceof ReadableStream)) {
    const whole = Buffer.from(await request.arrayBuffer());
    return meter.take(whole) ? whole : null;
  }
  const chunks: Uint8Array[] = [];
  for await (const chunk of (request.body ?? []) as AsyncIterable<Uint8Array>) {
    if (!meter.take(chunk)) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** Reads an urlencoded form; null when it is over its limit. */
export async function readForm(request: Readable, limit: BodyLimit = formLimit): Promise<URLSearchParams | null> {
  const body = await readBody(request, limit, "form");
  return body && new URLSearchParams(body.toString("utf8"));
}

/** Reads a JSON body; null when it is over its limit. `value` is undefined when it isn't JSON. */
export async function readJson(request: Readable, limit: BodyLimit = formLimit): Promise<{ value: unknown } | null> {
  const body = await readBody(request, limit, "json");
  if (!body) return null;
  try {
    return { value: JSON.parse(body.toString("utf8")) };
  } catch {
    return { value: undefined };
  }
}
