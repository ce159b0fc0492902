import { type SQL, sql } from "drizzle-orm";
import { z } from "zod";
import type { Tx } from "@/lib/db/client";
import { bigintId, integerId } from "@/lib/db/ids";
import { todayIn } from "@/lib/members/age";
import { countMembers, type MemberPage, pageOfMembers, type Sort } from "@/lib/members/list";
import { searchWhere } from "@/lib/members/search";
import { memberStatuses } from "@/lib/members/status-names";
import { type Asked, byAnyOf, type Way } from "@/lib/members/ways";
import { segmentWhere } from "@/lib/segments/compile";
import { countSegment } from "@/lib/segments/count";
import { segmentContext } from "@/lib/segments/load";
import { segmentById } from "@/lib/segments/queries";
import { requireReferences } from "@/lib/segments/references";
import { segmentWay } from "@/lib/segments/way";
import { tagById } from "@/lib/tags/queries";

/** Which members are meant, as it stands in the address and in what is done to many: all that is said must be true. */
export const crowd = z.object({
  /** What was typed into the search box. */
  search: z.string().max(200).nullish(),
  tagId: integerId.nullish(),
  segmentId: integerId.nullish(),
  status: z.enum([...memberStatuses, "muted", "blocked", "starred"]).nullish(),
  /** Only these. */
  ids: z.array(bigintId).min(1).max(2000).nullish(),
  /** All but these. */
  except: z.array(bigintId).max(2000).nullish(),
});
export type Crowd = z.output<typeof crowd>;

/** Whose members, and the zone in which a segment's days are meant. */
export type Leader = { leaderId: number; timeZone: string };

/** Whether the tag and the segment that a crowd names are this leader's: another leader's, or a deleted one, is none. */
export async function isThere(tx: Tx, leaderId: number, { tagId, segmentId }: Crowd): Promise<boolean> {
  if (tagId && !(await tagById(tx, leaderId, tagId))) return false;
  return !segmentId || (await segmentById(tx, leaderId, segmentId)) !== null;
}

/** The crowd as a boolean SQL expression over a row `m` of members; null is everybody the leader has. */
export async function crowdWhere(tx: Tx, leader: Leader, crowd: Crowd, now: Date, whole = false): Promise<SQL | null> {
  return (await ask(tx, leader, crowd, now, whole)).where;
}

/** `walked`: nothing in it names members, and something of it holds for many (members/ways.ts). */
async function ask(tx: Tx, leader: Leader, crowd: Crowd, now: Date, whole: boolean) {
  const { leaderId, timeZone } = leader;
  const all: SQL[] = [];
  const asked: Asked[] = [];
  if (crowd.ids) all.push(sql`m.id = ANY(${sql.param(crowd.ids)}::bigint[])`);
  if (crowd.except?.length) all.push(sql`m.id <> ALL(${sql.param(crowd.except)}::bigint[])`);
  const by = async (way: Way) => asked.push(await byAnyOf(tx, leaderId, [way], whole));
  if (crowd.tagId) await by(carrying(leaderId, crowd.tagId));
  if (crowd.status) await by(standing(leaderId, crowd.status));
  if (crowd.segmentId) {
    const context = await segmentContext(tx, { id: leaderId, timeZone }, now);
    const tree = { is: "segment", segmentId: crowd.segmentId } as const;
    await requireReferences(tx, tree, context);
    const way = segmentWay(tree, context);
    if (way) await by(way);
    else all.push(segmentWhere(tree, context));
  }
  const search = crowd.search ? await searchWhere(tx, leaderId, crowd.search, whole) : null;
  if (search) asked.push(search);
  all.push(...asked.map((one) => one.where));
  return {
    where: all.length === 0 ? null : sql`(${sql.join(all, sql` AND `)})`,
    walked: !crowd.ids && asked.length > 0 && asked.every((one) => one.walked),
  };
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

/** Rows of an order to look at for a page of a crowd that nothing names. */
const mostWalked = 80_000;

/**
 * A page of a crowd for the table of members. Of a large one a page is soon full, wherever its members stand in the order
 * but at the very end: then, after a while of walking, they are looked up after all.
 */
export async function listCrowd(
  tx: Tx,
  leader: Leader,
  crowd: Crowd,
  page: { sort: Sort; after?: string | null },
  now: Date,
): Promise<MemberPage> {
  const wish = { leaderId: leader.leaderId, ...page, today: todayIn(leader.timeZone, now) };
  const { where, walked } = await ask(tx, leader, crowd, now, false);
  if (!walked) return pageOfMembers(tx, { ...wish, where });
  const met = await pageOfMembers(tx, { ...wish, where, within: mostWalked });
  return met.next ? met : pageOfMembers(tx, { ...wish, where: await crowdWhere(tx, leader, crowd, now, true) });
}

/** How many are in a crowd. */
export async function countCrowd(tx: Tx, leader: Leader, crowd: Crowd, now: Date): Promise<number> {
  const { segmentId, ...rest } = crowd;
  if (segmentId && Object.values(rest).every((one) => !one || (Array.isArray(one) && one.length === 0))) {
    const context = await segmentContext(tx, { id: leader.leaderId, timeZone: leader.timeZone }, now);
    return (await countSegment(tx, { is: "segment", segmentId }, context)).members;
  }
  return countMembers(tx, leader.leaderId, await crowdWhere(tx, leader, crowd, now, true));
}
