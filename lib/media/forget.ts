import { sql } from "drizzle-orm";
import type { Tx } from "@/lib/db/client";
import { removeMedia } from "./store";

/** Removes the files in the threads of members who are forgotten. */
export async function forgetMedia(tx: Tx, leaderId: number, memberIds: number[]): Promise<void> {
  const { rows } = await tx.execute<{ id: string }>(sql`
    SELECT id FROM media WHERE leader_id = ${leaderId} AND member_id = ANY(${sql.param(memberIds)}::bigint[])`);
  await forgetFiles(
    tx,
    leaderId,
    rows.map((row) => row.id),
  );
}

/**
 * Removes files by id: first the bytes, then the rows, so that a crash in between leaves nothing without a row. The rows
 * are locked first: a fetcher that is about to store one of them waits, and then finds that it is gone.
 */
export async function forgetFiles(tx: Tx, leaderId: number, ids: string[]): Promise<void> {
  const which = sql`leader_id = ${leaderId} AND id = ANY(${sql.param(ids)}::uuid[])`;
  await tx.execute(sql`SELECT id FROM media WHERE ${which} ORDER BY id FOR UPDATE`);
  for (const id of ids) await removeMedia(leaderId, id);
  await tx.execute(sql`DELETE FROM media WHERE ${which}`);
}
