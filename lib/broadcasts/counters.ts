import { sql } from "drizzle-orm";
import type { Tx } from "@/lib/db/client";
import type { BroadcastState, CountWriter, Pauser } from "./table";

export const counted = [
  "recipients",
  "waiting",
  "held",
  "sending",
  "sent",
  "delivered",
  "failed",
  "unconfirmed",
  "withheld",
  "dropped",
  "parts",
  "replies",
  "opt_outs",
] as const;
export type Counted = (typeof counted)[number];
export type Changes = Partial<Record<Counted, number>>;

/** Adds to the kept counts of a broadcast, in the transaction that changes the rows (decision 6). */
export async function addCounts(
  tx: Tx,
  leaderId: number,
  broadcastId: number,
  writer: CountWriter,
  changes: Changes,
): Promise<void> {
  const named = counted.filter((name) => changes[name]);
  if (named.length === 0) return;
  const columns = sql.raw(named.join(", "));
  const values = sql.join(
    named.map((name) => sql`${changes[name]}::int`),
    sql`, `,
  );
  const added = sql.raw(named.map((name) => `${name} = c.${name} + excluded.${name}`).join(", "));
  await tx.execute(sql`
    INSERT INTO broadcast_counts AS c (leader_id, broadcast_id, writer, ${columns})
    VALUES (${leaderId}, ${broadcastId}, ${writer}, ${values})
    ON CONFLICT (leader_id, broadcast_id, writer) DO UPDATE SET ${added}`);
}

/** A broadcast's numbers, as of now. Each recipient stands in exactly one of waiting … dropped. */
export type Counters = {
  state: BroadcastState;
  recipients: number;
  /** Not sent yet, for whatever reason. */
  waiting: number;
  /** Of those who wait: their window opens later. */
  heldForWindow: number;
  sending: number;
  /** Taken by the carrier, nothing further known. */
  sent: number;
  delivered: number;
  failed: number;
  /** Sent or not, nobody knows until a receipt comes. */
  unconfirmed: number;
  /** Opted out, muted, blocked or gone between the snapshot and their turn. */
  withheld: number;
  /** Past "not after", or cancelled. */
  dropped: number;
  /** Parts the carrier has taken. */
  parts: number;
  replies: number;
  /** Opt-outs this broadcast caused. */
  optOuts: number;
  /** Texts a second over the last seconds; null while nothing moves. */
  rate: number | null;
  /** ISO, UTC; null where it cannot be told or is over. */
  finishesAt: string | null;
  pausedReason: string | null;
  pausedBy: Pauser | null;
  /** Why nothing leaves from its number at the moment, although it runs; null: all is well. */
  numberPausedReason: string | null;
  startedAt: string | null;
  finishedAt: string | null;
  /** When those who wait for their window get it, the next first. */
  openings: { at: string; members: number }[];
};

type Row = Record<Counted, number> & {
  state: BroadcastState;
  paused_reason: string | null;
  paused_by: Pauser | null;
  number_paused_reason: string | null;
  started_at: string | null;
  finished_at: string | null;
  openings: Counters["openings"];
  rate: number | null;
  rate_fresh: boolean | null;
};

/** Seconds after which a measured rate says nothing any more. */
const fresh = 20;

/** The kept counts of one of the leader's broadcasts, at the cost of a handful of rows; null where there is none. */
export async function countersOf(tx: Tx, leaderId: number, id: number, now = new Date()): Promise<Counters | null> {
  const sums = sql.raw(counted.map((name) => `COALESCE(sum(c.${name}), 0)::bigint AS ${name}`).join(", "));
  const { rows } = await tx.execute<Row>(sql`
    SELECT b.state, b.paused_reason, b.paused_by, (SELECT n.paused_reason FROM numbers n WHERE n.phone = b.number) AS number_paused_reason, b.started_at, b.finished_at, b.openings, ${sums},
      max(c.rate) FILTER (WHERE c.writer = 'result') AS rate,
      bool_or(c.rate_at > now() - ${fresh} * interval '1 second') FILTER (WHERE c.writer = 'result') AS rate_fresh
    FROM broadcasts b LEFT JOIN broadcast_counts c ON c.leader_id = b.leader_id AND c.broadcast_id = b.id
    WHERE b.leader_id = ${leaderId} AND b.id = ${id} GROUP BY b.leader_id, b.id`);
  const row = rows[0];
  if (!row) return null;
  const rate = row.state === "sending" && row.rate_fresh ? row.rate : null;
  const openings = row.openings.filter((one) => Date.parse(one.at) > now.getTime());
  return {
    state: row.state,
    recipients: row.recipients,
    waiting: row.waiting,
    heldForWindow: row.held,
    sending: row.sending,
    sent: row.sent,
    delivered: row.delivered,
    failed: row.failed,
    unconfirmed: row.unconfirmed,
    withheld: row.withheld,
    dropped: row.dropped,
    parts: row.parts,
    replies: row.replies,
    optOuts: row.opt_outs,
    rate,
    finishesAt: row.state === "sending" ? finishes(row, rate, openings, now) : null,
    pausedReason: row.paused_reason,
    pausedBy: row.paused_by,
    numberPausedReason: row.state === "sending" ? row.number_paused_reason : null,
    startedAt: iso(row.started_at),
    finishedAt: iso(row.finished_at),
    openings: row.state === "finished" || row.state === "cancelled" ? [] : openings,
  };
}

/** Those who can go now at the measured rate, then each opening's at theirs, but never before it opens. */
function finishes(row: Row, rate: number | null, openings: Counters["openings"], now: Date): string | null {
  if (!rate && openings.length === 0) return null;
  const seconds = (members: number) => (rate ? (members / rate) * 1000 : 0);
  let at = now.getTime() + seconds(Math.max(0, row.waiting - row.held) + row.sending);
  for (const opening of openings) at = Math.max(at, Date.parse(opening.at)) + seconds(opening.members);
  return new Date(at).toISOString();
}

const iso = (time: string | null) => (time ? new Date(time).toISOString() : null);
