import type { Mark } from "@/lib/members/marks";
import type { ActionResult } from "@/lib/team/action";

type OfMember = { memberId: number };

/** What a profile can do. Doors live in app/, so the page hands them down. */
export type ProfileActions = {
  edit: (
    input: OfMember & { typed: Record<string, string> },
  ) => Promise<ActionResult<{ wrong: Record<string, string> | null }>>;
  setMark: (input: OfMember & { mark: Mark; on: boolean }) => Promise<ActionResult<null>>;
  tag: (input: OfMember & { name: string }) => Promise<ActionResult<{ id: number; name: string }>>;
  untag: (input: OfMember & { tagId: number }) => Promise<ActionResult<null>>;
  note: (input: OfMember & { body: string }) => Promise<ActionResult<null>>;
  unnote: (input: { noteId: number }) => Promise<ActionResult<{ memberId: number; body: string }>>;
  remove: (input: OfMember) => Promise<ActionResult<null>>;
  bringBack: (input: OfMember) => Promise<ActionResult<null>>;
};
