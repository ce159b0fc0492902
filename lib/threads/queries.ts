import { type SQL, sql } from "drizzle-orm";
import { answeredBy } from "@/lib/broadcasts/answers";
import type { Tx } from "@/lib/db/client";
import type { TimeCursor } from "@/lib/web/cursor";

export const filters = ["unread", "unanswered", "all", "abroad"] as const;
export type Filter = (typeof filters)[number];

export type ThreadRow = {
  memberId: number;
  /** As PostgreSQL writes it, to the microsecond: what a cursor needs. */
  at: string;
  preview: string;
  unread: number;
  unanswered: boolean;
  flagged: boolean;
  abroad: boolean;
};

export const threadsPerPage = 40;

// Written out so that each matches its partial index word for word.
const where: Record<Filter, SQL> = {
  unread: sql`unread > 0 AND NOT abroad`,
  unanswered: sql`unanswered AND NOT abroad`,
  all: sql`NOT abroad`,
  abroad: sql`abroad`,
};

/** `answering`: only of members who answered this broadcast. */
const wanted = (leaderId: number, filter: Filter, answering: number | null): SQL =>
  answering === null ? where[filter] : sql`${where[filter]} AND ${answeredBy(leaderId, answering)}`;

const columns = sql`member_id, last_inbound_at::text AS at, preview, unread, unanswered, flagged, abroad`;

const shaped = (rows: Record<string, unknown>[]): ThreadRow[] =>
  rows.map((row) => ({
    memberId: row.member_id as number,
    at: row.at as string,
    preview: row.preview as string,
    unread: row.unread as number,
    unanswered: row.unanswered as boolean,
    flagged: row.flagged as boolean,
    abroad: row.abroad as boolean,
  }));

/** A page of a leader's threads, by last inbound, the newest first (keyset, decision 7). */
export async function pageOfThreads(
  tx: Tx,
  leaderId: number,
  filter: Filter,
  after?: TimeCursor | null,
  answering: number | null = null,
): Promise<ThreadRow[]> {
  const result = await tx.execute(sql`
    SELECT ${columns} FROM threads
    WHERE leader_id = ${leaderId} AND ${wanted(leaderId, filter, answering)}
      ${after ? sql`AND (last_inbound_at, member_id) < (${after.at}::timestamptz, ${after.id})` : sql``}
    ORDER BY last_inbound_at DESC NULLS LAST, member_id DESC NULLS LAST LIMIT ${threadsPerPage}`);
  return shaped(result.rows);
}

/** Those of these members' threads that the filter lets through: what a live change asks for. */
export async function threadsAmong(
  tx: Tx,
  leaderId: number,
  filter: Filter,
  memberIds: number[],
  answering: number | null = null,
): Promise<ThreadRow[]> {
  if (memberIds.length === 0) return [];
  const list = sql.join(
    memberIds.map((id) => sql`${id}`),
    sql`, `,
  );
  const result = await tx.execute(sql`
    SELECT ${columns} FROM threads
    WHERE leader_id = ${leaderId} AND member_id IN (${list}) AND ${wanted(leaderId, filter, answering)}`);
  return shaped(result.rows);
}

export type Counts = {
  /** Counted up to 1,001: past a thousand the exact number tells nobody more, and would cost a scan. */
  unread: number;
  any: boolean;
  anyAbroad: boolean;
};

/** What the filters of the inbox show beside their names. */
export async function countThreads(tx: Tx, leaderId: number): Promise<Counts> {
  const result = await tx.execute<Counts & { any_abroad: boolean }>(sql`
    SELECT
      (SELECT count(*)::int FROM (
        SELECT 1 FROM threads WHERE leader_id = ${leaderId} AND ${where.unread} LIMIT 1001) u) AS unread,
      EXISTS (SELECT 1 FROM threads WHERE leader_id = ${leaderId} AND ${where.all}) AS any,
      EXISTS (SELECT 1 FROM threads WHERE leader_id = ${leaderId} AND ${where.abroad}) AS any_abroad`);
  const row = result.rows[0]!;
  return { unread: row.unread, any: row.any, anyAbroad: row.any_abroad };
}

/** Is this thread marked as asking to stop? */
export async function isFlagged(tx: Tx, leaderId: number, memberId: number): Promise<boolean> {
  const result = await tx.execute<{ flagged: boolean }>(
    sql`SELECT flagged FROM threads WHERE leader_id = ${leaderId} AND member_id = ${memberId}`,
  );
  return result.rows[0]?.flagged ?? false;
}

/** Marks a thread read; true where that changed anything. */
export async function markRead(tx: Tx, leaderId: number, memberId: number): Promise<boolean> {
  const result = await tx.execute(sql`
    UPDATE threads SET unread = 0 WHERE leader_id = ${leaderId} AND member_id = ${memberId} AND unread > 0`);
  return (result.rowCount ?? 0) > 0;
}

export type Before = { unread: number; unanswered: boolean };

/** Marks a thread read and answered; returns how it was, for undo, or null where there is none. */
export async function markDone(tx: Tx, leaderId: number, memberId: number): Promise<Before | null> {
  const result = await tx.execute<Before>(sql`
    UPDATE threads t SET unread = 0, unanswered = false
    FROM (SELECT unread, unanswered FROM threads
          WHERE leader_id = ${leaderId} AND member_id = ${memberId} FOR UPDATE) was
    WHERE t.leader_id = ${leaderId} AND t.member_id = ${memberId}
    RETURNING was.unread, was.unanswered`);
  return result.rows[0] ?? null;
}

/** Puts a thread back to how it was before it was marked done; texts that came in meanwhile stay counted. */
export async function undoDone(tx: Tx, leaderId: number, memberId: number, before: Before): Promise<void> {
  await tx.execute(sql`
    UPDATE threads SET unread = unread + ${before.unread}, unanswered = unanswered OR ${before.unanswered}
    WHERE leader_id = ${leaderId} AND member_id = ${memberId}`);
}

/** Takes the mark "asks to stop" off a thread; true where it stood there. */
export async function clearFlag(tx: Tx, leaderId: number, memberId: number): Promise<boolean> {
  const result = await tx.execute(sql`
    UPDATE threads SET flagged = false WHERE leader_id = ${leaderId} AND member_id = ${memberId} AND flagged`);
  return (result.rowCount ?? 0) > 0;
}
