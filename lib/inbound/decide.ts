import { classifyReply } from "@/lib/consent/replies/classify";

/** What a member is, as far as a text's meaning depends on it. */
export type Standing = {
  status: "new" | "invited" | "active" | "opted_out" | "abroad";
  joined: boolean;
  firstAnswerAt: Date | null;
  /** Their number was typed on the web, and one text asked for YES (double opt-in). */
  asked: boolean;
};
export type Rules = {
  firstAnswerHours: number;
  linkDays: number;
  carrierAnswersStop: boolean;
  cardOnRequest: boolean;
  /** The leader's name, which may stand beside a keyword. */
  senderNames?: string[];
};
export type Deed =
  | { do: "opt_out"; language: "en" | "es" | "fr"; answer: boolean; rule: string }
  | { do: "bring_back" }
  | { do: "confirm" }
  | { do: "help" }
  | { do: "card" }
  | { do: "flag"; rule: string }
  | { do: "first_answer" };

const hour = 3_600_000;

/**
 * What one text does, and how the member stands after it. Pure: time and settings come in.
 * Numbers abroad are recorded and never answered; an opted-out member gets only the answer to HELP or START. YES counts
 * after STOP and where double opt-in waits for it (docs/compliance.md, "Stopping"); anywhere else it is a text.
 */
export function decide(
  text: string,
  member: Standing,
  rules: Rules,
  now: Date,
): { deed: Deed | null; after: Standing } {
  if (member.status === "abroad") return { deed: null, after: member };
  const meaning = classifyReply(text, rules.senderNames);
  const optedOut = member.status === "opted_out";
  switch (meaning.kind) {
    case "opt_out":
      // Exactly one confirmation: a second STOP is silent.
      if (optedOut) return { deed: null, after: member };
      return {
        deed: { do: "opt_out", language: meaning.language, answer: !rules.carrierAnswersStop, rule: meaning.rule },
        after: { ...member, status: "opted_out" },
      };
    case "start":
      // "Yes please" answers the question of double opt-in, but brings nobody back.
      if (optedOut && !(meaning.yes && !meaning.plain))
        return { deed: { do: "bring_back" }, after: { ...member, status: member.joined ? "active" : "new" } };
      if (member.status === "invited" && member.asked)
        return { deed: { do: "confirm" }, after: { ...member, status: "active", joined: true } };
      break;
    case "help":
      return { deed: { do: "help" }, after: member };
    case "flag":
      return { deed: optedOut ? null : { do: "flag", rule: meaning.rule }, after: member };
  }
  const unknown = member.status === "new" || member.status === "invited";
  if (unknown && dueFirstAnswer(member.firstAnswerAt, rules, now))
    return { deed: { do: "first_answer" }, after: { ...member, firstAnswerAt: now } };
  const card = meaning.kind === "card" && rules.cardOnRequest && !optedOut;
  return { deed: card ? { do: "card" } : null, after: member };
}

/** Not again within a day (setting), unless the link has run out before that. */
function dueFirstAnswer(last: Date | null, rules: Rules, now: Date): boolean {
  if (!last) return true;
  const age = now.getTime() - last.getTime();
  return age >= rules.firstAnswerHours * hour || age >= rules.linkDays * 24 * hour;
}
