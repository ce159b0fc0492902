import { sql } from "drizzle-orm";
import type { Tx } from "@/lib/db/client";
import { mergeFieldsOf } from "@/lib/fields/queries";
import type { CustomValues } from "@/lib/members/table";
import { compileBody } from "./personal";
import { filler, type Running } from "./running";
import type { DeliveryState } from "./table";

/** A broadcast as a member's thread shows it. */
export type Delivered = {
  broadcastId: number;
  /** The words as this member got them. */
  body: string;
  state: Extract<DeliveryState, "sending" | "sent" | "delivered" | "failed" | "unconfirmed">;
  reason: string | null;
  parts: number;
  /** ISO, UTC. */
  at: string;
  /** How many got it, and how many there were to get it. */
  recipients: number;
  reachable: number;
};

/** Broadcasts looked at for one page: a leader who sends more within one of a member's pages is not told all of them. */
const most = 60;

type Row = {
  broadcast_id: number;
  /** As it was written. */
  body: string;
  state: Delivered["state"];
  reason: string | null;
  parts: number;
  opt_out_line: boolean;
  at: string;
  recipients: number;
  reachable: number | null;
  first_name: string | null;
  last_name: string | null;
  city: string | null;
  member_state: string | null;
  custom: CustomValues;
};

/**
 * The broadcasts that left for a member within a stretch of time (null: without end), the newest first, by probing the
 * primary key of deliveries for the leader's broadcasts of that time (decision 7): a broadcast writes into no thread.
 */
export async function broadcastsTo(
  tx: Tx,
  leaderId: number,
  memberId: number,
  within: { from: string | null; to: string | null },
): Promise<Delivered[]> {
  const after = within.from ? sql`AND COALESCE(d.sent_at, now()) >= ${within.from}::timestamptz` : sql``;
  const before = within.to ? sql`AND COALESCE(d.sent_at, now()) < ${within.to}::timestamptz` : sql``;
  // A text may leave long after the snapshot, never before it.
  const startedBefore = within.to ? sql`AND b.started_at < ${within.to}::timestamptz` : sql``;
  const { rows } = await tx.execute<Row>(sql`
    SELECT d.broadcast_id, b.body, d.state, d.reason, d.parts, d.opt_out_line, COALESCE(d.sent_at, now()) AS at, b.reachable,
      COALESCE((SELECT c.recipients FROM broadcast_counts c
        WHERE c.leader_id = b.leader_id AND c.broadcast_id = b.id AND c.writer = 'snapshot'), 0) AS recipients,
      m.first_name, m.last_name, m.city, m.state AS member_state, m.custom
    FROM (
      SELECT b.leader_id, b.id, b.body, b.reachable FROM broadcasts b
      WHERE b.leader_id = ${leaderId} AND b.started_at IS NOT NULL ${startedBefore} ORDER BY b.started_at DESC LIMIT ${most}
    ) b JOIN deliveries d ON d.leader_id = b.leader_id AND d.broadcast_id = b.id AND d.member_id = ${memberId}
      JOIN members m ON m.leader_id = d.leader_id AND m.id = d.member_id
    WHERE d.state IN ('sending', 'sent', 'delivered', 'failed', 'unconfirmed') ${after} ${before}
    ORDER BY at DESC`);
  if (rows.length === 0) return [];
  const fill = await fillers(tx, leaderId, rows);
  return rows.map((row) => {
    const person = {
      firstName: row.first_name,
      lastName: row.last_name,
      city: row.city,
      state: row.member_state,
      custom: row.custom,
    };
    return {
      broadcastId: row.broadcast_id,
      body: fill(row)(memberId, person, row.opt_out_line),
      state: row.state,
      reason: row.reason,
      parts: row.parts,
      at: new Date(row.at).toISOString(),
      recipients: row.recipients,
      reachable: row.reachable ?? row.recipients,
    };
  });
}

/** What fills each broadcast's words, its links included. */
async function fillers(tx: Tx, leaderId: number, rows: Row[]): Promise<(row: Row) => Running["text"]> {
  const ids = rows.map((row) => row.broadcast_id);
  const [fields, links] = await Promise.all([
    mergeFieldsOf(tx, leaderId),
    tx.execute<{ id: number; broadcast_id: number; url: string }>(
      sql`SELECT id, broadcast_id, url FROM links WHERE leader_id = ${leaderId} AND broadcast_id = ANY(${sql.param(ids)}::int[])`,
    ),
  ]);
  return (row) => {
    const own = links.rows.filter((link) => link.broadcast_id === row.broadcast_id);
    return filler(compileBody(row.body, fields), leaderId, new Map(own.map((link) => [link.url, link.id])));
  };
}
