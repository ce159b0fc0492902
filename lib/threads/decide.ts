import { logConsent } from "@/lib/consent/log";
import { db } from "@/lib/db/client";
import { announce } from "@/lib/live/announce";
import { optOut } from "@/lib/members/opt-out";
import { memberById } from "@/lib/members/queries";
import { setHeld } from "@/lib/members/status";
import { clearFlag } from "./queries";

type Decision = { leaderId: number; memberId: number; teammateName: string };

/** Opts a member out because the leader read that they want it (docs/compliance.md, "Stopping"). */
export async function optOutByLeader({ leaderId, memberId, teammateName }: Decision): Promise<void> {
  await db().transaction(async (tx) => {
    if (!(await memberById(tx, leaderId, memberId))) return;
    await optOut(tx, { leaderId, memberId, channel: "leader", words: `Opted out by ${teammateName}` });
    await clearFlag(tx, leaderId, memberId);
    await announce(tx, leaderId, [memberId]);
  });
}

/** The leader read it and it was no wish to stop: broadcasts go on, and the decision is kept in the log. */
export async function keepFlagged({ leaderId, memberId, teammateName }: Decision): Promise<void> {
  await db().transaction(async (tx) => {
    const member = await memberById(tx, leaderId, memberId);
    if (!member || !(await clearFlag(tx, leaderId, memberId))) return;
    await setHeld(tx, [{ leaderId, memberId }], false);
    await logConsent(tx, [
      {
        leaderId,
        memberId,
        phone: member.phone,
        event: "cleared",
        channel: "leader",
        words: `${teammateName}: not a wish to stop`,
      },
    ]);
    await announce(tx, leaderId, [memberId]);
  });
}
