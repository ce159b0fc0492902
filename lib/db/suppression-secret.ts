import { createHmac, hkdfSync } from "node:crypto";
import { eq } from "drizzle-orm";
import type { Tx } from "./client";
import { pinnedSecrets } from "./table";

const purpose = "suppression";

/**
 * Chooses the secret that the suppression list of this database is keyed with. The list holds hashes of numbers that
 * nobody has any more, so it cannot be keyed anew: the first start pins the first candidate, and every later start has
 * to bring the same secret among its candidates, whatever else was rotated.
 * Throws a sentence for the operator where none matches: going on would text people who asked to be erased.
 */
export async function pinSuppressionSecret(tx: Tx, candidates: (string | undefined)[]): Promise<string> {
  const known = candidates.filter((one): one is string => Boolean(one));
  await tx
    .insert(pinnedSecrets)
    .values({ purpose, fingerprint: fingerprintOf(known[0] ?? "") })
    .onConflictDoNothing();
  const [pinned] = await tx.select().from(pinnedSecrets).where(eq(pinnedSecrets.purpose, purpose));
  const found = known.find((one) => fingerprintOf(one) === pinned?.fingerprint);
  if (found) return found;
  throw new Error(
    "The suppression list in this database was made with another secret. Set TENFOUR_SUPPRESSION_KEY to the first " +
      "NEXTAUTH_SECRET this database was used with (or restore DATA_DIR/secrets.json). Without it, people who asked to " +
      "be erased could be texted again, so Tenfour does not start.",
  );
}

function fingerprintOf(secret: string): string {
  const key = Buffer.from(hkdfSync("sha256", secret, "", "tenfour suppression fingerprint", 32));
  return createHmac("sha256", key).update("fingerprint").digest("hex");
}
