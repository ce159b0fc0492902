import { type SQL, sql } from "drizzle-orm";
import { z } from "zod";
import type { Tx } from "@/lib/db/client";
import { todayIn } from "@/lib/members/age";
import { countMembers, type MemberPage, pageOfMembers, type Sort } from "@/lib/members/list";
import { searchWhere } from "@/lib/members/search";
import { memberStatuses } from "@/lib/members/status-names";

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

/** The crowd as a boolean SQL expression over a row `m` of members; null is everybody the leader has. */
export async function crowdWhere(tx: Tx, leaderId: number, crowd: Crowd): Promise<SQL | null> {
  const all: SQL[] = [];
  if (crowd.ids) all.push(sql`m.id = ANY(${sql.param(crowd.ids)}::bigint[])`);
  if (crowd.except?.length) all.push(sql`m.id <> ALL(${sql.param(crowd.except)}::bigint[])`);
  if (crowd.tagId) {
    all.push(
      sql`EXISTS (SELECT FROM tagged g WHERE g.leader_id = ${leaderId} AND g.tag_id = ${crowd.tagId} AND g.member_id = m.id)`,
    );
  }
  if (crowd.status) all.push(standing[crowd.status]);
  const search = crowd.search ? await searchWhere(tx, leaderId, crowd.search) : null;
  if (search) all.push(search);
  return all.length === 0 ? null : sql`(${sql.join(all, sql` AND `)})`;
}

const standing: Record<NonNullable<Crowd["status"]>, SQL> = {
  new: sql`m.status = 'new'`,
  invited: sql`m.status = 'invited'`,
  active: sql`m.status = 'active'`,
  opted_out: sql`m.status = 'opted_out'`,
  abroad: sql`m.status = 'abroad'`,
  muted: sql`m.muted_at IS NOT NULL`,
  blocked: sql`m.blocked_at IS NOT NULL`,
  starred: sql`m.starred_at IS NOT NULL`,
};

type Leader = { leaderId: number; timeZone: string };

/** A page of a crowd for the table of members. */
export async function listCrowd(
  tx: Tx,
  leader: Leader,
  crowd: Crowd,
  page: { sort: Sort; after?: string | null },
  now: Date,
): Promise<MemberPage> {
  const where = await crowdWhere(tx, leader.leaderId, crowd);
  return pageOfMembers(tx, { leaderId: leader.leaderId, where, ...page, today: todayIn(leader.timeZone, now) });
}

/** How many are in a crowd. */
export async function countCrowd(tx: Tx, leader: Leader, crowd: Crowd, _now: Date): Promise<number> {
  return countMembers(tx, leader.leaderId, await crowdWhere(tx, leader.leaderId, crowd));
}
