import { and, eq } from "drizzle-orm";
import { db } from "@/lib/db/client";
import { fieldsOf } from "@/lib/fields/queries";
import { leaderById } from "@/lib/leaders/queries";
import { ensureLinks } from "@/lib/links/queries";
import { type Controlled, scheduleBroadcast } from "./control";
import { compileBody } from "./personal";
import { lockBroadcast } from "./queries";
import { reviewDraft } from "./review";
import { broadcasts } from "./table";

/**
 * Sends or schedules a draft as its plan says, once, however often it is asked for: what has left the draft answers
 * `already`. Refused in words where it cannot be sent, or where somebody saved after `revision`, which is what the one
 * who presses the button has seen.
 */
export async function sendDraft(wish: { leaderId: number; id: number; revision: number }): Promise<Controlled> {
  const { leaderId, id } = wish;
  return db().transaction(async (tx) => {
    const broadcast = await lockBroadcast(tx, leaderId, id);
    const leader = await leaderById(leaderId, tx);
    const no = (refused: string): Controlled => ({ refused, already: false, state: broadcast?.state ?? null });
    if (!broadcast || !leader) return no("This broadcast is not there. It may have been deleted.");
    if (broadcast.state !== "draft") return { refused: null, already: true, state: broadcast.state };
    if (broadcast.revision !== wish.revision)
      return no("Somebody changed this draft a moment ago. Have another look before you send it.");
    const draft = { ...broadcast, media: broadcast.media.map((file) => file.id) };
    const { problems } = await reviewDraft(tx, leaderId, id, draft, new Date());
    if (problems[0]) return no(problems[0]);
    await ensureLinks(tx, leaderId, id, compileBody(broadcast.body, await fieldsOf(tx, leaderId)).urls);
    await tx
      .update(broadcasts)
      .set({ prices: { part: leader.partPrice, mms: leader.mmsPrice } })
      .where(and(eq(broadcasts.leaderId, leaderId), eq(broadcasts.id, id)));
    return scheduleBroadcast({ leaderId, id, plan: broadcast.plan }, tx);
  });
}
