import { db, type Tx } from "@/lib/db/client";
import { leaderById } from "@/lib/leaders/queries";
import { numbersOf } from "@/lib/numbers/register";
import { audienceWhere, groupsOf } from "./audience";
import { cappedMembers } from "./cap";
import { localMoment, type Plan } from "./plan";
import { changeBroadcast, lockBroadcast } from "./queries";
import type { Broadcast, BroadcastState, Pauser } from "./table";
import { windowOf } from "./windows";

type Which = { leaderId: number; id: number };
/** `refused` is a sentence for the leader, and nothing has changed then. `already`: it had been done before. */
export type Controlled = { refused: string | null; already: boolean; state: BroadcastState | null };

const nothing: Controlled = {
  refused: "This broadcast is not there. It may have been deleted.",
  already: false,
  state: null,
};
const done = (state: BroadcastState, already = false): Controlled => ({ refused: null, already, state });
const no = (broadcast: Broadcast, refused: string): Controlled => ({ refused, already: false, state: broadcast.state });

/**
 * Sends a draft now, keeping the "not after" and the cap of its plan. A double click, the back button and a second
 * window are one start: what has started once answers `already`.
 */
export async function startBroadcast({ leaderId, id }: Which, tx: Tx = db()): Promise<Controlled> {
  return schedule(
    { leaderId, id },
    (broadcast) => ({
      kind: "now",
      notAfter: broadcast.plan.notAfter,
      overrideCap: broadcast.plan.overrideCap,
    }),
    tx,
  );
}

/** Plans a draft, or plans a scheduled one anew. A plan of kind "now" starts it. */
export async function scheduleBroadcast(
  { leaderId, id, plan }: Which & { plan: Plan },
  tx: Tx = db(),
): Promise<Controlled> {
  return schedule({ leaderId, id }, () => plan, tx);
}

async function schedule({ leaderId, id }: Which, planOf: (broadcast: Broadcast) => Plan, db: Tx): Promise<Controlled> {
  return db.transaction(async (tx) => {
    const broadcast = await lockBroadcast(tx, leaderId, id);
    if (!broadcast) return nothing;
    if (broadcast.state === "cancelled") return no(broadcast, "This broadcast was cancelled. Copy it as a new draft.");
    if (broadcast.state !== "draft" && broadcast.state !== "scheduled") return done(broadcast.state, true);
    const plan = planOf(broadcast);
    const refused = await whyNot(tx, broadcast, plan, new Date());
    if (refused) return no(broadcast, refused);
    const startAt = await momentOfSnapshot(tx, broadcast, plan, new Date());
    const state = plan.kind === "now" ? "preparing" : "scheduled";
    await changeBroadcast(tx, leaderId, id, { state, plan, startAt });
    return done(state);
  });
}

async function whyNot(tx: Tx, broadcast: Broadcast, plan: Plan, now: Date): Promise<string | null> {
  if (broadcast.body.trim() === "" && broadcast.media.length === 0) return "There is nothing to send yet.";
  const numbers = await numbersOf(tx, broadcast.leaderId);
  if (!numbers.some((number) => number.phone === broadcast.number))
    return "The number this was to leave from is not yours any more. Choose another one.";
  if (plan.kind === "at" && Date.parse(plan.at) < now.getTime() - 60_000)
    return "That time has passed. Choose a later one, or send now.";
  const begins = plan.kind === "at" ? Date.parse(plan.at) : now.getTime();
  if (plan.notAfter && Date.parse(plan.notAfter) <= begins)
    return "“Not after” comes before the start, so nobody would get it.";
  return null;
}

/** A local plan begins where its hour strikes first among those it goes to. */
async function momentOfSnapshot(tx: Tx, broadcast: Broadcast, plan: Plan, now: Date): Promise<Date> {
  if (plan.kind === "now") return now;
  if (plan.kind === "at") return new Date(plan.at);
  const leader = await leaderById(broadcast.leaderId, tx);
  if (!leader) return now;
  const where = await audienceWhere(tx, leader, broadcast.audience, now);
  const capped = await cappedMembers(tx, leader, { override: true, exceptId: broadcast.id, now });
  const zones = new Set([leader.timeZone]);
  for (const group of await groupsOf(tx, where, capped))
    if (!group.why) for (const zone of windowOf(group, leader.timeZone).zones) zones.add(zone);
  return new Date(Math.min(...[...zones].map((zone) => localMoment(plan, zone).getTime())));
}

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
    if (broadcast.state === "sending" || broadcast.state === "preparing")
      return { state: "paused", pausedBy: by, pausedReason: reason };
    return notRunning(broadcast);
  });
}

/** Goes on where it stood. One that was paused before its snapshot takes it now. */
export async function resumeBroadcast({ leaderId, id }: Which, tx: Tx = db()): Promise<Controlled> {
  return change({ leaderId, id }, tx, (broadcast) => {
    if (broadcast.state === "sending" || broadcast.state === "preparing") return "already";
    if (broadcast.state === "paused")
      return { state: broadcast.startedAt ? "sending" : "preparing", pausedBy: null, pausedReason: null };
    return notRunning(broadcast);
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
  decide: (broadcast: Broadcast) => Changed | "already" | string,
): Promise<Controlled> {
  return db.transaction(async (tx) => {
    const broadcast = await lockBroadcast(tx, leaderId, id);
    if (!broadcast) return nothing;
    const decided = decide(broadcast);
    if (decided === "already") return done(broadcast.state, true);
    if (typeof decided === "string") return no(broadcast, decided);
    await changeBroadcast(tx, leaderId, id, decided);
    return done(decided.state);
  });
}
