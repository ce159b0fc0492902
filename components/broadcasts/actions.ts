import type { Cut } from "@/lib/broadcasts/choice";
import type { Controlled } from "@/lib/broadcasts/control";
import type { DraftContent, Saved } from "@/lib/broadcasts/draft";
import type { Listable } from "@/lib/broadcasts/people";
import type { Person } from "@/lib/broadcasts/personal";
import type { Review } from "@/lib/broadcasts/review";
import type { ActionResult } from "@/lib/team/action";

type Answer<Data> = Promise<ActionResult<Data>>;
type Control = (input: { id: number }) => Answer<Pick<Controlled, "already" | "state">>;

/** What the screens of broadcasts may do; the doors are handed down from app. */
export type BroadcastActions = {
  begin(input: { of?: { broadcastId: number; cut: Cut } }): Answer<number>;
  save(input: { id: number; revision: number; content: DraftContent }): Answer<Saved>;
  review(input: { id: number; content: DraftContent }): Answer<Review>;
  send(input: { id: number; revision: number }): Answer<Pick<Controlled, "already" | "state">>;
  test(input: { id: number; onceKey: string; reader: Person | null }): Answer<number>;
  discard(input: { id: number }): Answer<DraftContent>;
  restore(content: DraftContent): Answer<number>;
  copy(input: { id: number; forFailed?: boolean }): Answer<number>;
  saveSegment(input: { broadcastId: number; cut: Cut; name: string }): Answer<number>;
  pause: Control;
  resume: Control;
  cancel: Control;
  unschedule: Control;
};
export type { Listable };

/** Said where an action did not even reach the server. */
export const notReached = "Tenfour could not be reached. What you wrote is still here.";
