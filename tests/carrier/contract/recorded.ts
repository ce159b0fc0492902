import { createHash, createHmac, randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Webhook } from "@/lib/carrier/carrier";
import { type SignatureMethod, sign } from "@/lib/carrier/vonage/older-dialect";
import type { WebhookKeys } from "@/lib/carrier/vonage/webhook";

export const keys: WebhookKeys = {
  apiKey: "abcd1234",
  applicationId: "aaaaaaaa-bbbb-4ccc-8ddd-0123456789ab",
  signatureSecret: "signature-secret-of-the-account",
  signatureMethod: "sha256",
};

/** A shape of docs/carrier.md, and what must be understood of it. */
export type Shape = {
  name: string;
  body?: unknown;
  rawBody?: string;
  parameters?: Record<string, string>;
  brings: Record<string, unknown>;
  /** Of a call: the door it is brought to, and the query of that address. */
  door?: "answer" | "event";
  query?: string;
  /** Where its pictures and the like are. */
  urls?: string[];
};

/** The shapes in a file of fixtures/. */
export function shapes(file: "inbound" | "receipts" | "older" | "calls"): Shape[] {
  return JSON.parse(readFileSync(join(import.meta.dirname, "fixtures", `${file}.json`), "utf8")) as Shape[];
}

export const bodyOf = (shape: Shape): string => shape.rawBody ?? JSON.stringify(shape.body);

const encoded = (json: unknown) => Buffer.from(JSON.stringify(json)).toString("base64url");

/** An Authorization header as the carrier makes it; what is given replaces or adds claims (undefined leaves one out). */
export function bearer(
  body: string | Buffer,
  change: { claims?: Record<string, unknown>; header?: Record<string, unknown>; secret?: string; hash?: string } = {},
): string {
  const claims = {
    iat: Math.floor(Date.now() / 1000),
    jti: randomUUID(),
    iss: "Vonage",
    payload_hash: createHash("sha256").update(body).digest("hex"),
    api_key: keys.apiKey,
    application_id: keys.applicationId,
    ...change.claims,
  };
  const signed = `${encoded({ alg: "HS256", typ: "JWT", ...change.header })}.${encoded(claims)}`;
  const signature = createHmac(change.hash ?? "sha256", change.secret ?? keys.signatureSecret).update(signed);
  return `Bearer ${signed}.${signature.digest("base64url")}`;
}

/** A webhook of the Messages API, signed right unless told otherwise. */
export function newer(body: string, authorization: string | null = bearer(body)): Webhook {
  return { method: "POST", query: "", authorization, contentType: "application/json", body: Buffer.from(body) };
}

export type Form = "GET" | "form" | "JSON";

/** A webhook of the older SMS API in one of its three forms, signed right unless told otherwise. */
export function older(
  parameters: Record<string, string>,
  form: Form,
  method: SignatureMethod = "sha256",
  secret = keys.signatureSecret,
  change: Record<string, string> = {},
): Webhook {
  const told: Record<string, string> = {
    ...parameters,
    "api-key": keys.apiKey,
    timestamp: String(Math.floor(Date.now() / 1000)),
    nonce: randomUUID(),
    ...change,
  };
  return unsigned({ ...told, sig: sign(told, secret, method) }, form);
}

/** The same with whatever `sig` the parameters have. */
export function unsigned(parameters: Record<string, string>, form: Form): Webhook {
  const text = form === "JSON" ? JSON.stringify(parameters) : new URLSearchParams(parameters).toString();
  return {
    method: form === "GET" ? "GET" : "POST",
    query: form === "GET" ? text : "",
    authorization: null,
    contentType: form === "JSON" ? "application/json" : form === "form" ? "application/x-www-form-urlencoded" : "",
    body: Buffer.from(form === "GET" ? "" : text),
  };
}
