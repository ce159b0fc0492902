import { sql } from "drizzle-orm";
import type { Tx } from "@/lib/db/client";
import { removeMedia } from "./store";

/** Removes the files that stand in the threads of members who are forgotten: first the bytes, then the rows. */
export async function forgetMedia(tx: Tx, leaderId: number, memberIds: number[]): Promise<void> {
  const which = sql`leader_id = ${leaderId} AND member_id = ANY(${sql.param(memberIds)}::bigint[])`;
  const found = await tx.execute<{ id: string }>(sql`SELECT id FROM media WHERE ${which}`);
  for (const { id } of found.rows) await removeMedia(leaderId, id);
  await tx.execute(sql`DELETE FROM media WHERE ${which}`);
}
