import { createHmac } from "node:crypto";
import { and, eq, inArray, sql } from "drizzle-orm";
import { key, keysFor } from "@/lib/config/keys";
import type { Tx } from "@/lib/db/client";
import { tombstones } from "./table";

type Numbered = { leaderId: number; phone: string };

/** Keyed with a secret and the leader: ten digits are too few for a plain hash to hide them. */
const hashOf = ({ leaderId, phone }: Numbered, secret = key("suppression")) =>
  createHmac("sha256", secret).update(`tombstone:${leaderId}:${phone}`).digest("hex");

/** Every hash under which a number may be on the list: the current one, and those from before keys were derived. */
const hashesOf = (one: Numbered) => keysFor("suppression").map((secret) => hashOf(one, secret));

/** Sets a tombstone for each number (E.164): it is not taken in again, nor texted, unless it texts by itself. */
export async function setTombstones(tx: Tx, numbers: Numbered[], now: Date): Promise<void> {
  if (numbers.length === 0) return;
  await tx
    .insert(tombstones)
    .values(numbers.map((one) => ({ leaderId: one.leaderId, phoneHash: hashOf(one), at: now })))
    .onConflictDoNothing();
}

/** Takes tombstones away: the deletion was undone, or the number texted by itself. */
export async function liftTombstones(tx: Tx, numbers: Numbered[]): Promise<void> {
  if (numbers.length === 0) return;
  const rows = JSON.stringify(numbers.flatMap((one) => hashesOf(one).map((h) => ({ l: one.leaderId, h }))));
  await tx.execute(sql`
    DELETE FROM tombstones t USING jsonb_to_recordset(${rows}::jsonb) AS r(l int, h text)
    WHERE t.leader_id = r.l AND t.phone_hash = r.h`);
}

/** Those of these numbers (E.164) whose owners were deleted and have not texted since: an import leaves them out. */
export async function tombstonesAmong(tx: Tx, leaderId: number, phones: string[]): Promise<Set<string>> {
  const byHash = new Map(
    phones.flatMap((phone) => hashesOf({ leaderId, phone }).map((hash) => [hash, phone] as const)),
  );
  if (byHash.size === 0) return new Set();
  const rows = await tx
    .select({ hash: tombstones.phoneHash })
    .from(tombstones)
    .where(and(eq(tombstones.leaderId, leaderId), inArray(tombstones.phoneHash, [...byHash.keys()])));
  return new Set(rows.map((row) => byHash.get(row.hash) as string));
}
