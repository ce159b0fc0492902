import { type SQL, sql } from "drizzle-orm";
import { z } from "zod";
import type { Tx } from "@/lib/db/client";
import { todayIn } from "@/lib/members/age";
import { countMembers, type MemberPage, pageOfMembers, type Sort } from "@/lib/members/list";
import { searchWhere } from "@/lib/members/search";
import { memberStatuses } from "@/lib/members/status-names";
import { byAnyOf, type Way } from "@/lib/members/ways";
import { segmentWhere } from "@/lib/segments/compile";
import { segmentContext } from "@/lib/segments/load";

const id = z.int().positive();

/** Which members are meant, as it stands in the address and in what is done to many: all that is said must be true. */
export const crowd = z.object({
  /** What was typed into the search box. */
  search: z.string().max(200).nullish(),
  tagId: id.nullish(),
  segmentId: id.nullish(),
  status: z.enum([...memberStatuses, "muted", "blocked", "starred"]).nullish(),
  /** Only these. */
  ids: z.array(id).min(1).max(2000).nullish(),
  /** All but these. */
  except: z.array(id).max(2000).nullish(),
});
export type Crowd = z.output<typeof crowd>;

/** Whose members, and the zone in which a segment's days are meant. */
export type Leader = { leaderId: number; timeZone: string };

/** The crowd as a boolean SQL expression over a row `m` of members; null is everybody the leader has. */
export async function crowdWhere(tx: Tx, leader: Leader, crowd: Crowd, now: Date, whole = false): Promise<SQL | null> {
  const { leaderId, timeZone } = leader;
  const all: SQL[] = [];
  if (crowd.ids) all.push(sql`m.id = ANY(${sql.param(crowd.ids)}::bigint[])`);
  if (crowd.except?.length) all.push(sql`m.id <> ALL(${sql.param(crowd.except)}::bigint[])`);
  if (crowd.tagId) all.push(await byAnyOf(tx, [carrying(leaderId, crowd.tagId)], whole));
  if (crowd.status) all.push(await byAnyOf(tx, [standing(leaderId, crowd.status)], whole));
  if (crowd.segmentId) {
    const context = await segmentContext(tx, { id: leaderId, timeZone }, now);
    all.push(segmentWhere({ is: "segment", segmentId: crowd.segmentId }, context));
  }
  const search = crowd.search ? await searchWhere(tx, leaderId, crowd.search, whole) : null;
  if (search) all.push(search);
  return all.length === 0 ? null : sql`(${sql.join(all, sql` AND `)})`;
}

function carrying(leaderId: number, tagId: number): Way {
  const carried = sql`g.leader_id = ${leaderId} AND g.tag_id = ${tagId}`;
  return {
    find: sql`SELECT g.member_id FROM tagged g WHERE ${carried}`,
    cheap: true,
    // Not EXISTS: the planner would make it a join, and sort everybody who carries the tag.
    holds: sql`(SELECT true FROM tagged g WHERE ${carried} AND g.member_id = m.id LIMIT 1) IS TRUE`,
  };
}

function standing(leaderId: number, status: NonNullable<Crowd["status"]>): Way {
  const holds = {
    muted: sql`m.muted_at IS NOT NULL`,
    blocked: sql`m.blocked_at IS NOT NULL`,
    starred: sql`m.starred_at IS NOT NULL`,
    // Said twice for the order by joining: those who did join need not be looked through for them.
    status: status === "new" ? sql`m.status = 'new' AND m.joined_at IS NULL` : sql`m.status = ${status}`,
  }[status === "muted" || status === "blocked" || status === "starred" ? status : "status"];
  return { find: sql`SELECT m.id FROM members m WHERE m.leader_id = ${leaderId} AND ${holds}`, holds };
}

/** A page of a crowd for the table of members. */
export async function listCrowd(
  tx: Tx,
  leader: Leader,
  crowd: Crowd,
  page: { sort: Sort; after?: string | null },
  now: Date,
): Promise<MemberPage> {
  const where = await crowdWhere(tx, leader, crowd, now);
  return pageOfMembers(tx, { leaderId: leader.leaderId, where, ...page, today: todayIn(leader.timeZone, now) });
}

/** How many are in a crowd. */
export async function countCrowd(tx: Tx, leader: Leader, crowd: Crowd, now: Date): Promise<number> {
  return countMembers(tx, leader.leaderId, await crowdWhere(tx, leader, crowd, now, true));
}

/** A leader's saved segments by name, to choose from. */
export async function namedSegments(tx: Tx, leaderId: number): Promise<{ id: number; name: string }[]> {
  const found = await tx.execute<{ id: number; name: string }>(sql`
    SELECT id, name FROM segments WHERE leader_id = ${leaderId} AND deleted_at IS NULL ORDER BY name LIMIT 500`);
  return found.rows;
}
