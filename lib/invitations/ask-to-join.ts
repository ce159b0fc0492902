import { setTimeout as pause } from "node:timers/promises";
import { reachesNoRealPhones } from "@/lib/carrier/simulated";
import { askToJoinText } from "@/lib/consent/answers";
import { logConsent } from "@/lib/consent/log";
import { keepWords, webConsentWords } from "@/lib/consent/words";
import { db } from "@/lib/db/client";
import type { Leader } from "@/lib/leaders/queries";
import { birthDateProblem, type Wrong } from "@/lib/members/details";
import { invite } from "@/lib/members/invite";
import type { Visit } from "@/lib/members/sign-up";
import { queueTexts } from "@/lib/messages/queue";
import { type Phone, readPhone } from "@/lib/numbers/phone";
import { numberProblem } from "@/lib/numbers/possible";
import { numbersOf, ownerOf } from "@/lib/numbers/register";
import { tombstonesAmong } from "@/lib/privacy/tombstones";
import { waitFor } from "@/lib/team/limits";

/** What the form on the public page brings. `website` is a trap: people do not see that field. */
export type JoinTyped = { phone: string; birthDate: string; website: string };
/** `asked` says nothing about the number: known, opted out or asked before, the answer is the same. */
export type JoinAnswer =
  | { kind: "asked" }
  | { kind: "wrong"; wrong: Record<string, Wrong> }
  | { kind: "too_many" /** Until the next try. */; seconds: number };

/** Milliseconds every answer takes at least, so that its time does not tell whether a number is known. */
const evenTime = 250;
/** A birthday is asked, and never stored, where a leader asks for more years than the law does of everybody. */
export const asksBirthDate = (minAge: number): boolean => minAge > 13;

/**
 * A number typed on the web: proven by double opt-in (docs/compliance.md, "Consent"). One text asks for YES, and nothing
 * more is sent until it comes. Numbers that opted out, were blocked or deleted, are members already, or were asked this week get
 * no text. Three a day per number, thirty a quarter of an hour per address.
 */
export async function askToJoin(leader: Leader, typed: JoinTyped, by: Visit): Promise<JoinAnswer> {
  const [answer] = await Promise.all([read(leader, typed, by), pause(evenTime)]);
  return answer;
}

async function read(leader: Leader, typed: JoinTyped, by: Visit): Promise<JoinAnswer> {
  const seconds = await waitFor("join-address", by.ip);
  if (seconds > 0) return { kind: "too_many", seconds };
  const phone = readPhone(typed.phone);
  const wrong: Record<string, Wrong> = {};
  const phoneProblem = problemOf(phone);
  if (phoneProblem) wrong.phone = typed.phone.trim() ? phoneProblem : "missing";
  if (asksBirthDate(leader.minAge)) {
    const problem = birthDateProblem(typed.birthDate.trim(), leader.minAge, by.now);
    if (problem) wrong.birthDate = typed.birthDate.trim() ? problem : "missing";
  }
  if (!phone || Object.keys(wrong).length > 0) return { kind: "wrong", wrong };
  if (typed.website === "" && (await waitFor("join-number", phone.e164)) === 0) await ask(leader, phone, by);
  return { kind: "asked" };
}

function problemOf(phone: Phone | null): Wrong | null {
  if (!phone) return "no_phone";
  if (!phone.home) return "not_home";
  const problem = numberProblem(phone.e164);
  return problem === null || (problem === "fictional" && reachesNoRealPhones()) ? null : "no_phone";
}

async function ask(leader: Leader, phone: Phone, by: Visit): Promise<void> {
  await db().transaction(async (tx) => {
    const [number] = await numbersOf(tx, leader.id);
    // One of the numbers served here would answer, and be answered, without end.
    if (!number || (await ownerOf(tx, phone.e164)) !== null) return;
    // Deleted on their wish: only their own text brings them back.
    if ((await tombstonesAmong(tx, leader.id, [phone.e164])).size > 0) return;
    const member = await invite(tx, { leaderId: leader.id, phone, number: number.phone, ...by });
    if (!member) return;
    const shown = webConsentWords(leader.name, by.language, leader.minAge);
    await keepWords(tx, leader.id, shown);
    await logConsent(tx, [
      {
        leaderId: leader.id,
        memberId: member.id,
        phone: phone.e164,
        event: "asked",
        channel: "web",
        textVersion: shown.version,
        ip: by.ip,
        userAgent: by.userAgent.slice(0, 300),
      },
    ]);
    await queueTexts(tx, [
      {
        leaderId: leader.id,
        memberId: member.id,
        number: member.number,
        phone: phone.e164,
        kind: "ask_to_join",
        body: askToJoinText(leader, by.language),
      },
    ]);
  });
}
