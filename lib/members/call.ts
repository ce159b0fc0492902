import { sql } from "drizzle-orm";
import type { Tx } from "@/lib/db/client";
import { env } from "@/lib/env";
import { readPhone } from "@/lib/numbers/phone";
import type { Member } from "./table";

export type Caller = Pick<Member, "id" | "status" | "firstAnswerAt"> & { joined: boolean };

/**
 * The member behind a caller's number, made where there is none. A call is no text: it neither counts as one nor brings
 * anybody back. `number` is the leader's number that was called.
 */
export async function findOrCreateCaller(tx: Tx, leaderId: number, phone: string, number: string): Promise<Caller> {
  const read = readPhone(phone);
  const here = read?.home === true || (read?.caribbean === true && env().ALLOW_CARIBBEAN);
  await tx.execute(sql`
    INSERT INTO members (leader_id, phone, country, status, number)
    VALUES (${leaderId}, ${phone}, ${read?.country ?? "??"}, ${here ? "new" : "abroad"}, ${number})
    ON CONFLICT (leader_id, phone) DO NOTHING`);
  const found = await tx.execute<{
    id: number;
    status: Member["status"];
    joined: boolean;
    first_answer_at: string | null;
  }>(sql`
    SELECT id, status, joined_at IS NOT NULL AS joined, first_answer_at
    FROM members WHERE leader_id = ${leaderId} AND phone = ${phone} FOR UPDATE`);
  const row = found.rows[0]!;
  return {
    id: row.id,
    status: row.status,
    joined: row.joined,
    firstAnswerAt: row.first_answer_at === null ? null : new Date(row.first_answer_at),
  };
}

/** Whether the leader wants nothing of whoever has this number. */
export async function isBlocked(tx: Tx, leaderId: number, phone: string): Promise<boolean> {
  const found = await tx.execute(
    sql`SELECT 1 FROM members WHERE leader_id = ${leaderId} AND phone = ${phone} AND blocked_at IS NOT NULL`,
  );
  return (found.rowCount ?? 0) > 0;
}
