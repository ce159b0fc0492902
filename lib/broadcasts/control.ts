import { db, type Tx } from "@/lib/db/client";
import { SegmentProblem } from "@/lib/segments/problem";
import { changeBroadcast, lockBroadcast } from "./queries";
import { readyToSend, tooLateToStart } from "./ready";
import type { Broadcast, BroadcastState, Pauser } from "./table";

type Which = { leaderId: number; id: number };
/** `refused`: why nothing changed, as a sentence for the leader. `already`: it had been done before. */
export type Controlled = {
  refused: string | null;
  already: boolean;
  state: BroadcastState | null;
  /** What the person should know of a message that was scheduled all the same. */
  warnings?: string[];
};

export const notFound: Controlled = {
  refused: "This broadcast doesn’t exist. It may have been deleted.",
  already: false,
  state: null,
};
export const done = (state: BroadcastState, already = false): Controlled => ({ refused: null, already, state });
export const refuse = (broadcast: Broadcast, refused: string): Controlled => ({
  refused,
  already: false,
  state: broadcast.state,
});

/** Takes a scheduled broadcast back to its draft. */
export async function unscheduleBroadcast({ leaderId, id }: Which, tx: Tx = db()): Promise<Controlled> {
  return change({ leaderId, id }, tx, (broadcast) => {
    if (broadcast.state === "draft") return "already";
    if (broadcast.state === "scheduled") return { state: "draft", startAt: null };
    return "It has started already. You can pause or cancel it.";
  });
}

/** Holds a broadcast: no text of it leaves after this has committed, but for those already on their way. */
export async function pauseBroadcast(
  { leaderId, id, by = "leader", reason = null }: Which & { by?: Pauser; reason?: string | null },
  tx: Tx = db(),
): Promise<Controlled> {
  return change({ leaderId, id }, tx, (broadcast) => {
    if (broadcast.state === "paused") return "already";
    // A scheduled one is paused by Tenfour alone, when it is due and its audience cannot be evaluated.
    const due = broadcast.state === "scheduled" && by !== "leader";
    if (broadcast.state === "sending" || broadcast.state === "preparing" || due)
      return { state: "paused", pausedBy: by, pausedReason: reason };
    return notRunning(broadcast);
  });
}

/**
 * Goes on where it stood. One that was paused before its snapshot takes it now, if it passes the checks of one that is
 * sent now: what it names may be gone, and its day may be over.
 */
export async function resumeBroadcast({ leaderId, id }: Which, tx: Tx = db()): Promise<Controlled> {
  return change({ leaderId, id }, tx, async (broadcast, tx) => {
    if (broadcast.state === "sending" || broadcast.state === "preparing") return "already";
    if (broadcast.state !== "paused") return notRunning(broadcast);
    const resumed = { pausedBy: null, pausedReason: null };
    if (broadcast.startedAt) return { ...resumed, state: "sending" };
    const now = new Date();
    const { notAfter, overrideCap } = broadcast.plan;
    const asNow = { kind: "now", notAfter, overrideCap } as const;
    const { problem } = await readyToSend(tx, broadcast, asNow, now).catch((error: unknown) => {
      if (error instanceof SegmentProblem) return { problem: error.message };
      throw error;
    });
    if (problem !== null) return problem;
    const plan = tooLateToStart(broadcast.startAt, now) ? asNow : broadcast.plan;
    return { ...resumed, state: "preparing", plan, startAt: now };
  });
}

/** Ends a broadcast for good: whoever waits gets nothing and is counted as dropped. */
export async function cancelBroadcast({ leaderId, id }: Which, tx: Tx = db()): Promise<Controlled> {
  return change({ leaderId, id }, tx, (broadcast) => {
    if (broadcast.state === "cancelled") return "already";
    if (broadcast.state === "draft" || broadcast.state === "finished") return notRunning(broadcast);
    // Without recipients there is nobody to drop.
    return { state: "cancelled", ...(broadcast.startedAt ? {} : { finishedAt: new Date() }) };
  });
}

function notRunning(broadcast: Broadcast): string {
  if (broadcast.state === "finished") return "This broadcast has gone out already.";
  if (broadcast.state === "cancelled") return "This broadcast was cancelled.";
  if (broadcast.state === "scheduled") return "This broadcast has not started yet.";
  return "This broadcast is still a draft.";
}

type Changed = Parameters<typeof changeBroadcast>[3] & { state: BroadcastState };

async function change(
  { leaderId, id }: Which,
  db: Tx,
  decide: (broadcast: Broadcast, tx: Tx) => Changed | string | Promise<Changed | string>,
): Promise<Controlled> {
  return db.transaction(async (tx) => {
    const broadcast = await lockBroadcast(tx, leaderId, id);
    if (!broadcast) return notFound;
    const decided = await decide(broadcast, tx);
    if (decided === "already") return done(broadcast.state, true);
    if (typeof decided === "string") return refuse(broadcast, decided);
    await changeBroadcast(tx, leaderId, id, decided);
    return done(decided.state);
  });
}
