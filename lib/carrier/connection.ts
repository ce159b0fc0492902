import { eq, sql } from "drizzle-orm";
import { z } from "zod";
import type { Tx } from "@/lib/db/client";
import { seal, unseal } from "@/lib/db/seal";
import { carrierConnection } from "./table";

const purpose = "carrier connection";

/** The keys of an account, as an operator gives them. */
export const storedKeys = z.object({
  apiKey: z.string().default(""),
  apiSecret: z.string().default(""),
  signatureSecret: z.string().default(""),
  /** "": the older SMS API is turned off. */
  signatureMethod: z.enum(["", "md5hash", "md5", "sha1", "sha256", "sha512"]).default(""),
  applicationId: z.string().default(""),
  /** PEM. */
  privateKey: z.string().default(""),
});
export type StoredKeys = z.infer<typeof storedKeys>;

/** The stored keys; null where none are, "locked" where they were sealed with another key than this program has. */
export async function readConnection(tx: Tx): Promise<StoredKeys | "locked" | null> {
  const [row] = await tx.select().from(carrierConnection).where(eq(carrierConnection.one, 1));
  if (!row) return null;
  const opened = unseal(row.sealed, purpose);
  if (opened === null) return "locked";
  const parsed = storedKeys.safeParse(JSON.parse(opened));
  return parsed.success ? parsed.data : "locked";
}

/** Keeps the keys in the place of those before, and tells every process to switch when the transaction commits. */
export async function keepConnection(
  tx: Tx,
  keys: StoredKeys,
  by: { leaderId: number; teammateId: number },
): Promise<void> {
  const row = { sealed: seal(JSON.stringify(keys), purpose), changedAt: new Date(), ...by };
  await tx
    .insert(carrierConnection)
    .values({ one: 1, ...row })
    .onConflictDoUpdate({ target: carrierConnection.one, set: row });
  await tellOfChange(tx);
}

/** Forgets the keys; the environment's account or the simulator is the carrier from then on. */
export async function dropConnection(tx: Tx): Promise<void> {
  await tx.delete(carrierConnection);
  await tellOfChange(tx);
}

async function tellOfChange(tx: Tx): Promise<void> {
  await tx.execute(sql`SELECT pg_notify('tenfour_carrier', 'changed'), pg_notify('tenfour_work', 'numbers')`);
}
