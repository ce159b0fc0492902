import http from "node:http";
import fc from "fast-check";
import { bearer, bodyOf, type Form, keys, older, shapes, unsigned } from "../carrier/contract/recorded";

/** One request as it is thrown. `genuine`: signed right over what it says, so it must be kept or understood. */
export type Throw = {
  method: string;
  path: string;
  headers: Record<string, string>;
  body: Buffer;
  genuine: boolean;
};

const doors = [
  "/webhooks/messages/inbound",
  "/webhooks/messages/status",
  "/webhooks/voice/answer",
  "/webhooks/voice/event",
];
const bodies = [...shapes("inbound"), ...shapes("receipts")].map(bodyOf);
const parameters = shapes("older").map((shape) => shape.parameters ?? {});

const odd = fc.oneof(
  fc.string({ unit: "binary", maxLength: 60 }),
  fc.constantFrom(
    "",
    "\u0000",
    "\ud83d",
    "‮right to left",
    "x".repeat(10_000),
    "null",
    "[object Object]",
    "__proto__",
    "constructor",
    "' OR 1=1 --",
    "{{link}}",
    "../../etc/passwd",
    "1e309",
    "-0",
    "STOP",
  ),
  fc.jsonValue({ maxDepth: 3 }),
  fc.double(),
);

/** A JSON body: a recorded one with fields taken out, put in and replaced, or its bytes flipped and cut. */
const json = fc.oneof(
  {
    weight: 5,
    arbitrary: fc
      .tuple(
        fc.constantFrom(...bodies),
        fc.array(fc.tuple(fc.nat(), fc.constantFrom("drop", "put", "add"), odd), { maxLength: 4 }),
      )
      .map(([body, changes]) => mutated(body, changes)),
  },
  {
    weight: 2,
    arbitrary: fc
      .tuple(fc.constantFrom(...bodies), fc.nat(), fc.nat(255))
      .map(([body, at, byte]) => flipped(body, at, byte)),
  },
  { weight: 1, arbitrary: fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes)) },
  { weight: 1, arbitrary: fc.json({ maxDepth: 4 }).map((text) => Buffer.from(text)) },
  {
    weight: 1,
    arbitrary: fc
      .constantFrom("[".repeat(5_000), `{"a":${"[".repeat(2_000)}`, "", "null", "0", '"x"')
      .map((text) => Buffer.from(text)),
  },
);

function mutated(body: string, changes: [number, string, unknown][]): Buffer {
  let told: Record<string, unknown>;
  try {
    told = JSON.parse(body) as Record<string, unknown>;
  } catch {
    return Buffer.from(body);
  }
  if (told === null || typeof told !== "object") return Buffer.from(body);
  for (const [at, how, value] of changes) {
    const names = Object.keys(told);
    const name = names[at % Math.max(1, names.length)] ?? "text";
    if (how === "drop") delete told[name];
    else told[how === "add" ? String(value).slice(0, 40) : name] = value;
  }
  return Buffer.from(JSON.stringify(told));
}

function flipped(body: string, at: number, byte: number): Buffer {
  const bytes = Buffer.from(body);
  if (bytes.length === 0) return bytes;
  bytes[at % bytes.length] = byte;
  return byte % 3 === 0 ? bytes.subarray(0, at % bytes.length) : bytes;
}

type Signature = (body: Buffer) => string | null;
const seconds = () => Math.floor(Date.now() / 1000);
const sealed = (parts: unknown[]) =>
  parts.map((part) => Buffer.from(JSON.stringify(part)).toString("base64url")).join(".");

/** Signatures that must not be believed. */
const forgeries: Signature[] = [
  () => null,
  () => "",
  () => "Bearer",
  (body) => bearer(body, { secret: "guessed" }),
  (body) => bearer(body, { secret: "" }),
  (body) => bearer(Buffer.concat([body, Buffer.from(" ")])),
  (body) => bearer(body, { header: { alg: "HS512" }, hash: "sha512" }),
  (body) => bearer(body, { header: { alg: "none" } }),
  (body) => bearer(body, { claims: { iat: seconds() - 100_000 } }),
  (body) => bearer(body, { claims: { iat: seconds() + 4_000 } }),
  (body) => bearer(body, { claims: { api_key: "other" } }),
  (body) => bearer(body, { claims: { application_id: "other" } }),
  // A webhook without a body (a call's, by GET) is signed without a hash, and rightly.
  (body) => (body.length > 0 ? bearer(body, { claims: { payload_hash: undefined } }) : null),
  (body) => bearer(body, { claims: { payload_hash: "0".repeat(64) } }),
  (body) => bearer(body, { claims: { iat: undefined } }),
  (body) => bearer(body).slice(0, -4),
  (body) => `${bearer(body)}AAAA`,
  (body) => bearer(body).replace("Bearer ", "Basic "),
  () => `Bearer ${sealed([{ alg: "none", typ: "JWT" }, { iat: seconds() }])}.`,
  () => `Bearer ${"a".repeat(3_000)}.b.c`,
];

const method = fc.oneof(
  { weight: 8, arbitrary: fc.constant("POST") },
  { weight: 1, arbitrary: fc.constantFrom("GET", "PUT", "DELETE", "HEAD", "OPTIONS", "PATCH") },
);
const contentType = fc.oneof(
  { weight: 6, arbitrary: fc.constant("application/json") },
  {
    weight: 2,
    arbitrary: fc.constantFrom(
      "",
      "text/plain",
      "application/x-www-form-urlencoded",
      "multipart/form-data; boundary=x",
      "application/json; charset=utf-16",
      "\t",
      "a/b/c",
    ),
  },
);
const query = fc.oneof(
  { weight: 6, arbitrary: fc.constant("") },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      "?",
      "?sig=1",
      "?sig=&msisdn=1",
      "?%",
      "?%00=%ff",
      "?a[b]=c&__proto__=1",
      `?${"x".repeat(4_000)}`,
    ),
  },
);

const newerForged: fc.Arbitrary<Throw> = fc
  .tuple(fc.constantFrom(...doors), method, contentType, query, json, fc.constantFrom(...forgeries))
  .map(([door, verb, type, search, content, forge]) => {
    const body = verb === "GET" || verb === "HEAD" ? Buffer.alloc(0) : content;
    const authorization = forge(body);
    const headers: Record<string, string> = { ...(type ? { "content-type": type } : {}) };
    if (authorization !== null) headers.authorization = authorization;
    return { method: verb, path: door + search, headers, body, genuine: false };
  });

const olderForged: fc.Arbitrary<Throw> = fc
  .tuple(
    fc.constantFrom(...doors),
    fc.constantFrom<Form>("GET", "form", "JSON"),
    fc.constantFrom(...parameters),
    fc.array(fc.tuple(fc.nat(), odd), { maxLength: 3 }),
    fc.constantFrom("wrong secret", "other method", "changed after", "empty", "none", "nonsense"),
  )
  .map(([door, form, told, changes, how]) => {
    const changed = change(told, changes);
    const signed = older(
      changed,
      form,
      how === "other method" ? "sha512" : "sha256",
      how === "wrong secret" ? "guessed" : keys.signatureSecret,
    );
    const text = form === "GET" ? signed.query : signed.body.toString();
    const all = (form === "JSON" ? JSON.parse(text) : Object.fromEntries(new URLSearchParams(text))) as Record<
      string,
      string
    >;
    if (how === "changed after") all.text = `${all.text ?? ""} and more`;
    if (how === "empty") all.sig = "";
    if (how === "none") delete all.sig;
    if (how === "nonsense") all.sig = "deadbeef".repeat(8);
    return asThrow(door, unsigned(all, form), false);
  });

function change(told: Record<string, string>, changes: [number, unknown][]): Record<string, string> {
  const changed = { ...told };
  const names = Object.keys(changed);
  for (const [at, value] of changes) {
    const text = typeof value === "string" ? value : JSON.stringify(value);
    changed[names[at % names.length] ?? "text"] = (text ?? "").toWellFormed().replaceAll("\u0000", "");
  }
  return changed;
}

function asThrow(door: string, webhook: ReturnType<typeof older>, genuine: boolean): Throw {
  return {
    method: webhook.method,
    path: webhook.query ? `${door}?${webhook.query}` : door,
    headers: webhook.contentType ? { "content-type": webhook.contentType } : {},
    body: webhook.body,
    genuine,
  };
}

const genuineNewer: fc.Arbitrary<Throw> = fc.tuple(fc.constantFrom(...doors), json).map(([door, body]) => ({
  method: "POST",
  path: door,
  headers: { "content-type": "application/json", authorization: bearer(body) },
  body,
  genuine: true,
}));

const genuineOlder: fc.Arbitrary<Throw> = fc
  .tuple(
    fc.constantFrom(...doors.slice(0, 2)),
    fc.constantFrom<Form>("GET", "form", "JSON"),
    fc.constantFrom(...parameters),
    fc.array(fc.tuple(fc.nat(), odd), { maxLength: 3 }),
  )
  .map(([door, form, told, changes]) => asThrow(door, older(change(told, changes), form), true));

/** Requests that nobody but a forger makes. */
export const forged = fc.oneof({ weight: 3, arbitrary: newerForged }, { weight: 2, arbitrary: olderForged });
/** Requests that the carrier itself signed, whatever it meant by them. */
export const genuine = fc.oneof({ weight: 3, arbitrary: genuineNewer }, { weight: 2, arbitrary: genuineOlder });

export type Outcome = { statuses: Map<number, number>; bad: { status: number; request: Throw }[] };

/** Throws so many at a program over real HTTP, `atOnce` at a time. Status 0: the line was cut without an answer. */
export async function throwAll(
  base: string,
  what: fc.Arbitrary<Throw>,
  wish: { runs: number; seed: number; atOnce?: number },
): Promise<Outcome> {
  const outcome: Outcome = { statuses: new Map(), bad: [] };
  const agent = new http.Agent({ keepAlive: true, maxSockets: wish.atOnce ?? 32 });
  const made = 2_000;
  for (let done = 0; done < wish.runs; done += made) {
    // Made in portions just before they are thrown: their signatures tell the time.
    const requests = fc.sample(what, { numRuns: Math.min(made, wish.runs - done), seed: wish.seed + done });
    let next = 0;
    await Promise.all(
      Array.from({ length: wish.atOnce ?? 32 }, async () => {
        for (let request = requests[next++]; request; request = requests[next++]) {
          const status = await throwOne(base, request, agent);
          outcome.statuses.set(status, (outcome.statuses.get(status) ?? 0) + 1);
          const wrong = status >= 500 || status === 0 || (!request.genuine && status < 300);
          if (wrong && outcome.bad.length < 20) outcome.bad.push({ status, request });
        }
      }),
    );
  }
  agent.destroy();
  return outcome;
}

function throwOne(base: string, { method, path, headers, body }: Throw, agent: http.Agent): Promise<number> {
  return new Promise((done) => {
    try {
      const request = http.request(base + path, {
        method,
        agent,
        headers: { ...headers, "content-length": body.length },
        timeout: 30_000,
      });
      request.on("response", (response) => {
        response.resume();
        response.on("close", () => done(response.statusCode ?? 0));
      });
      request.on("timeout", () => request.destroy());
      request.on("error", () => done(0));
      request.end(body);
    } catch {
      // Node's own client refuses to write such a header; it was never thrown.
      done(-1);
    }
  });
}

/** A request in a line, to throw it again by hand. */
export function inWords({ method, path, headers, body }: Throw): string {
  return `${method} ${path.slice(0, 200)} ${JSON.stringify(headers).slice(0, 300)} ${JSON.stringify(body.toString("latin1").slice(0, 500))}`;
}
