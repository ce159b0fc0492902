import { classifyReply, type Reply } from "@/lib/consent/replies/classify";
import { type AnswerCounts, noAnswers } from "@/lib/messages/answered";
import { clockSkew, type Written } from "./written-at";

/** What a member is, as far as a text's meaning depends on it. */
export type Standing = {
  status: "new" | "invited" | "active" | "opted_out" | "abroad";
  joined: boolean;
  firstAnswerAt: Date | null;
  /** Their number was typed on the web, and one text asked for YES (double opt-in). */
  asked: boolean;
  /** They may have asked to stop, and nobody has decided yet. */
  held?: boolean;
  /** When their newest consent word was written. */
  consentAt?: Date | null;
  /** That word was a text, timed by the carrier's clock; else it was stamped by ours, as a sign-up on the web is. */
  consentWritten?: boolean;
  /** Automatic answers of the last 24 hours. */
  answered?: AnswerCounts;
};
export type Rules = {
  firstAnswerHours: number;
  linkDays: number;
  carrierAnswersStop: boolean;
  cardOnRequest: boolean;
  /** The text comes from a number of this program: two leaders' answers would answer each other without end. */
  fromOurNumber?: boolean;
  /** They wrote to a number that the leader has released: nothing answers from it. */
  toReleasedNumber?: boolean;
};
export type Deed =
  | { do: "opt_out"; language: "en" | "es" | "fr"; answer: boolean; rule: string }
  | { do: "bring_back"; answer: boolean }
  | { do: "confirm" }
  | { do: "help"; answer: boolean }
  | { do: "card" }
  | { do: "flag"; rule: string }
  | { do: "first_answer" };
type Decided = { deed: Deed | null; after: Standing };

const hour = 3_600_000;
/** Answers of a kind that a member gets within 24 hours; two automatic repliers would go on without end. */
export const mostAnswers = { help_answer: 3, start_answer: 3, stop_answer: 10, card: 3 } as const;

/**
 * What one text does, and how the member stands after it. Pure: time and settings come in.
 * Numbers abroad are recorded and never answered; an opted-out member gets only the answer to HELP or START. YES counts
 * after STOP and where double opt-in waits for it (docs/compliance.md, "Stopping"); anywhere else it is a text. Of STOP
 * and START the one that was written last holds, whichever came first.
 */
export function decide(
  text: string | Reply,
  member: Standing,
  rules: Rules,
  now: Date,
  written: Omit<Written, "shownAt"> = { at: now, latest: now, believed: true, late: false },
): Decided {
  if (member.status === "abroad") return { deed: null, after: member };
  const meaning = typeof text === "string" ? classifyReply(text) : text;
  const optedOut = member.status === "opted_out";
  if (meaning.kind === "opt_out") return stopped(meaning, member, rules, written);
  if (rules.fromOurNumber || (rules.toReleasedNumber && meaning.kind !== "flag")) return { deed: null, after: member };
  switch (meaning.kind) {
    case "start": {
      // "Yes please" answers the question of double opt-in, but brings nobody back.
      if (optedOut) return meaning.plain || !meaning.yes ? started(member, written) : { deed: null, after: member };
      if (member.held) return { deed: null, after: member };
      if (member.status === "invited" && member.asked)
        return {
          deed: { do: "confirm" },
          after: { ...worded(member, written.at), status: "active", joined: true },
        };
      if (!meaning.yes && written.believed) member = worded(member, written.at);
      break;
    }
    case "help": {
      const { allowed, after } = count(member, "help_answer");
      return { deed: { do: "help", answer: allowed }, after };
    }
    case "flag":
      return optedOut
        ? { deed: null, after: member }
        : { deed: { do: "flag", rule: meaning.rule }, after: { ...member, held: true } };
  }
  // A person decides first whether they asked to stop.
  if (member.held) return { deed: null, after: member };
  const unknown = member.status === "new" || member.status === "invited";
  if (unknown && dueFirstAnswer(member.firstAnswerAt, rules, now))
    return { deed: { do: "first_answer" }, after: { ...member, firstAnswerAt: now } };
  if (meaning.kind !== "card" || !rules.cardOnRequest || optedOut) return { deed: null, after: member };
  const { allowed, after } = count(member, "card");
  return { deed: allowed ? { do: "card" } : null, after };
}

function stopped(
  { language, rule }: { language: "en" | "es" | "fr"; rule: string },
  member: Standing,
  rules: Rules,
  written: Pick<Written, "latest" | "late">,
): Decided {
  const at = written.latest;
  const after = worded(member, at);
  // Exactly one confirmation: a second STOP is silent.
  if (member.status === "opted_out") return { deed: null, after };
  if (member.consentAt && at < member.consentAt) {
    // They have said START since they wrote it.
    if (member.consentWritten) return { deed: null, after: member };
    // They have signed up since, by our clock: that must be more than two clocks explain, and a person looks at it.
    if (written.late && member.consentAt.getTime() - at.getTime() > clockSkew)
      return { deed: { do: "flag", rule: `${rule}_before_sign_up` }, after: { ...member, held: true } };
  }
  const counted = count(after, "stop_answer");
  const answer = !rules.carrierAnswersStop && !rules.fromOurNumber && !rules.toReleasedNumber && counted.allowed;
  return {
    deed: { do: "opt_out", language, answer, rule },
    after: { ...(answer ? counted.after : after), status: "opted_out", held: false },
  };
}

/** START of somebody who opted out: not where it was written before the STOP, or at the same moment. */
function started(member: Standing, written: Pick<Written, "at" | "believed">): Decided {
  if (!written.believed || (member.consentAt && written.at <= member.consentAt)) return { deed: null, after: member };
  const { allowed, after } = count(member, "start_answer");
  return {
    deed: { do: "bring_back", answer: allowed },
    after: { ...worded(after, written.at), status: member.joined ? "active" : "new" },
  };
}

function count(member: Standing, kind: keyof AnswerCounts): { allowed: boolean; after: Standing } {
  const answered = member.answered ?? noAnswers;
  if (answered[kind] >= mostAnswers[kind]) return { allowed: false, after: member };
  return { allowed: true, after: { ...member, answered: { ...answered, [kind]: answered[kind] + 1 } } };
}

/** Remembers a consent word of a text, unless a newer one is known. */
const worded = (member: Standing, at: Date): Standing =>
  member.consentAt && member.consentAt > at ? member : { ...member, consentAt: at, consentWritten: true };

/** Not again within a day (setting), unless the link has run out before that. */
function dueFirstAnswer(last: Date | null, rules: Rules, now: Date): boolean {
  if (!last) return true;
  const age = now.getTime() - last.getTime();
  return age >= rules.firstAnswerHours * hour || age >= rules.linkDays * 24 * hour;
}
