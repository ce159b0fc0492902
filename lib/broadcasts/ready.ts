import type { Tx } from "@/lib/db/client";
import { numbersOf } from "@/lib/numbers/register";
import type { Plan } from "./plan";
import { type Review, reviewDraft } from "./review";
import type { Broadcast } from "./table";

/**
 * Every check of a broadcast before it may leave by a plan: why it may not, as a sentence for the leader, or what will
 * happen. Throws SegmentProblem where its audience no longer means anything.
 */
export async function readyToSend(
  tx: Tx,
  broadcast: Broadcast,
  plan: Plan,
  now: Date,
): Promise<{ problem: string } | { problem: null; review: Review }> {
  const { leaderId, id } = broadcast;
  const numbers = await numbersOf(tx, leaderId);
  if (!numbers.some((number) => number.phone === broadcast.number))
    return { problem: "You no longer have the number this sends from. Choose another one." };
  const draft = { ...broadcast, plan, media: broadcast.media.map((file) => file.id) };
  const review = await reviewDraft(tx, leaderId, id, draft, now);
  const [problem] = review.problems;
  return problem ? { problem } : { problem: null, review };
}

/** Milliseconds after its time in which a broadcast still starts by itself. */
const startsWithin = 3_600_000;

/** Told of a broadcast that did not start in time. */
export const timePassed = "Its time passed while nothing could be sent. Check it and resume, or send it now.";

/** Whether the time of a broadcast lies so far back that a person decides whether it still goes out. */
export const tooLateToStart = (startAt: Date | null, now: Date): boolean =>
  startAt !== null && startAt.getTime() < now.getTime() - startsWithin;
