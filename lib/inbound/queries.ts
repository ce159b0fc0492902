import { sql } from "drizzle-orm";
import type { InboundText, Receipt } from "@/lib/carrier/carrier";
import type { ConsentChange } from "@/lib/consent/record";
import type { Tx } from "@/lib/db/client";
import type { PartToGroup } from "./group-parts";

export type WaitingArrival = {
  id: number;
  kind: "text" | "receipt";
  content: unknown;
  concatKey: string | null;
  receivedAt: Date;
};
export type Part = PartToGroup & {
  concatKey: string;
  content: InboundText;
  receivedAt: Date;
  leaderId: number | null;
  memberId: number | null;
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
/** Seconds for which a long text waits for its parts. */
export const partSeconds = 60;
/** Seconds for which a receipt without our reference waits: its text's own answer, which brings the carrier's id, may be slower. */
const unnamedReceiptSeconds = 3;

/**
 * The oldest arrivals that can be interpreted now. A part of a long text waits until the others are there, for at most
 * a minute, or until it turns out to be a late one or a repeat. Of two texts under one reference a part may be answered
 * here that still has to wait: join-parts.ts looks closer.
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
    WHERE a.digested_at IS NULL
      AND (a.kind = 'text' OR a.content ->> 'ref' ~ '^[mb][.][0-9.]+$' OR a.received_at < now() - ${unnamedReceiptSeconds} * interval '1 second')
      AND (
        a.concat_key IS NULL OR a.received_at < now() - ${partSeconds} * interval '1 second'
        OR (SELECT count(DISTINCT b.concat_part) FILTER (WHERE b.digested_at IS NULL) >= (a.content->'concat'->>'total')::int
              OR bool_or(b.message_id IS NOT NULL AND b.concat_part = a.concat_part AND b.content->>'text' = a.content->>'text')
            FROM arrivals b WHERE ${siblings})
        OR EXISTS (SELECT FROM arrivals b WHERE ${siblings} AND b.message_id IS NOT NULL
            GROUP BY b.message_id HAVING bool_and(b.concat_part <> a.concat_part)))
    ORDER BY a.id LIMIT ${limit}`);
  return result.rows.map((row) => ({
    id: row.id,
    kind: row.kind,
    content: row.content,
    concatKey: row.concat_key,
    receivedAt: new Date(row.received_at),
  }));
}

/** Of two parts `a` and `b`: may be of one text. */
const siblings = sql`b.concat_key = a.concat_key AND b.received_at BETWEEN a.received_at - ${together} AND a.received_at + ${together}`;

/** All parts that may belong to the same long texts as these, in the order in which they came. */
export async function partsOf(tx: Tx, arrivals: WaitingArrival[]): Promise<Part[]> {
  if (arrivals.length === 0) return [];
  const result = await tx.execute<{
    id: number;
    concat_key: string;
    content: InboundText;
    concat_part: number;
    received_at: string;
    leader_id: number | null;
    member_id: number | null;
    message_id: number | null;
  }>(sql`
    SELECT DISTINCT ON (b.id) b.id, b.concat_key, b.content, b.concat_part, b.received_at, b.leader_id, b.member_id, b.message_id
    FROM arrivals a JOIN arrivals b ON ${siblings}
    WHERE a.id = ANY(${sql.param(arrivals.map((arrival) => arrival.id))}::bigint[])
      AND (b.digested_at IS NULL OR b.message_id IS NOT NULL)
    ORDER BY b.id`);
  return result.rows.map((row) => ({
    id: row.id,
    concatKey: row.concat_key,
    content: row.content,
    part: row.concat_part,
    words: row.content.text,
    writtenAt: row.content.at === null ? null : Date.parse(row.content.at),
    receivedAt: new Date(row.received_at),
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

/** The members behind a text that cannot be understood, as changes to their consent: its sender, with whose number it is. */
export async function behindArrival(tx: Tx, id: number): Promise<ConsentChange[]> {
  const { rows } = await tx.execute<{ leader_id: number; member_id: number }>(sql`
    SELECT m.leader_id, m.id AS member_id FROM arrivals a
    JOIN numbers n ON n.phone = a.content ->> 'to'
    JOIN members m ON m.leader_id = n.leader_id AND m.phone = a.content ->> 'from'
    WHERE a.id = ${id} AND a.kind = 'text'`);
  return rows.map((row) => ({
    leaderId: row.leader_id,
    memberId: row.member_id,
    channel: "keyword" as const,
    rule: "set_aside",
  }));
}

/** Removes arrivals that have nothing more to tell, in the same transaction as their effects. */
export async function removeArrivals(tx: Tx, ids: number[]): Promise<void> {
  if (ids.length > 0) await tx.execute(sql`DELETE FROM arrivals WHERE id = ANY(${sql.param(ids)}::bigint[])`);
}

export const contentOf = {
  text: (arrival: WaitingArrival) => arrival.content as InboundText,
  receipt: (arrival: WaitingArrival) => arrival.content as Receipt,
};
