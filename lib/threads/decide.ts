import { recordFlagCleared, recordOptOut } from "@/lib/consent/record";
import { db } from "@/lib/db/client";
import { announce } from "@/lib/live/announce";
import { memberById } from "@/lib/members/queries";
import { clearFlag } from "./queries";

type Decision = { leaderId: number; memberId: number; teammateName: string };

/** Opts a member out because the leader read that they want it (docs/compliance.md, "Stopping"). */
export async function optOutByLeader({ leaderId, memberId, teammateName }: Decision): Promise<void> {
  await db().transaction(async (tx) => {
    if (!(await memberById(tx, leaderId, memberId))) return;
    await recordOptOut(tx, [{ leaderId, memberId, channel: "leader", words: `Opted out by ${teammateName}` }]);
    await clearFlag(tx, leaderId, memberId);
    await announce(tx, leaderId, [memberId]);
  });
}

/** The leader read it and it was no opt-out: broadcasts and what was held go on, and the decision is logged. */
export async function keepFlagged({ leaderId, memberId, teammateName }: Decision): Promise<void> {
  await db().transaction(async (tx) => {
    if (!(await memberById(tx, leaderId, memberId)) || !(await clearFlag(tx, leaderId, memberId))) return;
    await recordFlagCleared(tx, [{ leaderId, memberId, channel: "leader", words: `${teammateName}: not an opt-out` }]);
    await announce(tx, leaderId, [memberId]);
  });
}
