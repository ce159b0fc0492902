import { type SQL, sql } from "drizzle-orm";
import { saidQuery } from "@/lib/messages/said";
import type { Condition, SegmentTree } from "./tree";

type SetCondition = Extract<Condition, { is: "tag" | "keyword" | "broadcast" | "link" }>;

/** Whether a condition is answered by another table, which names members, rather than by the member's own row. */
export function isSet(tree: object): tree is SetCondition {
  return "is" in tree && ["tag", "keyword", "broadcast", "link"].includes(tree.is as string);
}

/**
 * True of a row `m` that stands in any of these sets. Several are one question to the database: in an OR of them each row
 * would be looked up in every one. `each`: look every row up by key instead of reading the sets (a sample has few rows).
 */
export function inSets(conditions: SetCondition[], { leaderId, each }: { leaderId: number; each?: boolean }): SQL {
  if (each) {
    // Behind OFFSET 0 the planner does not turn the look-up back into reading all of the set.
    const lookUps = conditions.map((one) => sql`EXISTS (${memberIds(one, leaderId)} AND s.member_id = m.id OFFSET 0)`);
    return sql`(${sql.join(lookUps, sql` OR `)})`;
  }
  const [one] = conditions;
  if (one && conditions.length === 1) return sql`EXISTS (${memberIds(one, leaderId)} AND s.member_id = m.id)`;
  const all = sql.join(
    conditions.map((condition) => memberIds(condition, leaderId)),
    sql` UNION ALL `,
  );
  return sql`EXISTS (SELECT FROM (${all}) u WHERE u.member_id = m.id)`;
}

/**
 * Whom a tree names that is made of these sets alone, as a SELECT of member_id (some of them several times, or of members
 * who were deleted); null where it asks anything of a member's own row. Sets are put together and taken from each other
 * before any member is looked up. For a tree that was unwrapped (unwrap.ts), where a `not` stands at the top or beside
 * what it is taken from.
 */
export function asSet(tree: SegmentTree, leaderId: number): SQL | null {
  if ("not" in tree) return null;
  if ("or" in tree) {
    const sets = tree.or.map((one) => asSet(one, leaderId));
    return sets.includes(null) ? null : sql.join(sets as SQL[], sql` UNION `);
  }
  if (!("and" in tree)) return isSet(tree) ? memberIds(tree, leaderId) : null;
  const [from, ...also] = tree.and.filter((one) => !("not" in one)).map((one) => asSet(one, leaderId));
  const without = tree.and.flatMap((one) => ("not" in one ? [asSet(one.not, leaderId)] : []));
  if (!from || also.includes(null) || without.includes(null)) return null;
  const among = (set: SQL | null) => sql`EXISTS (SELECT FROM (${set}) t WHERE t.member_id = u.member_id)`;
  const tests = [...also.map(among), ...without.map((set) => sql`NOT ${among(set)}`)];
  return sql`SELECT u.member_id FROM (${from}) u WHERE ${sql.join(tests, sql` AND `)}`;
}

/** Whether what `asSet` makes of a tree names nobody twice: put together so, or by the keys of its tables. */
export function namesOnce(tree: SegmentTree): boolean {
  if ("or" in tree) return true;
  if ("not" in tree) return false;
  if ("and" in tree)
    return tree.and
      .filter((one) => !("not" in one))
      .slice(0, 1)
      .every(namesOnce);
  return tree.is === "broadcast" || tree.is === "link" || (tree.is === "tag" && tree.any.length === 1);
}

function memberIds(condition: SetCondition, leaderId: number): SQL {
  const from = (table: SQL, which: SQL) =>
    sql`SELECT s.member_id FROM ${table} s WHERE s.leader_id = ${leaderId}::int AND ${which}`;
  switch (condition.is) {
    case "tag":
      // Of one tag the key has the members in their order, which the planner does not see in an ANY of one.
      return from(
        sql`tagged`,
        condition.any.length === 1
          ? sql`s.tag_id = ${condition.any[0]}::int`
          : sql`s.tag_id = ANY(${sql.param(condition.any)}::int[])`,
      );
    case "keyword":
      return from(sql`messages`, sql`NOT s.outbound AND words_of(s.body) @@ ${saidQuery(condition.words)}`);
    case "broadcast":
      return from(
        sql`deliveries`,
        sql`s.broadcast_id = ${condition.broadcastId}::int AND ${deliveryThat[condition.did]}${narrowed(condition)}`,
      );
    case "link":
      return from(sql`clicks`, sql`s.link_id = ${condition.linkId}::int`);
  }
}

type AboutBroadcast = Extract<Condition, { is: "broadcast" }>;

/** For one reason, within one hour. */
function narrowed({ did, reason, hour }: AboutBroadcast): SQL {
  const why = reason
    ? sql` AND s.error_code IS NOT DISTINCT FROM ${reason.code}::text AND s.reason IS NOT DISTINCT FROM ${reason.words}::text`
    : sql``;
  const when = hour
    ? sql` AND ${momentOf[did]} >= ${hour}::timestamptz AND ${momentOf[did]} < ${hour}::timestamptz + interval '1 hour'`
    : sql``;
  return sql`${why}${when}`;
}

const momentOf: Record<AboutBroadcast["did"], SQL> = {
  sent: sql`s.sent_at`,
  delivered: sql`s.settled_at`,
  failed: sql`s.settled_at`,
  withheld: sql`s.settled_at`,
  dropped: sql`s.settled_at`,
  answered: sql`s.replied_at`,
  clicked: sql`s.clicked_at`,
};

/** sent: it left for them, whatever became of it. */
const deliveryThat: Record<AboutBroadcast["did"], SQL> = {
  sent: sql`s.state IN ('sent', 'delivered', 'failed', 'unconfirmed')`,
  delivered: sql`s.state = 'delivered'`,
  failed: sql`s.state = 'failed'`,
  withheld: sql`s.state = 'withheld'`,
  dropped: sql`s.state = 'dropped'`,
  answered: sql`s.replied_at IS NOT NULL`,
  clicked: sql`s.clicked_at IS NOT NULL`,
};
