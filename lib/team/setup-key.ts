import { createHash, timingSafeEqual } from "node:crypto";
import { anyLeader } from "@/lib/leaders/queries";
import { isLocalClient } from "@/lib/web/client-address";
import { waitForKey } from "./address-limits";
import { again } from "./again";

/** The cookie of a visitor who entered the one-time setup key. Its value is the key's SHA-256, hex. */
export const setupCookie = "tenfour_setup";

/**
 * Whether this visitor may set up the instance: only while it has no leader, in a browser that opened the printed address
 * (lib/web/local-visitor.ts), or with the setup key's cookie. Only under server.ts, which makes the key.
 */
export async function maySetUp(cookie: string | undefined): Promise<boolean> {
  const expected = process.env.TENFOUR_SETUP_KEY_HASH;
  if (!expected) return false;
  if (!isLocalClient() && !(cookie !== undefined && same(cookie, expected))) return false;
  return !(await setupIsOver());
}

/**
 * Checks the setup key that was printed at start. The right one always works, so that nobody can use up its owner's
 * tries: it is too long to guess. Wrong ones are limited (lib/team/limits.ts). Once there is a leader no key is right.
 */
export async function checkSetupKey(
  key: string,
  address: string,
): Promise<{ right: true; cookie: string } | { right: false; sentence: string }> {
  const hash = createHash("sha256").update(key.trim()).digest("hex");
  const expected = process.env.TENFOUR_SETUP_KEY_HASH;
  if (expected && same(hash, expected) && !(await setupIsOver())) return { right: true, cookie: hash };
  const wait = await waitForKey("setup-key", address);
  if (wait > 0) return { right: false, sentence: `Too many tries. ${again(wait)}` };
  return { right: false, sentence: "That's not the key. You'll find it in the window where Tenfour was started." };
}

/** Ends the setup key for good: called when the first leader has been created. */
export function endSetupKey(): void {
  delete process.env.TENFOUR_SETUP_KEY_HASH;
}

/** Another process, or the command line, may have created the first leader. */
async function setupIsOver(): Promise<boolean> {
  const over = await anyLeader();
  if (over) endSetupKey();
  return over;
}

function same(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a.toLowerCase()), Buffer.from(b.toLowerCase())];
  return left.length === right.length && timingSafeEqual(left, right);
}
