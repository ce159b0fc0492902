import { and, eq } from "drizzle-orm";
import { db, type Tx } from "@/lib/db/client";
import { mergeFieldsOf } from "@/lib/fields/queries";
import { leaderById } from "@/lib/leaders/queries";
import { ensureLinks } from "@/lib/links/queries";
import { type Controlled, done, notFound, refuse } from "./control";
import { compileBody } from "./personal";
import type { Plan } from "./plan";
import { changeBroadcast, lockBroadcast } from "./queries";
import { readyToSend } from "./ready";
import type { Review } from "./review";
import { type Broadcast, broadcasts } from "./table";

type Which = { leaderId: number; id: number };

/**
 * Sends a draft now, keeping the "not after" and the frequency override of its plan. A double click, the back button and
 * a second window are one start: one that has started already returns `already`.
 */
export async function startBroadcast(which: Which, tx: Tx = db()): Promise<Controlled> {
  return schedule(tx, which, ({ plan: { notAfter, overrideCap } }) => ({ kind: "now", notAfter, overrideCap }));
}

/** Schedules a draft, or reschedules a scheduled broadcast. A plan of kind "now" starts it. */
export async function scheduleBroadcast(
  { leaderId, id, plan }: Which & { plan: Plan },
  tx: Tx = db(),
): Promise<Controlled> {
  return schedule(tx, { leaderId, id }, () => plan);
}

/**
 * Sends or schedules a draft by its own plan, once, however often it is called. Refuses when somebody saved after
 * `revision`, the last one that the person who confirmed has seen.
 */
export async function sendDraft({ leaderId, id, revision }: Which & { revision: number }): Promise<Controlled> {
  return schedule(db(), { leaderId, id }, ({ plan }) => plan, revision);
}

/**
 * The one way to schedule: every check of a broadcast is made here, under its lock, for the screen, the command line and
 * the API alike.
 */
async function schedule(
  db: Tx,
  { leaderId, id }: Which,
  planOf: (broadcast: Broadcast) => Plan,
  revision?: number,
): Promise<Controlled> {
  return db.transaction(async (tx) => {
    const broadcast = await lockBroadcast(tx, leaderId, id);
    const leader = await leaderById(leaderId, tx);
    if (!broadcast || !leader) return notFound;
    if (broadcast.state === "cancelled")
      return refuse(broadcast, "This broadcast was canceled. Copy it as a new draft.");
    if (broadcast.state !== "draft" && broadcast.state !== "scheduled") return done(broadcast.state, true);
    if (revision !== undefined) {
      if (broadcast.state === "scheduled") return done(broadcast.state, true);
      if (broadcast.revision !== revision)
        return refuse(broadcast, "Somebody else changed this draft. Review it before you send it.");
    }
    const now = new Date();
    const plan = planOf(broadcast);
    const ready = await readyToSend(tx, broadcast, plan, now);
    if (ready.problem !== null) return refuse(broadcast, ready.problem);
    await ensureLinks(tx, leaderId, id, compileBody(broadcast.body, await mergeFieldsOf(tx, leaderId)).urls);
    await tx
      .update(broadcasts)
      .set({ prices: { part: leader.partPrice, mms: leader.mmsPrice } })
      .where(and(eq(broadcasts.leaderId, leaderId), eq(broadcasts.id, id)));
    const state = plan.kind === "now" ? "preparing" : "scheduled";
    await changeBroadcast(tx, leaderId, id, { state, plan, startAt: snapshotAt(plan, ready.review, now) });
    const { warnings } = ready.review;
    return warnings.length > 0 ? { ...done(state), warnings } : done(state);
  });
}

/** When the snapshot is due: at the plan's time, or when the first recipient's window opens at their local time. */
function snapshotAt(plan: Plan, review: Review, now: Date): Date {
  if (plan.kind === "at") return new Date(plan.at);
  const first = review.openings[0];
  return plan.kind === "local" && first ? new Date(first.at) : now;
}
