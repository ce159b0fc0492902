import { createHmac, hkdfSync, timingSafeEqual } from "node:crypto";
import { env } from "@/lib/env";

/** What a key may be used for. Each purpose has a key of its own, so that a value made for one never passes for another. */
export type KeyPurpose =
  | "session"
  | "known-device"
  | "sign-in-code"
  | "media-url"
  | "sign-up-link"
  | "tracked-link"
  | "suppression"
  | "seen-webhook"
  | "join-form"
  | "challenge"
  | "local-visitor"
  | "rate-limit"
  | "recording-url";

/**
 * Purposes whose values were made with the bare secret before keys were derived, and outlive that change: their old
 * values are still accepted. Sessions and codes are short-lived, so theirs are not.
 */
const madeWithBareSecret = new Set<KeyPurpose>(["media-url", "sign-up-link", "tracked-link", "suppression"]);

const derived = new Map<string, Buffer>();

/** The key that signs new values of a purpose: HKDF-SHA-256 (RFC 5869) of the current secret, 32 bytes. */
export function key(purpose: KeyPurpose): Buffer {
  return derive(secretsFor(purpose)[0] as string, purpose);
}

/**
 * All keys that may verify a value of a purpose: the current one first, then the previous secret's during a rotation
 * (NEXTAUTH_SECRET_PREVIOUS), then the bare secrets for the purposes that once used them.
 */
export function keysFor(purpose: KeyPurpose): Buffer[] {
  const secrets = secretsFor(purpose);
  const keys = secrets.map((secret) => derive(secret, purpose));
  return madeWithBareSecret.has(purpose) ? [...keys, ...secrets.map((secret) => Buffer.from(secret))] : keys;
}

/** HMAC-SHA-256 of `value` with the current key of a purpose. */
export function sign(purpose: KeyPurpose, value: string | Uint8Array): Buffer {
  return createHmac("sha256", key(purpose)).update(value).digest();
}

/**
 * Whether `mac` is the HMAC-SHA-256 of `value` with any key of the purpose, or its first `mac.length` bytes. Compares
 * in constant time. The caller checks that the length is the one it issued.
 */
export function isSigned(purpose: KeyPurpose, value: string | Uint8Array, mac: Uint8Array): boolean {
  if (mac.length === 0 || mac.length > 32) return false;
  return keysFor(purpose).some((one) =>
    timingSafeEqual(createHmac("sha256", one).update(value).digest().subarray(0, mac.length), mac),
  );
}

function secretsFor(purpose: KeyPurpose): string[] {
  const { NEXTAUTH_SECRET: current, NEXTAUTH_SECRET_PREVIOUS: previous, TENFOUR_SUPPRESSION_KEY } = env();
  if (!current) throw new Error("NEXTAUTH_SECRET is missing: start the program with npm start, which makes one.");
  // Hashes of erased members' numbers cannot be made again, so their secret is never rotated (lib/db/suppression-secret.ts).
  if (purpose === "suppression") return [TENFOUR_SUPPRESSION_KEY ?? current];
  return previous ? [current, previous] : [current];
}

function derive(secret: string, purpose: KeyPurpose): Buffer {
  const name = `${purpose}\0${secret}`;
  let found = derived.get(name);
  if (!found) {
    found = Buffer.from(hkdfSync("sha256", secret, "", `tenfour ${purpose}`, 32));
    derived.set(name, found);
  }
  return found;
}
