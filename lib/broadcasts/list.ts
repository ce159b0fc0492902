import { type SQL, sql } from "drizzle-orm";
import type { Tx } from "@/lib/db/client";
import { readTimeCursor } from "@/lib/web/cursor";
import type { BroadcastState } from "./table";

/** A broadcast in the list. Moments are ISO, UTC. */
export type Listed = {
  id: number;
  /** The beginning of the words, as they were written. */
  body: string;
  media: number;
  state: BroadcastState;
  /** When it was last changed, is due, or started. */
  at: string;
  /** From the kept counts. */
  recipients: number;
  waiting: number;
  delivered: number;
  failed: number;
  replies: number;
  pausedReason: string | null;
};
export type Broadcasts = {
  drafts: Listed[];
  scheduled: Listed[];
  running: Listed[];
  /** The newest first. */
  past: Listed[];
  /** For the page after this one of `past`; null: that is all. */
  next: string | null;
};

/** Broadcasts of the past on a page; of drafts and the like all are shown, up to a hundred. */
const aPage = 20;
const most = 100;

/** All that is open, and the newest of the past. */
export async function listBroadcasts(tx: Tx, leaderId: number): Promise<Broadcasts> {
  const [open, past] = await Promise.all([
    rows(tx, leaderId, sql`b.state NOT IN ('finished', 'cancelled')`, most),
    pastBroadcasts(tx, leaderId, null),
  ]);
  const soonest = (a: Listed, b: Listed) => a.at.localeCompare(b.at);
  return {
    drafts: open.filter((one) => one.state === "draft"),
    scheduled: open.filter((one) => one.state === "scheduled").sort(soonest),
    running: open.filter((one) => one.state !== "draft" && one.state !== "scheduled"),
    ...past,
  };
}

/** A page of those that are over, by key. `after` is what the page before gave as `next`. */
export async function pastBroadcasts(
  tx: Tx,
  leaderId: number,
  after: string | null,
): Promise<Pick<Broadcasts, "past" | "next">> {
  const cursor = readTimeCursor(after);
  const older = cursor ? sql`(${moment}, b.id) < (${cursor.at}::timestamptz, ${cursor.id}::bigint)` : sql`true`;
  const past = await rows(tx, leaderId, sql`b.state IN ('finished', 'cancelled') AND ${older}`, aPage + 1);
  const shown = past.slice(0, aPage);
  const last = shown.at(-1);
  return { past: shown, next: past.length > aPage && last ? `${last.at}~${last.id}` : null };
}

/** To the millisecond, as the cursor can say it. */
const moment = sql`date_trunc('milliseconds', CASE WHEN b.state = 'draft' THEN b.updated_at ELSE COALESCE(b.started_at, b.start_at, b.updated_at) END)`;

async function rows(tx: Tx, leaderId: number, where: SQL, limit: number): Promise<Listed[]> {
  const found = await tx.execute<Omit<Listed, "pausedReason"> & { paused_reason: string | null }>(sql`
    WITH b AS (
      SELECT b.*, ${moment} AS at FROM broadcasts b WHERE b.leader_id = ${leaderId} AND ${where}
      ORDER BY ${moment} DESC, b.id DESC LIMIT ${limit}
    )
    SELECT b.id, left(b.body, 200) AS body, jsonb_array_length(b.media) AS media, b.state, b.at, b.paused_reason,
      COALESCE(sum(c.recipients), 0)::bigint AS recipients, COALESCE(sum(c.waiting), 0)::bigint AS waiting,
      COALESCE(sum(c.delivered), 0)::bigint AS delivered, COALESCE(sum(c.failed), 0)::bigint AS failed,
      COALESCE(sum(c.replies), 0)::bigint AS replies
    FROM b LEFT JOIN broadcast_counts c ON c.leader_id = b.leader_id AND c.broadcast_id = b.id
    GROUP BY b.id, b.body, b.media, b.state, b.at, b.paused_reason ORDER BY b.at DESC, b.id DESC`);
  return found.rows.map(({ paused_reason, ...row }) => ({
    ...row,
    at: new Date(row.at).toISOString(),
    pausedReason: paused_reason,
  }));
}

/** A broadcast by a few of its words, for choosing one: the newest first. */
export type Named = { id: number; words: string; at: string };

/** The broadcasts that went to somebody, the newest two hundred: their slices can be audiences. */
export async function sentBroadcasts(tx: Tx, leaderId: number): Promise<Named[]> {
  const found = await tx.execute<{ id: number; body: string; started_at: string }>(sql`
    SELECT id, left(body, 80) AS body, started_at FROM broadcasts
    WHERE leader_id = ${leaderId} AND started_at IS NOT NULL ORDER BY started_at DESC LIMIT 200`);
  return found.rows.map((row) => ({
    id: row.id,
    words: row.body.replace(/\s+/g, " ").trim() || "A picture",
    at: new Date(row.started_at).toISOString(),
  }));
}
