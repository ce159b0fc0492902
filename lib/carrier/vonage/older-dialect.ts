import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import { z } from "zod";
import type { Brought, Receipt, Webhook } from "../carrier";
import { clean } from "../clean";
import { clockProblem, type SignatureProblem } from "./bearer";
import { isOfMember, olderFailure } from "./errors";
import { instant } from "./instant";
import { missing, party, readWords } from "./messages-dialect";
import { textId } from "./text-id";

export const signatureMethods = ["md5hash", "md5", "sha1", "sha256", "sha512"] as const;
export type SignatureMethod = (typeof signatureMethods)[number];
type Parameters = Record<string, string>;

const short = z.string().trim().min(1).max(200);
const count = z.coerce.number().int().min(1).max(255).optional().catch(undefined);
const anything = z.string().optional();

/** What may be missing or odd: a text of a known sender to a known receiver may be a STOP, and counts. */
const inbound = z.object({
  msisdn: short,
  to: short,
  messageId: z.string().min(1).optional().catch(undefined),
  text: z.string().default(""),
  keyword: z.string().max(200).optional().catch(undefined),
  type: z.string().min(1).max(40).catch("text"),
  "message-timestamp": anything,
  concat: anything,
  "concat-ref": z.string().min(1).max(100).optional().catch(undefined),
  "concat-total": count,
  "concat-part": count,
});

const receipt = z.object({
  msisdn: short,
  to: short,
  messageId: short,
  status: short,
  "err-code": z.string().max(40).optional(),
  "client-ref": z.string().max(200).optional(),
  "message-timestamp": anything,
});

const outcomes: Record<string, Receipt["outcome"]> = {
  accepted: "sent",
  buffered: "sent",
  delivered: "delivered",
  expired: "failed",
  failed: "failed",
  rejected: "failed",
  undelivered: "failed",
};

/** `leftOut`: names of parameters that were neither words nor numbers, and that the signature does not cover. */
export type Reading = { parameters: Parameters; leftOut: string[] };

/**
 * The parameters of an SMS API webhook: query, form or JSON (a JSON body may stand beside a query; the body wins).
 * JSON values that are objects or lists can be signed as their JSON or not at all, so that both readings are answered;
 * the one whose signature is right is what was sent. Empty where nothing can be read.
 */
export function readingsOf(webhook: Webhook): Reading[] {
  const query = Object.fromEntries(new URLSearchParams(webhook.query));
  const body = webhook.body.toString("utf8");
  if (body.trim() === "") return [{ parameters: query, leftOut: [] }];
  if (!webhook.contentType.includes("json"))
    return [{ parameters: { ...query, ...Object.fromEntries(new URLSearchParams(body)) }, leftOut: [] }];
  let json: unknown;
  try {
    json = JSON.parse(body);
  } catch {
    return [];
  }
  if (typeof json !== "object" || json === null || Array.isArray(json)) return [];
  const plain: [string, string][] = [];
  const other: [string, string][] = [];
  for (const [name, value] of Object.entries(json)) {
    if (typeof value === "string") plain.push([name, value]);
    else (typeof value === "object" ? other : plain).push([name, JSON.stringify(value)]);
  }
  const without = { parameters: { ...query, ...Object.fromEntries(plain) }, leftOut: other.map(([name]) => name) };
  if (other.length === 0) return [without];
  return [without, { parameters: { ...without.parameters, ...Object.fromEntries(other) }, leftOut: [] }];
}

/** The signature of parameters, lower-case hex (Vonage, "Signing messages"): sorted, `&` and `=` in values become `_`. */
export function sign(parameters: Parameters, secret: string, method: SignatureMethod): string {
  const joined = Object.keys(parameters)
    .filter((name) => name !== "sig")
    .sort()
    .map((name) => `&${name}=${(parameters[name] ?? "").replace(/[&=]/g, "_")}`)
    .join("");
  if (method === "md5hash")
    return createHash("md5")
      .update(joined + secret)
      .digest("hex");
  return createHmac(method, secret).update(joined).digest("hex");
}

/** Seconds between the signed `timestamp` and now: this dialect has no other protection against a replay. */
const freshFor = 5 * 60;

/**
 * Null when the parameters are signed right and within five minutes, else why not. The comparison takes constant time
 * and ignores case. `timestamp` is in Unix seconds (Vonage, "Signing messages") and is covered by the signature.
 */
export function olderProblem(
  parameters: Parameters,
  secret: string,
  method: SignatureMethod,
  now: Date,
): SignatureProblem | null {
  const refused = (why: string): SignatureProblem => ({ ok: false, why });
  if (!secret) return refused("no signature secret is set");
  if (!parameters.sig) return refused("unsigned");
  if (!Object.keys(parameters).every(isSignable)) return refused("a parameter name that the signature does not cover");
  if (!isSigned(parameters, secret, method)) return refused("bad signature");
  if (!/^\d{1,12}$/.test(parameters.timestamp ?? "")) return refused("no timestamp");
  const off = Number(parameters.timestamp) - Math.floor(now.getTime() / 1000);
  return Math.abs(off) > freshFor ? clockProblem(off) : null;
}

/**
 * The signature joins names and values by `&` and `=`, and replaces these in values only. A name that has one of them
 * could therefore swallow its neighbors (`message-timestamp=…&messageId`) without the signature showing it.
 */
const isSignable = (name: string) => !/[&=]/.test(name);

/** Whether the parameters are signed with our secret, by whichever method. */
export function isSignedByAnyMethod(parameters: Parameters, secret: string): boolean {
  return signatureMethods.some((method) => isSigned(parameters, secret, method));
}

function isSigned(parameters: Parameters, secret: string, method: SignatureMethod): boolean {
  const expected = Buffer.from(sign(parameters, secret, method));
  const actual = Buffer.from((parameters.sig ?? "").toLowerCase());
  return actual.length === expected.length && timingSafeEqual(actual, expected);
}

/** Translates verified parameters of the older SMS API. A status makes it a receipt. */
export function readOlder({ parameters, leftOut }: Reading): Brought {
  const raw = JSON.stringify(parameters);
  const empty = parameters.status === "" || parameters.status === "null";
  if ("status" in parameters && !(empty && "text" in parameters)) return readReceipt(parameters, raw);
  const parsed = inbound.safeParse(parameters);
  if (!parsed.success) return { kind: "unreadable", why: missing(parsed.error), raw };
  const told = parsed.data;
  const [reference, total, part] = [told["concat-ref"], told["concat-total"], told["concat-part"]];
  const { words, note } = leftOut.includes("text") ? { words: "", note: "[not sent as text]" } : readWords(told.text);
  // What cannot be put together with others is a text of its own.
  const isPart =
    told.concat === "true" && reference !== undefined && total !== undefined && part !== undefined && total > 1;
  const said = {
    from: party(told.msisdn),
    to: party(told.to),
    text: words || (isPart ? "" : clean(told.keyword ?? "")),
    at: instant(told["message-timestamp"]),
  };
  return {
    kind: "text",
    text: {
      ...said,
      carrierId: textId(told.messageId, said),
      ...(note ? { note } : {}),
      type: told.type === "unicode" ? "text" : clean(told.type),
      concat: isPart ? { reference: clean(reference), total, part: Math.min(part, total) } : null,
    },
  };
}

function readReceipt(parameters: Parameters, raw: string): Brought {
  const parsed = receipt.safeParse(parameters);
  if (!parsed.success) return { kind: "unreadable", why: missing(parsed.error), raw };
  const told = parsed.data;
  const why = olderFailure(told["err-code"]);
  const outcome = outcomes[told.status.toLowerCase()] ?? (isOfMember(why) ? "failed" : undefined);
  if (!outcome) return { kind: "ignored", why: "a status that settles nothing" };
  return {
    kind: "receipt",
    receipt: {
      carrierId: clean(told.messageId),
      ref: told["client-ref"] === undefined ? null : clean(told["client-ref"]),
      // In a receipt msisdn is the fan and `to` the sender's side.
      from: party(told.to),
      to: party(told.msisdn),
      outcome,
      status: told.status,
      at: instant(told["message-timestamp"]),
      error: outcome === "failed" ? why : null,
    },
  };
}
