import { sql } from "drizzle-orm";
import type { Tx } from "@/lib/db/client";
import { linksOf } from "@/lib/links/queries";

/** Why a text did not arrive or was not sent, and how often. */
export type Reason = {
  state: "failed" | "withheld" | "dropped";
  code: string | null;
  words: string | null;
  members: number;
};
/** What happened within an hour; ISO, UTC, its beginning. */
export type Hour = { at: string; sent: number; delivered: number; replies: number; clicks: number };
/** Of members of one state or province, as its two letters; null: not known. */
export type State = {
  state: string | null;
  sent: number;
  delivered: number;
  failed: number;
  replies: number;
  clicks: number;
  optOuts: number;
};
export type LinkResult = { id: number; url: string; members: number; taps: number };
export type Results = { reasons: Reason[]; hours: Hour[]; states: State[]; links: LinkResult[] };

/**
 * What came of a broadcast, beyond the kept counts (counters.ts): three grouped queries over its deliveries, which take
 * about a second a million.
 */
export async function resultsOf(tx: Tx, leaderId: number, id: number): Promise<Results> {
  const [reasons, hours, states, links] = await Promise.all([
    reasonsOf(tx, leaderId, id),
    hoursOf(tx, leaderId, id),
    statesOf(tx, leaderId, id),
    linksOf(tx, leaderId, id),
  ]);
  return { reasons, hours, states, links: links.map(({ id, url, members, taps }) => ({ id, url, members, taps })) };
}

async function reasonsOf(tx: Tx, leaderId: number, id: number): Promise<Reason[]> {
  const { rows } = await tx.execute<Reason>(sql`
    SELECT state, error_code AS code, reason AS words, count(*) AS members FROM deliveries
    WHERE leader_id = ${leaderId} AND broadcast_id = ${id} AND state IN ('failed', 'withheld', 'dropped')
    GROUP BY state, error_code, reason ORDER BY state, members DESC LIMIT 40`);
  return rows;
}

/** Hours in which nothing happened are left out; at most the first two weeks. */
async function hoursOf(tx: Tx, leaderId: number, id: number): Promise<Hour[]> {
  const { rows } = await tx.execute<Hour>(sql`
    SELECT h.at, count(*) FILTER (WHERE h.what = 1) AS sent, count(*) FILTER (WHERE h.what = 2) AS delivered,
      count(*) FILTER (WHERE h.what = 3) AS replies, count(*) FILTER (WHERE h.what = 4) AS clicks
    FROM deliveries d CROSS JOIN LATERAL (VALUES
      (1, d.sent_at), (2, CASE WHEN d.state = 'delivered' THEN d.settled_at END), (3, d.replied_at), (4, d.clicked_at)
    ) v(what, moment) CROSS JOIN LATERAL (SELECT v.what, date_trunc('hour', v.moment) AS at) h
    WHERE d.leader_id = ${leaderId} AND d.broadcast_id = ${id} AND v.moment IS NOT NULL
    GROUP BY h.at ORDER BY h.at LIMIT 336`);
  return rows.map((row) => ({ ...row, at: new Date(row.at).toISOString() }));
}

async function statesOf(tx: Tx, leaderId: number, id: number): Promise<State[]> {
  const { rows } = await tx.execute<Omit<State, "optOuts"> & { opt_outs: number }>(sql`
    SELECT NULLIF(upper(trim(m.state)), '') AS state,
      count(*) FILTER (WHERE d.state IN ('sent', 'delivered', 'failed', 'unconfirmed')) AS sent,
      count(*) FILTER (WHERE d.state = 'delivered') AS delivered, count(*) FILTER (WHERE d.state = 'failed') AS failed,
      count(d.replied_at) AS replies, count(d.clicked_at) AS clicks, count(d.opted_out_at) AS opt_outs
    FROM deliveries d LEFT JOIN members m ON m.leader_id = d.leader_id AND m.id = d.member_id
    WHERE d.leader_id = ${leaderId} AND d.broadcast_id = ${id} GROUP BY 1 ORDER BY sent DESC, state LIMIT 80`);
  return rows.map(({ opt_outs, ...row }) => ({ ...row, optOuts: opt_outs }));
}
