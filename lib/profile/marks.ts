import { db } from "@/lib/db/client";
import { announce } from "@/lib/live/announce";
import { type Mark, setMark } from "@/lib/members/marks";
import { hideThreads, showThreads } from "@/lib/threads/hide";

/**
 * Stars, mutes or blocks a member, or takes it back. Blocked: their texts are still recorded, but they leave the inbox
 * and are never answered. Muted: left out of broadcasts only. False where this leader has no such member.
 */
export async function mark(leaderId: number, memberId: number, what: Mark, on: boolean, now: Date): Promise<boolean> {
  return db().transaction(async (tx) => {
    const found = await setMark(tx, leaderId, [memberId], what, on, now);
    if (what === "blocked") await (on ? hideThreads : showThreads)(tx, leaderId, found);
    await announce(tx, leaderId, found);
    return found.length > 0;
  });
}
