import { and, eq, sql } from "drizzle-orm";
import { db, type Tx } from "@/lib/db/client";
import { namesOf } from "@/lib/members/queries";
import { Refusal } from "@/lib/refusal";
import { tagById } from "@/lib/tags/queries";
import { type Crowd, countCrowd, isThere } from "./crowd";
import { type BulkAction, bulkActions } from "./table";

/** Milliseconds for which a bulk action can be undone after it ended: a day, since one click changes so much. */
export const undoMs = 24 * 3_600_000;

/** An action as screens show it. */
export type BulkView = Pick<BulkAction, "id" | "kind" | "state" | "reason" | "total" | "seen" | "changed"> & {
  tag: string;
  undoable: boolean;
};

type Wish = { leaderId: number; teammateId: number; crowd: Crowd } & (
  | { kind: "tag" | "untag"; tagId: number }
  | { kind: "delete" }
);

/**
 * Begins to put a tag on a crowd, to take it off, or to delete the crowd; the worker does the rest (work.ts). Meant are
 * those who are there now. Null where this leader has no such tag, segment or members.
 */
export async function startBulk(wish: Wish): Promise<number | null> {
  return db().transaction(async (tx) => {
    if (!(await isThere(tx, wish.leaderId, wish.crowd))) return null;
    // Named one by one: elsewhere a list of ids only narrows what is shown, here one of them at least must be there.
    const { ids } = wish.crowd;
    if (ids && (await namesOf(tx, wish.leaderId, ids)).size === 0) return null;
    if (wish.kind !== "delete" && !(await tagById(tx, wish.leaderId, wish.tagId))) return null;
    const [action] = await tx
      .insert(bulkActions)
      .values({ ...wish, until: sql`(SELECT COALESCE(max(id), 0) FROM members WHERE leader_id = ${wish.leaderId})` })
      .returning({ id: bulkActions.id });
    await wake(tx);
    return action?.id ?? null;
  });
}

/**
 * Starts deleting a crowd, whose number somebody has typed to confirm. Null where this leader has no such segment, tag or
 * members. Throws a Refusal where the crowd is of another size by now: nothing is deleted then.
 */
export async function startDeletingMany(
  input: { leaderId: number; teammateId: number; timeZone: string; crowd: Crowd; typed: number },
  now: Date,
): Promise<number | null> {
  const { leaderId, teammateId, timeZone, crowd, typed } = input;
  if (!(await isThere(db(), leaderId, crowd))) return null;
  const count = await countCrowd(db(), { leaderId, timeZone }, crowd, now);
  if (count === 0) return null;
  if (count !== typed)
    throw new Refusal(
      `You typed ${typed.toLocaleString("en-US")}, but ${count === 1 ? "1 member is" : `${count.toLocaleString("en-US")} members are`} selected. Nothing was deleted.`,
    );
  return startBulk({ leaderId, teammateId, kind: "delete", crowd });
}

/** Starts undoing an action, within 24 hours of its end. False where that is over, or it is not this leader's. */
export async function undoBulk(leaderId: number, id: number, now: Date): Promise<boolean> {
  const since = new Date(now.getTime() - undoMs);
  return db().transaction(async (tx) => {
    const [action] = await tx
      .update(bulkActions)
      .set({ state: "undoing", takingBack: true, crowd: null, seen: 0, total: sql`${bulkActions.changed}`, cursor: 0 })
      .where(
        and(
          eq(bulkActions.leaderId, leaderId),
          eq(bulkActions.id, id),
          sql`(${bulkActions.state} IN ('running', 'failed') OR (${bulkActions.state} = 'done' AND ${bulkActions.finishedAt} > ${since.toISOString()}::timestamptz))`,
        ),
      )
      .returning({ id: bulkActions.id });
    await wake(tx);
    return action !== undefined;
  });
}

/** Bulk actions that run or can still be undone, the newest first. */
export async function recentBulk(tx: Tx, leaderId: number, now: Date): Promise<BulkView[]> {
  const since = new Date(now.getTime() - undoMs).toISOString();
  const found = await tx.execute<Record<string, unknown>>(sql`
    SELECT a.id, a.kind, a.state, a.reason, a.total, a.seen, a.changed, g.name AS tag
    FROM bulk_actions a LEFT JOIN tags g ON g.leader_id = a.leader_id AND g.id = a.tag_id
    WHERE a.leader_id = ${leaderId} AND (a.state IN ('running', 'undoing', 'failed') OR a.finished_at > ${since}::timestamptz)
    ORDER BY a.id DESC LIMIT 20`);
  return found.rows.map((row) => ({
    id: row.id as number,
    kind: row.kind as BulkAction["kind"],
    state: row.state as BulkAction["state"],
    reason: row.reason as string | null,
    total: row.total as number | null,
    seen: row.seen as number,
    changed: row.changed as number,
    tag: (row.tag as string | null) ?? "a tag that is gone",
    undoable: row.state === "done" || row.state === "failed" || row.state === "running",
  }));
}

/** Goes on with an action that stopped. False where there is none such. */
export async function resumeBulk(leaderId: number, id: number): Promise<boolean> {
  return db().transaction(async (tx) => {
    const [action] = await tx
      .update(bulkActions)
      .set({ state: sql`CASE WHEN taking_back THEN 'undoing' ELSE 'running' END`, reason: null })
      .where(
        and(
          eq(bulkActions.leaderId, leaderId),
          eq(bulkActions.id, id),
          eq(bulkActions.state, "failed"),
          sql`(crowd IS NOT NULL OR taking_back)`,
        ),
      )
      .returning({ id: bulkActions.id });
    await wake(tx);
    return action !== undefined;
  });
}

/** What an action of this leader's does, however long ago it was started; null where there is none. */
export async function kindOfBulk(tx: Tx, leaderId: number, id: number): Promise<BulkAction["kind"] | null> {
  const own = and(eq(bulkActions.leaderId, leaderId), eq(bulkActions.id, id));
  return (await tx.select({ kind: bulkActions.kind }).from(bulkActions).where(own))[0]?.kind ?? null;
}

/** Tells the workers when the transaction commits. */
async function wake(tx: Tx): Promise<void> {
  await tx.execute(sql`SELECT pg_notify('tenfour_work', 'bulk')`);
}
