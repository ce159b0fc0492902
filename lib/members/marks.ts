import { and, eq, inArray } from "drizzle-orm";
import type { Tx } from "@/lib/db/client";
import { members } from "./table";

export const marks = ["starred", "muted", "blocked"] as const;
export type Mark = (typeof marks)[number];

const column = { starred: "starredAt", muted: "mutedAt", blocked: "blockedAt" } as const;

/** Sets or takes a mark of members of one leader; returns the ids of those who are there. */
export async function setMark(
  tx: Tx,
  leaderId: number,
  ids: number[],
  mark: Mark,
  on: boolean,
  now: Date,
): Promise<number[]> {
  const rows = await tx
    .update(members)
    .set({ [column[mark]]: on ? now : null })
    .where(and(eq(members.leaderId, leaderId), inArray(members.id, ids)))
    .returning({ id: members.id });
  return rows.map((row) => row.id);
}
