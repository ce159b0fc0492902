import { sql } from "drizzle-orm";
import type { Tx } from "@/lib/db/client";
import { bringBackSome } from "@/lib/privacy/bring-back";
import { takeAway } from "@/lib/privacy/delete";
import { type Tagged, tagSome, untagSome } from "@/lib/tags/many";
import type { BulkAction } from "./table";

/** Takes back the next `most` members after the action's cursor; answers how many there were, and the last one's id. */
type TakeBack = (tx: Tx, action: BulkAction, most: number, now: Date) => Promise<{ seen: number; last: number | null }>;

type Deed = {
  /** Members in one transaction: long enough to be fast, short enough that a crash repeats little. */
  step: number;
  /** Does it to some members; answers how many of them it changed. */
  do: (tx: Tx, action: BulkAction, ids: number[], now: Date) => Promise<number>;
  undo: TakeBack;
};

/** What can be done to many, and how it is taken back. */
export const deeds: Record<BulkAction["kind"], Deed> = {
  tag: {
    step: 10_000,
    do: async (tx, action, ids, now) =>
      remember(tx, action, await tagSome(tx, action.leaderId, tagOf(action), ids, now)),
    undo: async (tx, action, most) => {
      const { ids, ...far } = await forget(tx, action, most);
      await untagSome(tx, action.leaderId, tagOf(action), ids);
      return far;
    },
  },
  untag: {
    step: 10_000,
    do: async (tx, action, ids) => remember(tx, action, await untagSome(tx, action.leaderId, tagOf(action), ids)),
    undo: async (tx, action, most, now) => {
      const { ids, since, ...far } = await forget(tx, action, most);
      await tagSome(tx, action.leaderId, tagOf(action), ids, now, since);
      return far;
    },
  },
  delete: {
    // Those who are deleted travel whole through this process, so there are fewer of them.
    step: 1_000,
    do: (tx, { leaderId, id }, ids, now) => takeAway(tx, leaderId, ids, now, id),
    undo: (tx, { leaderId, id: actionId, cursor }, most) => bringBackSome(tx, { leaderId, actionId }, cursor, most),
  },
};

function tagOf({ id, tagId }: BulkAction): number {
  if (tagId === null) throw new Error(`Bulk action ${id} names no tag.`);
  return tagId;
}

/** Keeps whose tag was changed, for undo; answers how many. */
async function remember(tx: Tx, action: BulkAction, changed: Tagged[]): Promise<number> {
  const rows = JSON.stringify(changed.map((one) => ({ m: one.memberId, at: one.at })));
  await tx.execute(sql`
    INSERT INTO bulk_changes (leader_id, action_id, member_id, was)
    SELECT ${action.leaderId}, ${action.id}, m, at FROM jsonb_to_recordset(${rows}::jsonb) AS r(m bigint, at timestamptz)
    ON CONFLICT DO NOTHING`);
  return changed.length;
}

/**
 * Takes out the next whose tag was changed, and since when they had carried it: who carried it before is not among them.
 * By a range of the key: what was written a moment ago has no statistics yet, and a join to a list of those that are next
 * is then planned as a walk through all of them for each (54,000 took longer than a minute).
 */
async function forget(tx: Tx, { leaderId, id }: BulkAction, most: number) {
  const { rows } = await tx.execute<{ member_id: number; was: string | null }>(sql`
    DELETE FROM bulk_changes WHERE leader_id = ${leaderId} AND action_id = ${id} AND member_id <= (
      SELECT max(member_id) FROM (
        SELECT member_id FROM bulk_changes WHERE leader_id = ${leaderId} AND action_id = ${id}
        ORDER BY member_id LIMIT ${most}) AS next)
    RETURNING member_id, was::text AS was`);
  const ids = rows.map((row) => row.member_id);
  return { ids, since: rows.map((row) => row.was), seen: ids.length, last: ids.length > 0 ? Math.max(...ids) : null };
}
