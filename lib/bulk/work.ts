import { and, eq, sql } from "drizzle-orm";
import { db, mayWorkLater, type Tx } from "@/lib/db/client";
import { leaderById } from "@/lib/leaders/queries";
import { announce } from "@/lib/live/announce";
import { attend } from "@/lib/live/attend";
import { log } from "@/lib/log";
import { SegmentProblem } from "@/lib/segments/problem";
import { countCrowd, crowdWhere, type Leader } from "./crowd";
import { deeds } from "./deeds";
import { undoMs } from "./start";
import { type BulkAction, bulkActions } from "./table";

/**
 * Does one step of one action that waits, if there is any: a set of members and how far it has come commit together,
 * so that a crash anywhere repeats nothing and leaves nothing out, and several workers share the actions. Returns
 * whether there was anything to do.
 */
export async function workOnBulk(now: Date): Promise<boolean> {
  let at: BulkAction | undefined;
  try {
    return await db().transaction(async (tx) => {
      const [action] = await tx
        .select()
        .from(bulkActions)
        .where(sql`state IN ('running', 'undoing')`)
        .orderBy(bulkActions.leaderId, bulkActions.id)
        .limit(1)
        .for("update", { skipLocked: true });
      if (!action) return false;
      at = action;
      await (action.state === "undoing" ? undoStep : doStep)(tx, action, now);
      return true;
    });
  } catch (error) {
    log.error({ err: error instanceof Error ? (error.cause ?? error) : error }, "what is done to many stands still");
    // While the database is away or its disk is full it waits; what cannot be done must not keep the others waiting.
    const later = mayWorkLater(error);
    if (at && !later) await stopAt(at, error);
    return at !== undefined && !later;
  }
}

async function stopAt(action: BulkAction, error: unknown): Promise<void> {
  const why = error instanceof SegmentProblem ? error.message : "Something went wrong on our side.";
  await save(db(), action, {
    state: "failed",
    reason: `${why} What was done until then is kept; you can go on or undo it.`,
  });
}

async function doStep(tx: Tx, action: BulkAction, now: Date): Promise<void> {
  const { leaderId } = action;
  const timeZone = (await leaderById(leaderId, tx))?.timeZone ?? "UTC";
  const leader: Leader = { leaderId, timeZone };
  const { crowd } = action;
  // No crowd means everybody to the queries below, so an action without one must not run.
  if (!crowd) throw new Error("a bulk action lost its crowd");
  if (action.total === null) {
    const total = await countCrowd(tx, leader, crowd, now);
    return save(tx, action, { total });
  }
  const where = (await crowdWhere(tx, leader, crowd, now)) ?? sql`true`;
  const { step, do: change } = deeds[action.kind];
  const found = await tx.execute<{ id: number }>(sql`
    SELECT m.id FROM members m
    WHERE m.leader_id = ${leaderId} AND m.id > ${action.cursor} AND m.id <= ${action.until} AND ${where}
    ORDER BY m.id LIMIT ${step}`);
  const ids = found.rows.map((row) => row.id);
  const changed = await change(tx, action, ids, now);
  await save(tx, action, {
    seen: action.seen + ids.length,
    changed: action.changed + changed,
    cursor: ids.at(-1) ?? action.until,
    ...(ids.length < step ? { state: "done", finishedAt: now } : {}),
  });
}

/** Takes back exactly what was changed. */
async function undoStep(tx: Tx, action: BulkAction, now: Date): Promise<void> {
  const { step, undo } = deeds[action.kind];
  const { seen, last } = await undo(tx, action, step, now);
  await save(tx, action, {
    seen: action.seen + seen,
    cursor: last ?? action.cursor,
    ...(seen < step ? { state: "undone", finishedAt: now } : {}),
  });
}

async function save(tx: Tx, action: BulkAction, change: Partial<BulkAction>): Promise<void> {
  await tx
    .update(bulkActions)
    .set(change.finishedAt ? { ...change, crowd: null } : change)
    .where(and(eq(bulkActions.leaderId, action.leaderId), eq(bulkActions.id, action.id)));
  if (change.finishedAt) await announce(tx, action.leaderId, []);
}

/** Forgets what can no longer be undone, and whom an action that failed back then was about: it can't be resumed any more. */
export async function pruneBulk(now: Date): Promise<number> {
  const before = new Date(now.getTime() - undoMs).toISOString();
  await db().execute(sql`
    UPDATE bulk_actions SET crowd = NULL
    WHERE state = 'failed' AND crowd IS NOT NULL AND created_at < ${before}::timestamptz`);
  const result = await db().execute(sql`
    DELETE FROM bulk_changes c USING bulk_actions a
    WHERE a.leader_id = c.leader_id AND a.id = c.action_id AND a.finished_at < ${before}::timestamptz`);
  return result.rowCount ?? 0;
}

/** Works on what is done to many as long as the process runs; returns the function that stops it. */
export function startBulkWorker(): () => Promise<void> {
  return attend({
    hears: (what) => what === "bulk",
    every: 5_000,
    trouble: "what is done to many stands still",
    look: () => workOnBulk(new Date()),
  });
}
