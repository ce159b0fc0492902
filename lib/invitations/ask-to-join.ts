import { setTimeout as pause } from "node:timers/promises";
import { reachesNoRealPhones } from "@/lib/carrier/simulated";
import { askToJoinText } from "@/lib/consent/answers";
import { recordAsked } from "@/lib/consent/joined";
import { webConsentWords } from "@/lib/consent/words";
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
import { consume, waitFor } from "@/lib/team/limits";
import { networksOf } from "@/lib/web/networks";
import { spendSignUpText } from "./budget";
import { type Challenge, challengeBits, isSolved, issueChallenge } from "./challenge";
import { isFormToken } from "./form-token";

/**
 * What the form on the public page brings. `website` is a trap: people do not see that field. `token` says that one of our
 * pages showed the form; `challenge` and `solution` are filled in by the challenge page.
 */
export type JoinTyped = {
  phone: string;
  birthDate: string;
  website: string;
  token: string;
  challenge: string;
  solution: string;
};
/** `asked` says nothing about the number: known, opted out or asked before, the response is the same. */
export type JoinAnswer =
  | { kind: "asked" }
  | { kind: "wrong"; wrong: Record<string, Wrong> }
  /** One more step before the text is sent. */
  | { kind: "challenge"; challenge: Challenge }
  /** This visitor or network has asked too often, or the budget is used up: they can text the number themselves. */
  | { kind: "too_many" };

/** Milliseconds every answer takes at least, so that its time does not tell whether a number is known. */
const evenTime = 250;
/** A birthday is asked, and never stored, where a leader asks for more years than the law does of everybody. */
export const asksBirthDate = (minAge: number): boolean => minAge > 13;

/** Requests of one visitor within a quarter of an hour, and of one network, after which a challenge is asked for. */
const freeForUnit = 3;
const freeForNetwork = 12;

/**
 * A number typed on the web: proven by double opt-in (docs/compliance.md, "Consent"). One text asks for YES, and nothing
 * more is sent until it comes. Numbers that opted out, were blocked or deleted, are members already, or were asked this
 * week get no text. Against texts to strangers: limits per number, visitor and network, budgets per leader and instance,
 * and a proof of work once a threshold is passed (docs/hardening.md).
 */
export async function askToJoin(leader: Leader, typed: JoinTyped, by: Visit): Promise<JoinAnswer> {
  const [answer] = await Promise.all([read(leader, typed, by), pause(evenTime)]);
  return answer;
}

async function read(leader: Leader, typed: JoinTyped, by: Visit): Promise<JoinAnswer> {
  const { unit, network } = networksOf(by.ip);
  const counts = [
    await consume("join-unit", unit),
    await consume("join-unit-day", unit),
    await consume("join-network", network),
    await consume("join-network-day", network),
  ];
  if (counts.some((one) => one.wait > 0)) return { kind: "too_many" };
  const phone = readPhone(typed.phone);
  const wrong: Record<string, Wrong> = {};
  const phoneProblem = problemOf(phone);
  if (phoneProblem) wrong.phone = typed.phone.trim() ? phoneProblem : "missing";
  if (asksBirthDate(leader.minAge)) {
    const problem = birthDateProblem(typed.birthDate.trim(), leader.minAge, by.now);
    if (problem) wrong.birthDate = typed.birthDate.trim() ? problem : "missing";
  }
  if (!phone || Object.keys(wrong).length > 0) return { kind: "wrong", wrong };
  if (typed.website !== "") return { kind: "asked" };
  const answer = await spendSignUpText<JoinAnswer>(leader.id, async (pressed) => {
    const suspicious =
      pressed ||
      (counts[0]?.used ?? 0) > freeForUnit ||
      (counts[2]?.used ?? 0) > freeForNetwork ||
      !isFormToken(typed.token, leader.id, by.now);
    const challenge = suspicious && (await challengeFor(leader, phone, typed, pressed, by.now));
    if (challenge) return { written: false, answer: { kind: "challenge", challenge } };
    const written = (await waitFor("join-number", phone.e164)) === 0 && (await ask(leader, phone, by));
    return { written, answer: { kind: "asked" } };
  });
  return answer ?? { kind: "too_many" };
}

/** The challenge to solve first; null where the one that was shown is solved. */
async function challengeFor(
  leader: Leader,
  phone: Phone,
  typed: JoinTyped,
  pressed: boolean,
  now: Date,
): Promise<Challenge | null> {
  const about = { leaderId: leader.id, phone: phone.e164 };
  if (await isSolved({ token: typed.challenge, solution: typed.solution }, about, now)) return null;
  return issueChallenge(about, challengeBits(pressed), now);
}

/** Only a possible mobile of the US or Canada; the example numbers of films only where nobody real can be texted. */
function problemOf(phone: Phone | null): Wrong | null {
  if (!phone) return "no_phone";
  if (!phone.home) return "not_home";
  const problem = numberProblem(phone.e164);
  return problem === null || (problem === "fictional" && reachesNoRealPhones()) ? null : "no_phone";
}

/** Queues the text that asks for YES, where this number may be asked. Returns whether it did. */
async function ask(leader: Leader, phone: Phone, by: Visit): Promise<boolean> {
  return db().transaction(async (tx) => {
    const [number] = await numbersOf(tx, leader.id);
    // One of the numbers served here would answer, and be answered, without end.
    if (!number || (await ownerOf(tx, phone.e164)) !== null) return false;
    // Deleted on their wish: only their own text brings them back.
    if ((await tombstonesAmong(tx, leader.id, [phone.e164])).size > 0) return false;
    const member = await invite(tx, { leaderId: leader.id, phone, number: number.phone, ...by });
    if (!member) return false;
    await recordAsked(tx, {
      leaderId: leader.id,
      memberId: member.id,
      phone: phone.e164,
      shown: webConsentWords(leader.name, by.language, leader.minAge),
      ip: by.ip,
      userAgent: by.userAgent,
      now: by.now,
    });
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
    return true;
  });
}
