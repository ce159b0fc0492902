import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { makeDataFolder } from "./data-folder";

/**
 * Seals a secret for keeping in the database: AES-256-GCM, a fresh nonce each time, bound to `purpose`, so that what
 * was sealed for one thing cannot be put in the place of another. The key is TENFOUR_ENCRYPTION_KEY or, where that is
 * not set, a file made in DATA_DIR on first use: a copy of the database alone opens nothing.
 */
export function seal(plain: string, purpose: string): string {
  const nonce = randomBytes(12);
  const cipher = createCipheriv("aes-256-gcm", key(), nonce).setAAD(Buffer.from(purpose));
  const sealed = Buffer.concat([cipher.update(plain, "utf8"), cipher.final()]);
  return `v1.${Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString("base64url")}`;
}

/** Opens what `seal` made for the same purpose; null where the key is another one, or somebody changed it. */
export function unseal(sealed: string, purpose: string): string | null {
  const whole = Buffer.from(sealed.replace(/^v1\./, ""), "base64url");
  if (!sealed.startsWith("v1.") || whole.length < 28) return null;
  try {
    const opener = createDecipheriv("aes-256-gcm", key(), whole.subarray(0, 12), { authTagLength: 16 });
    opener.setAAD(Buffer.from(purpose)).setAuthTag(whole.subarray(12, 28));
    return Buffer.concat([opener.update(whole.subarray(28)), opener.final()]).toString("utf8");
  } catch {
    return null;
  }
}

/** Makes the key file where the environment brings no key, so that it is there to be backed up from the first start. */
export function makeSealingKey(): void {
  key();
}

function key(): Buffer {
  const given = process.env.TENFOUR_ENCRYPTION_KEY || fromFile(process.env.DATA_DIR || ".data");
  return Buffer.from(hkdfSync("sha256", given, "", "tenfour sealed secrets", 32));
}

function fromFile(dataDir: string): string {
  const file = join(dataDir, "encryption.key");
  if (!existsSync(file)) {
    makeDataFolder(dataDir);
    try {
      // wx: of two programs that start at once the first one's key stays.
      writeFileSync(file, randomBytes(32).toString("base64url"), { mode: 0o600, flag: "wx" });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    }
  }
  return readFileSync(file, "utf8").trim();
}
