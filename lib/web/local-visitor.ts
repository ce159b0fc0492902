import { createHash, randomBytes, timingSafeEqual } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { isSigned, sign } from "@/lib/config/keys";

/**
 * Proves that a browser belongs to somebody who can read the window where Tenfour was started. The connection alone
 * proves nothing: a forwarder on this computer (ssh -R, a tunnel, a proxy that adds no header) brings strangers from
 * 127.0.0.1 with whatever Host they like. So the address that is printed at start carries a random token; opening it
 * sets a signed cookie, and only a browser with that cookie counts as local (lib/web/resolve-client.ts). Jupyter does
 * the same.
 */
const cookieName = "tenfour_local";
const parameter = "local";
/** Seconds a browser stays known; starting Tenfour again with the same secret does not end it. */
const lifetime = 30 * 24 * 3_600;
const purpose = "local-visitor";

let tokenHash: Buffer | undefined;

/** Makes the token of this start. It works until the program stops, in as many browsers as open it. */
export function makeLocalToken(): string {
  const token = randomBytes(18).toString("base64url");
  tokenHash = hash(token);
  return token;
}

/** The address to print: the front page, with the token that lets the browser in. */
export function localAddress(publicUrl: string, token: string): string {
  return `${publicUrl.replace(/\/$/, "")}/?${parameter}=${token}`;
}

/**
 * Answers `GET /?local=<token>`: with the cookie where the token is right, and in any case with a redirect to the
 * address without it. Returns false for every other request, which is then to be handled as usual.
 */
export function admitLocalVisitor(request: IncomingMessage, response: ServerResponse): boolean {
  if (request.method !== "GET" || !request.url?.startsWith(`/?${parameter}=`)) return false;
  const given = new URLSearchParams(request.url.slice(2)).get(parameter) ?? "";
  if (tokenHash && timingSafeEqual(hash(given), tokenHash)) {
    const attributes = `Path=/; Max-Age=${lifetime}; HttpOnly; SameSite=Strict`;
    response.setHeader("set-cookie", `${cookieName}=${localCookie(new Date())}; ${attributes}`);
  }
  response.writeHead(303, { location: "/", "cache-control": "no-store", "referrer-policy": "no-referrer" }).end();
  return true;
}

/** The value of the cookie: when it ends (Unix seconds), and a signature of that. */
export function localCookie(now: Date): string {
  const until = Math.floor(now.getTime() / 1000) + lifetime;
  return `${until}.${sign(purpose, String(until)).toString("base64url")}`;
}

/** Whether a Cookie header has the cookie of a browser that opened the printed address within the last 30 days. */
export function hasLocalCookie(header: string | undefined, now: Date): boolean {
  const found = new RegExp(`(?:^|;\\s*)${cookieName}=(\\d{1,12})\\.([\\w-]{43})(?:;|$)`).exec(header ?? "");
  if (!found) return false;
  const [, until = "", signature = ""] = found;
  return Number(until) * 1000 > now.getTime() && isSigned(purpose, until, Buffer.from(signature, "base64url"));
}

function hash(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}
