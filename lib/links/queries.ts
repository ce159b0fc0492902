import { and, asc, desc, eq, sql } from "drizzle-orm";
import type { Tx } from "@/lib/db/client";
import { type Link, links } from "./table";

export type { Link } from "./table";

/** The links of a broadcast, made where they are missing, by their address. Doing it twice changes nothing. */
export async function ensureLinks(
  tx: Tx,
  leaderId: number,
  broadcastId: number,
  urls: string[],
): Promise<Map<string, number>> {
  if (urls.length === 0) return new Map();
  await tx
    .insert(links)
    .values(urls.map((url) => ({ leaderId, broadcastId, url })))
    .onConflictDoNothing();
  const rows = await linksOf(tx, leaderId, broadcastId);
  return new Map(rows.map((row) => [row.url, row.id]));
}

/** The newest link's id of all leaders: those that come are hardly longer. */
export async function lastLinkId(tx: Tx): Promise<number> {
  const { rows } = await tx.execute<{ last: number }>(sql`SELECT last_value AS last FROM links_id_seq`);
  return Number(rows[0]?.last ?? 0);
}

/** The links of a broadcast with their counters, in the order in which they were made. */
export async function linksOf(tx: Tx, leaderId: number, broadcastId: number): Promise<Link[]> {
  return tx
    .select()
    .from(links)
    .where(and(eq(links.leaderId, leaderId), eq(links.broadcastId, broadcastId)))
    .orderBy(asc(links.id));
}

/** Where a link leads, and of which broadcast it is; null where there is none. */
export async function linkById(
  tx: Tx,
  leaderId: number,
  linkId: number,
): Promise<Pick<Link, "url" | "broadcastId"> | null> {
  const [row] = await tx
    .select({ url: links.url, broadcastId: links.broadcastId })
    .from(links)
    .where(and(eq(links.leaderId, leaderId), eq(links.id, linkId)));
  return row ?? null;
}

export type Tap = { leaderId: number; linkId: number; memberId: number; at: Date };

/** Writes down taps of any number of members in one statement, and keeps the links' counters right. */
export async function addTaps(tx: Tx, taps: Tap[]): Promise<void> {
  const rows = JSON.stringify(taps.map((tap) => ({ l: tap.leaderId, k: tap.linkId, m: tap.memberId, at: tap.at })));
  await tx.execute(sql`
    WITH taps AS (
      SELECT l, k, m, count(*)::int AS taps, min(at) AS first, max(at) AS last
      FROM jsonb_to_recordset(${rows}::jsonb) AS t(l int, k int, m bigint, at timestamptz)
      GROUP BY l, k, m ORDER BY l, k, m
    ), written AS (
      INSERT INTO clicks AS c (leader_id, link_id, member_id, count, first_at, last_at)
      SELECT l, k, m, taps, first, last FROM taps
      ON CONFLICT (leader_id, link_id, member_id)
        DO UPDATE SET count = c.count + excluded.count, last_at = greatest(c.last_at, excluded.last_at)
      RETURNING leader_id, link_id, xmax = 0 AS is_new
    ), fresh AS (
      SELECT leader_id, link_id, count(*) FILTER (WHERE is_new)::int AS members FROM written GROUP BY 1, 2
    ), all_taps AS (
      SELECT l, k, sum(taps)::int AS taps FROM taps GROUP BY 1, 2
    )
    UPDATE links SET members = links.members + fresh.members, taps = links.taps + all_taps.taps
    FROM fresh JOIN all_taps ON all_taps.l = fresh.leader_id AND all_taps.k = fresh.link_id
    WHERE links.leader_id = fresh.leader_id AND links.id = fresh.link_id`);
}

/** The addresses a leader has sent, the newest first. */
export async function sentLinks(tx: Tx, leaderId: number, limit = 200): Promise<{ id: number; name: string }[]> {
  return tx
    .select({ id: links.id, name: links.url })
    .from(links)
    .where(eq(links.leaderId, leaderId))
    .orderBy(desc(links.id))
    .limit(limit);
}
