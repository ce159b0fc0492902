import { closeDb, db } from "./client";
import { type EmbeddedDatabase, runningEmbedded, startEmbedded } from "./embedded";
import { loadEnvFile } from "./env-file";
import { migrateDatabase } from "./migrate";
import { addressesOf, prepareRoles, roles } from "./roles";
import { makeSealingKey } from "./seal";
import { keepSecrets, keptSecrets, type Secrets } from "./secrets";
import { pinSuppressionSecret } from "./suppression-secret";
import { setTimeouts } from "./timeouts";

export type Connected = {
  secrets: Secrets;
  embedded: boolean;
  takenOver: boolean;
  /** Ends the pool, and the embedded server where this call started it (or `alsoTakenOver`). */
  close(options?: { alsoTakenOver?: boolean }): Promise<void>;
};

/**
 * Finds or starts the database, migrates it, and puts DATABASE_URL and the secrets into this process's
 * environment. For server.ts and the command line alike. Errors are sentences for the operator, and leave DATABASE_URL as
 * it was: an embedded server that died in the middle is started again by the next call.
 */
export async function connect(options: { takeOver?: boolean } = {}): Promise<Connected> {
  loadEnvFile();
  const given = process.env.DATABASE_URL || null;
  try {
    return await connectTo(given, options);
  } catch (error) {
    await closeDb();
    if (given) process.env.DATABASE_URL = given;
    else delete process.env.DATABASE_URL;
    throw error;
  }
}

/** `given`: the operator's own database; null for the embedded one. */
async function connectTo(given: string | null, options: { takeOver?: boolean }): Promise<Connected> {
  const dataDir = process.env.DATA_DIR || ".data";
  const beside = given || options.takeOver ? null : runningEmbedded(dataDir);
  const embedded = given || beside ? null : await startEmbedded(dataDir);
  const addresses = given ? null : addressesOf((beside ?? embedded?.url) as string);
  process.env.DATABASE_URL = given ?? addresses?.app;
  const secrets = keptSecrets(dataDir);
  if (!process.env.NEXTAUTH_SECRET) {
    process.env.NEXTAUTH_SECRET = secrets.nextauthSecret;
    if (secrets.nextauthSecretPrevious) process.env.NEXTAUTH_SECRET_PREVIOUS ||= secrets.nextauthSecretPrevious;
  }
  makeSealingKey();
  if (addresses) await prepareRoles(addresses.admin);
  await migrate(addresses?.owner ?? (process.env.DATABASE_OWNER_URL || null), process.env.DATABASE_URL as string);
  await findSuppressionSecret(dataDir, secrets);
  const unguard = embedded && options.takeOver ? guard(embedded) : async () => {};
  return {
    secrets,
    embedded: embedded !== null,
    takenOver: embedded?.takenOver ?? false,
    async close({ alsoTakenOver = false } = {}) {
      await unguard();
      await closeDb();
      if (embedded && (!embedded.takenOver || alsoTakenOver)) await embedded.stop();
    },
  };
}

/** Migrates as the owner where there is one apart, and notes how this process limits requests to one leader's rows. */
async function migrate(owner: string | null, url: string): Promise<void> {
  const login = owner ? decodeURIComponent(new URL(url).username) : undefined;
  const mode = await migrateDatabase(owner ?? url, login);
  process.env.TENFOUR_TENANT_ROLE = mode === "roles" ? roles.tenant : "";
  await setTimeouts(url);
}

/** Finds the secret that this database's suppression list is keyed with, and keeps it in DATA_DIR. */
async function findSuppressionSecret(dataDir: string, secrets: Secrets): Promise<void> {
  const { TENFOUR_SUPPRESSION_KEY, NEXTAUTH_SECRET, NEXTAUTH_SECRET_PREVIOUS } = process.env;
  const found = await pinSuppressionSecret(db(), [
    TENFOUR_SUPPRESSION_KEY,
    secrets.suppressionSecret,
    NEXTAUTH_SECRET,
    NEXTAUTH_SECRET_PREVIOUS,
  ]);
  process.env.TENFOUR_SUPPRESSION_KEY = found;
  if (secrets.suppressionSecret !== found) keepSecrets(dataDir, { ...secrets, suppressionSecret: found });
}

/** Milliseconds between looks at whether the embedded server still lives. */
const lookEvery = 1_000;

/** A server that was killed (out of memory, by hand) is started again, as an operator would; until then doors say 503. */
function guard(embedded: EmbeddedDatabase): () => Promise<void> {
  let turn = Promise.resolve();
  let busy = false;
  const timer = setInterval(() => {
    if (busy) return;
    busy = true;
    // What the killed one left behind may still be going: the next look tries again.
    turn = embedded
      .revive()
      .catch(() => {})
      .finally(() => {
        busy = false;
      });
  }, lookEvery);
  timer.unref();
  return async () => {
    clearInterval(timer);
    await turn;
  };
}
