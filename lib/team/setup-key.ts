import { createHash, timingSafeEqual } from "node:crypto";
import { again } from "./codes";
import { waitFor } from "./limits";

/** The cookie of somebody who has given the one-time key; its value is the key's SHA-256, hex. */
export const setupCookie = "tenfour_setup";

/**
 * May this visitor walk through the welcome (decision 15)? From loopback always, from elsewhere with the cookie. Only
 * under server.ts, which makes the key and lets nobody else write the header.
 */
export function mayWelcome(headers: Headers, cookie: string | undefined): boolean {
  const expected = process.env.TENFOUR_SETUP_KEY_HASH;
  if (!expected) return false;
  return headers.get("x-tenfour-local") === "1" || (cookie !== undefined && same(cookie, expected));
}

/** Checks the one-time key printed at start. Ten tries a quarter of an hour per address. */
export async function readSetupKey(
  key: string,
  ip: string,
): Promise<{ right: true; cookie: string } | { right: false; sentence: string }> {
  const wait = await waitFor("setup-key", ip);
  if (wait > 0) return { right: false, sentence: `Too many tries. ${again(wait)}` };
  const hash = createHash("sha256").update(key.trim()).digest("hex");
  const expected = process.env.TENFOUR_SETUP_KEY_HASH ?? "";
  if (expected && same(hash, expected)) return { right: true, cookie: hash };
  return { right: false, sentence: "That is not the key. It stands in the window where Tenfour was started." };
}

function same(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a.toLowerCase()), Buffer.from(b.toLowerCase())];
  return left.length === right.length && timingSafeEqual(left, right);
}
