import { sql } from "drizzle-orm";
import type { Tx } from "@/lib/db/client";

type Who = { leaderId: number; memberId: number };
type Changed = { leaderId: number; memberId: number; phone: string };

const pairs = (who: Who[]) =>
  sql`jsonb_to_recordset(${JSON.stringify(
    who.map((one) => ({ leader_id: one.leaderId, member_id: one.memberId })),
  )}::jsonb) AS w(leader_id int, member_id bigint)`;

const changed = (rows: Record<string, unknown>[]): Changed[] =>
  rows.map((row) => ({
    leaderId: row.leader_id as number,
    memberId: row.member_id as number,
    phone: row.phone as string,
  }));

/** Marks members opted out; returns those who were not already. */
export async function setOptedOut(tx: Tx, who: Who[]): Promise<Changed[]> {
  if (who.length === 0) return [];
  const result = await tx.execute(sql`
    UPDATE members m SET status = 'opted_out', opted_out_at = now(), held_at = NULL
    FROM ${pairs(who)} WHERE m.leader_id = w.leader_id AND m.id = w.member_id AND m.status <> 'opted_out'
    RETURNING m.leader_id, m.id AS member_id, m.phone`);
  return changed(result.rows);
}

/** Brings opted-out members back, to where they were: active if they had signed up, else new. */
export async function setBack(tx: Tx, who: Who[]): Promise<Changed[]> {
  if (who.length === 0) return [];
  const result = await tx.execute(sql`
    UPDATE members m SET status = CASE WHEN m.joined_at IS NULL THEN 'new' ELSE 'active' END, opted_out_at = NULL, held_at = NULL
    FROM ${pairs(who)} WHERE m.leader_id = w.leader_id AND m.id = w.member_id AND m.status = 'opted_out'
    RETURNING m.leader_id, m.id AS member_id, m.phone`);
  return changed(result.rows);
}

/** Those whose YES was awaited are members now (double opt-in). */
export async function setConfirmed(tx: Tx, who: Who[], now: Date): Promise<Changed[]> {
  if (who.length === 0) return [];
  const result = await tx.execute(sql`
    UPDATE members m SET status = 'active', joined_at = COALESCE(m.joined_at, ${now.toISOString()}::timestamptz), held_at = NULL
    FROM ${pairs(who)} WHERE m.leader_id = w.leader_id AND m.id = w.member_id AND m.status = 'invited'
    RETURNING m.leader_id, m.id AS member_id, m.phone`);
  return changed(result.rows);
}

/** Holds broadcasts to members who asked to stop in their own words, until the leader decides. */
export async function setHeld(tx: Tx, who: Who[], held: boolean): Promise<Changed[]> {
  if (who.length === 0) return [];
  const result = await tx.execute(sql`
    UPDATE members m SET held_at = ${held ? sql`now()` : sql`NULL`}
    FROM ${pairs(who)} WHERE m.leader_id = w.leader_id AND m.id = w.member_id AND m.status <> 'opted_out'
      AND (m.held_at IS NULL) = ${held}
    RETURNING m.leader_id, m.id AS member_id, m.phone`);
  return changed(result.rows);
}

/** Marks numbers the carrier calls dead for good. A later text from them brings them back. */
export async function setUnreachable(tx: Tx, who: Who[]): Promise<void> {
  if (who.length === 0) return;
  await tx.execute(sql`
    UPDATE members m SET unreachable_at = now()
    FROM ${pairs(who)} WHERE m.leader_id = w.leader_id AND m.id = w.member_id AND m.unreachable_at IS NULL`);
}
