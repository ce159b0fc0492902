import { generateKeyPairSync, randomBytes, randomUUID } from "node:crypto";
import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { makeDataFolder } from "./data-folder";

const kept = z.object({
  nextauthSecret: z.string().min(32),
  /** The one before the last rotation. */
  nextauthSecretPrevious: z.string().min(32).optional(),
  /** Keys the suppression list, and outlives every rotation (lib/db/suppression-secret.ts). */
  suppressionSecret: z.string().min(16).optional(),
  simulator: z.object({
    apiKey: z.string(),
    apiSecret: z.string(),
    signatureSecret: z.string(),
    applicationId: z.string(),
    privateKey: z.string(),
    publicKey: z.string(),
  }),
});
export type Secrets = z.infer<typeof kept>;

/**
 * What the program makes for itself on its first start and keeps in DATA_DIR, readable by its owner only: the
 * secret that keys sessions and tokens, and the simulator's keys.
 */
export function keptSecrets(dataDir: string): Secrets {
  const file = join(dataDir, "secrets.json");
  if (existsSync(file)) {
    const parsed = kept.safeParse(JSON.parse(readFileSync(file, "utf8")));
    if (!parsed.success)
      throw new Error(
        `${file} is damaged. Restore it from a backup, or remove it: everyone then signs in again, and links in texts stop working.`,
      );
    return parsed.data;
  }
  const pair = generateKeyPairSync("rsa", {
    modulusLength: 2048,
    publicKeyEncoding: { type: "spki", format: "pem" },
    privateKeyEncoding: { type: "pkcs8", format: "pem" },
  });
  const made: Secrets = {
    nextauthSecret: randomBytes(32).toString("base64url"),
    simulator: {
      apiKey: randomBytes(4).toString("hex"),
      apiSecret: randomBytes(12).toString("hex"),
      signatureSecret: randomBytes(32).toString("hex"),
      applicationId: randomUUID(),
      privateKey: pair.privateKey,
      publicKey: pair.publicKey,
    },
  };
  keepSecrets(dataDir, made);
  return made;
}

/** Writes them in one step, readable by their owner only. */
export function keepSecrets(dataDir: string, secrets: Secrets): void {
  const file = join(dataDir, "secrets.json");
  makeDataFolder(dataDir);
  writeFileSync(`${file}.new`, JSON.stringify(secrets, null, 2), { mode: 0o600 });
  renameSync(`${file}.new`, file);
}

/**
 * Replaces the secret that keys are derived from; the old one becomes the previous one, and what it signed is accepted
 * until the next rotation. Takes effect when the program starts again.
 */
export function rotateSecret(dataDir: string): void {
  const before = keptSecrets(dataDir);
  keepSecrets(dataDir, {
    ...before,
    nextauthSecret: randomBytes(32).toString("base64url"),
    nextauthSecretPrevious: before.nextauthSecret,
    suppressionSecret: before.suppressionSecret ?? before.nextauthSecret,
  });
}
