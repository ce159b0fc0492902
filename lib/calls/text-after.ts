import type { Tx } from "@/lib/db/client";
import { env } from "@/lib/env";
import { spendSignUpText } from "@/lib/invitations/budget";
import { speakers } from "@/lib/leaders/speakers";
import { announce } from "@/lib/live/announce";
import { noteFirstAnswer } from "@/lib/members/arrive";
import { findOrCreateCaller } from "@/lib/members/call";
import { issueSignUpLinks } from "@/lib/members/links";
import { queueTexts, wasQueued } from "@/lib/messages/queue";
import { mayBeMobile } from "@/lib/numbers/line-type";
import { readPhone } from "@/lib/numbers/phone";
import { numberProblem } from "@/lib/numbers/possible";
import { tieMember } from "./queries";
import { settingsOf } from "./settings";
import type { Call } from "./table";

type Standing = { status: string; joined: boolean; firstAnswerAt: Date | null };

/**
 * Whether a caller who stands so may be texted the link (docs/compliance.md): whoever has signed up needs none, whoever
 * opted out gets none, and neither does somebody who was sent it within the hours of the first answer. Pure.
 */
export function mayTextAfter(standing: Standing, firstAnswerHours: number, now: Date): boolean {
  if (standing.joined || !(standing.status === "new" || standing.status === "invited")) return false;
  const last = standing.firstAnswerAt;
  return last === null || now.getTime() - last.getTime() >= firstAnswerHours * 3_600_000;
}

/**
 * Texts an unknown caller the sign-up link, where the leader wants that: once ever, only to numbers of the US and
 * Canada that may be mobiles, and never to somebody who opted out (the sender looks again).
 */
export async function textAfterCall(tx: Tx, call: Call, now: Date): Promise<void> {
  const { leaderId } = call;
  const phone = call.phone ? readPhone(call.phone) : null;
  if (!phone?.home && !(phone?.caribbean && env().ALLOW_CARIBBEAN)) return;
  const problem = numberProblem(phone.e164);
  if (!mayBeMobile(phone.e164) || (problem !== null && problem !== "fictional")) return;
  const speaker = (await speakers(tx, [leaderId])).get(leaderId);
  if (!speaker || !(await settingsOf(tx, leaderId, speaker.name)).textsAfter) return;
  const member = await findOrCreateCaller(tx, leaderId, phone.e164, call.number);
  await tieMember(tx, call, member.id);
  const onceKey = `call.${member.id}`;
  if (!mayTextAfter(member, env().FIRST_ANSWER_HOURS, now) || (await wasQueued(tx, leaderId, onceKey))) return;
  // A caller's number can be forged: these texts come out of the same budget as web sign-ups.
  const queued = await spendSignUpText(leaderId, async () => {
    const who = { leaderId, memberId: member.id };
    const nonce = (await issueSignUpLinks(tx, [who], now)).get(`${leaderId}:${member.id}`);
    await noteFirstAnswer(tx, [who], now);
    const text = { ...who, number: call.number, phone: phone.e164, kind: "call_answer" as const };
    const texts = await queueTexts(tx, [{ ...text, body: speaker.firstAnswer, fill: nonce, onceKey }]);
    return { written: texts.length > 0, answer: texts };
  });
  if (!queued) return;
  await announce(tx, leaderId, [member.id]);
}
