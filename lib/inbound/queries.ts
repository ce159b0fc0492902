import { sql } from "drizzle-orm";
import type { InboundText, Receipt } from "@/lib/carrier/carrier";
import type { Tx } from "@/lib/db/client";

export type WaitingArrival = {
  id: number;
  kind: "text" | "receipt";
  content: unknown;
  concatKey: string | null;
  receivedAt: Date;
};
export type Part = {
  id: number;
  content: InboundText;
  part: number;
  leaderId: number | null;
  memberId: number | null;
  messageId: number | null;
};

/** Any number of its own: one digester at a time keeps each fan's texts in order. */
const digestLock = 10_400_002;

/** True where this transaction is the one that digests now. */
export async function takeDigestLock(tx: Tx): Promise<boolean> {
  const result = await tx.execute<{ taken: boolean }>(sql`SELECT pg_try_advisory_xact_lock(${digestLock}) AS taken`);
  return result.rows[0]?.taken === true;
}

/** Parts belong together when they came within this time: the carrier uses its references again. */
const together = sql`interval '10 minutes'`;

/**
 * The oldest arrivals that can be understood now. A part of a long text waits until the others are there, for at most
 * a minute, or until it turns out to be the late one.
 */
export async function waitingArrivals(tx: Tx, limit: number): Promise<WaitingArrival[]> {
  const result = await tx.execute<{
    id: number;
    kind: "text" | "receipt";
    content: unknown;
    concat_key: string | null;
    received_at: string;
  }>(sql`
    SELECT a.id, a.kind, a.content, a.concat_key, a.received_at FROM arrivals a
    WHERE a.digested_at IS NULL AND (
      a.concat_key IS NULL OR a.received_at < now() - interval '60 seconds'
      OR (SELECT count(DISTINCT b.concat_part) >= (a.content->'concat'->>'total')::int OR bool_or(b.message_id IS NOT NULL)
          FROM arrivals b WHERE b.concat_key = a.concat_key
            AND b.received_at BETWEEN a.received_at - ${together} AND a.received_at + ${together}))
    ORDER BY a.id LIMIT ${limit}`);
  return result.rows.map((row) => ({
    id: row.id,
    kind: row.kind,
    content: row.content,
    concatKey: row.concat_key,
    receivedAt: new Date(row.received_at),
  }));
}

/** All parts of the long text that an arrival belongs to, in reading order. */
export async function partsOf(tx: Tx, arrival: WaitingArrival): Promise<Part[]> {
  const result = await tx.execute<{
    id: number;
    content: InboundText;
    concat_part: number;
    leader_id: number | null;
    member_id: number | null;
    message_id: number | null;
  }>(sql`
    SELECT DISTINCT ON (concat_part) id, content, concat_part, leader_id, member_id, message_id FROM arrivals
    WHERE concat_key = ${arrival.concatKey}
      AND received_at BETWEEN ${arrival.receivedAt.toISOString()}::timestamptz - ${together} AND ${arrival.receivedAt.toISOString()}::timestamptz + ${together}
    ORDER BY concat_part, id`);
  return result.rows.map((row) => ({
    id: row.id,
    content: row.content,
    part: row.concat_part,
    leaderId: row.leader_id,
    memberId: row.member_id,
    messageId: row.message_id,
  }));
}

export type Digested = { id: number; problem?: string; leaderId?: number; memberId?: number; messageId?: number };

/** Marks arrivals digested, in the same transaction as their effects. */
export async function markDigested(tx: Tx, done: Digested[]): Promise<void> {
  if (done.length === 0) return;
  const content = JSON.stringify(
    done.map((one) => ({
      id: one.id,
      problem: one.problem,
      leader_id: one.leaderId,
      member_id: one.memberId,
      message_id: one.messageId,
    })),
  );
  await tx.execute(sql`
    UPDATE arrivals a SET digested_at = now(), problem = d.problem, leader_id = d.leader_id, member_id = d.member_id, message_id = d.message_id
    FROM jsonb_to_recordset(${content}::jsonb) AS d(id bigint, problem text, leader_id int, member_id bigint, message_id bigint)
    WHERE a.id = d.id`);
}

/** Removes arrivals that have nothing more to tell, in the same transaction as their effects. */
export async function removeArrivals(tx: Tx, ids: number[]): Promise<void> {
  if (ids.length > 0) await tx.execute(sql`DELETE FROM arrivals WHERE id = ANY(${sql.param(ids)}::bigint[])`);
}

export const contentOf = {
  text: (arrival: WaitingArrival) => arrival.content as InboundText,
  receipt: (arrival: WaitingArrival) => arrival.content as Receipt,
};
