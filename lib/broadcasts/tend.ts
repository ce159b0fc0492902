import { sql } from "drizzle-orm";
import { db } from "@/lib/db/client";
import { env } from "@/lib/env";
import { attend } from "@/lib/live/attend";
import { log } from "@/lib/log";
import { SegmentProblem } from "@/lib/segments/problem";
import { pauseBroadcast } from "./control";
import { addCounts } from "./counters";
import { type Baseline, healthFrom, judgeHealth } from "./health";
import { changeBroadcast, dueBroadcasts } from "./queries";
import { timePassed, tooLateToStart } from "./ready";
import { takeSnapshot } from "./snapshot";
import type { BroadcastState } from "./table";

/** Milliseconds between two looks at the broadcasts that are open. */
const look = 1_000;
/** Rows of a broadcast that was cancelled which are dropped in one statement. */
const sweep = 20_000;

/**
 * Tends the broadcasts of all leaders until stopped: takes the snapshots that are due, ends what is through, drops what
 * was cancelled, and pauses what goes badly. Whatever it was at when it died is simply found again by the next look,
 * here or in another process.
 */
export function startTending(): () => Promise<void> {
  const health = new Map<string, Baseline>();
  const stop = attend({
    hears: (what) => what === "broadcasts",
    every: look,
    trouble: "broadcasts could not be looked after; trying again",
    look: async () => {
      await startDue();
      await tendOpen(health);
      return false;
    },
  });
  // A snapshot of millions is not waited for: it is taken anew by the next start.
  return () => Promise.race([stop(), new Promise<void>((done) => setTimeout(done, 3_000))]);
}

/** Takes the snapshots that are due. A broadcast whose time is long over waits for a person. */
async function startDue(): Promise<void> {
  for (const due of await dueBroadcasts()) {
    try {
      if (tooLateToStart(due.startAt, new Date())) {
        log.warn({ broadcast: due.id }, "a broadcast was not started: its time is long over");
        await pauseBroadcast({ leaderId: due.leaderId, id: due.id, by: "tenfour", reason: timePassed });
        continue;
      }
      const recipients = await takeSnapshot(due.leaderId, due.id);
      if (recipients !== null) log.info({ broadcast: due.id, recipients }, "the recipients of a broadcast are set");
    } catch (error) {
      log.error({ err: error, broadcast: due.id }, "the recipients of a broadcast could not be set");
      // What cannot be understood will not be on the next try either.
      if (!(error instanceof SegmentProblem)) continue;
      await pauseBroadcast({ leaderId: due.leaderId, id: due.id, by: "tenfour", reason: error.message });
    }
  }
}

type Open = {
  leader_id: number;
  id: number;
  state: BroadcastState;
  waiting: number;
  sending: number;
  sent: number;
  delivered: number;
  failed: number;
  opt_outs: number;
};

async function tendOpen(health: Map<string, Baseline>): Promise<void> {
  const { rows } = await db().execute<Open>(sql`
    SELECT b.leader_id, b.id, b.state, sum(c.waiting)::int AS waiting, sum(c.sending)::int AS sending, sum(c.sent)::int AS sent,
      sum(c.delivered)::int AS delivered, sum(c.failed)::int AS failed, sum(c.opt_outs)::int AS opt_outs
    FROM broadcasts b JOIN broadcast_counts c ON c.leader_id = b.leader_id AND c.broadcast_id = b.id
    WHERE b.started_at IS NOT NULL AND (b.state = 'sending' OR (b.state = 'cancelled' AND b.finished_at IS NULL))
    GROUP BY b.leader_id, b.id`);
  const keys = new Set(rows.map((row) => `${row.leader_id}.${row.id}`));
  for (const key of health.keys()) if (!keys.has(key)) health.delete(key);
  for (const open of rows) {
    if (open.state === "cancelled" && open.waiting > 0) await dropWaiting(open.leader_id, open.id);
    else if (open.waiting === 0 && open.sending === 0) await end(open);
    else if (open.state === "sending") await watch(open, health);
  }
}

async function end({ leader_id: leaderId, id, state }: Open): Promise<void> {
  await db().transaction(async (tx) => {
    const { rows } = await tx.execute(sql`
      SELECT 1 FROM broadcasts WHERE leader_id = ${leaderId} AND id = ${id} AND state = ${state} AND finished_at IS NULL FOR UPDATE`);
    if (rows.length === 0) return;
    const finishedAt = new Date();
    await changeBroadcast(tx, leaderId, id, state === "sending" ? { state: "finished", finishedAt } : { finishedAt });
    log.info({ broadcast: id }, "a broadcast is through");
  });
}

/** Pauses a broadcast whose texts suddenly fail, or make people leave. */
async function watch(open: Open, health: Map<string, Baseline>): Promise<void> {
  const key = `${open.leader_id}.${open.id}`;
  const totals = {
    delivered: open.delivered,
    failed: open.failed,
    left: open.sent + open.delivered,
    optOuts: open.opt_outs,
  };
  const known = health.get(key);
  // From here on: what happened before a pause has been seen, and counts no more.
  if (!known) return void health.set(key, healthFrom(totals));
  const { PAUSE_AT_FAILED_PERCENT: failedPercent, PAUSE_AT_OPT_OUT_PERCENT: optOutPercent } = env();
  const { pause, base } = judgeHealth(known, totals, { failedPercent, optOutPercent });
  health.set(key, base);
  if (!pause) return;
  log.warn({ broadcast: open.id, why: pause }, "a broadcast paused itself");
  await pauseBroadcast({ leaderId: open.leader_id, id: open.id, by: "tenfour", reason: pause });
}

/** Drops who still waits in a broadcast that was cancelled, by key ranges, so that no statement is long. */
async function dropWaiting(leaderId: number, id: number): Promise<void> {
  let cursor = 0;
  for (;;) {
    const last = await db().transaction(async (tx) => {
      const { rows } = await tx.execute<{ last: number | null; dropped: number; held: number }>(sql`
        WITH range AS (
          SELECT max(r.member_id) AS last FROM (
            SELECT d.member_id FROM deliveries d WHERE d.leader_id = ${leaderId} AND d.broadcast_id = ${id} AND d.member_id > ${cursor}
            ORDER BY d.member_id LIMIT ${sweep}) r
        ), dropped AS (
          UPDATE deliveries d SET state = 'dropped', settled_at = now(), reason = 'The broadcast was cancelled before their turn.'
          FROM range WHERE d.leader_id = ${leaderId} AND d.broadcast_id = ${id} AND d.member_id > ${cursor}
            AND d.member_id <= range.last AND d.state = 'waiting'
          RETURNING d.held
        )
        SELECT (SELECT last FROM range) AS last, count(*) AS dropped, count(*) FILTER (WHERE held) AS held FROM dropped`);
      const { last = null, dropped = 0, held = 0 } = rows[0] ?? {};
      await addCounts(tx, leaderId, id, "snapshot", { waiting: -dropped, dropped, held: -held });
      return last;
    });
    if (last === null) return;
    cursor = last;
  }
}
