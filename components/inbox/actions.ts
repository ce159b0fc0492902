import type { ActionResult } from "@/lib/team/action";
import type { Before } from "@/lib/threads/queries";

type OfMember = { memberId: number };

/** What the inbox can do. Doors live in app/, so the pages hand them down. */
export type InboxActions = {
  send: (input: OfMember & { body: string; onceKey: string; media?: string[] }) => Promise<ActionResult<null>>;
  sendAgain: (input: OfMember & { messageId: number }) => Promise<ActionResult<null>>;
  leaveIt: (input: OfMember & { messageId: number }) => Promise<ActionResult<null>>;
  read: (input: OfMember) => Promise<ActionResult<null>>;
  done: (input: OfMember) => Promise<ActionResult<Before>>;
  undoDone: (input: OfMember & { before: Before }) => Promise<ActionResult<null>>;
  optOut: (input: OfMember) => Promise<ActionResult<null>>;
  keep: (input: OfMember) => Promise<ActionResult<null>>;
};
