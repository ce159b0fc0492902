import { readMoment } from "@/lib/fields/moment";
import type { IncomingConsent } from "@/lib/members/take-in";
import type { DateOrder, Target } from "./columns";
import { type Meaning, readConsentWord, wordKey } from "./consent-words";
import { consentName, neverYes, turnOf } from "./recognize/consent-names";
import type { StrayWord } from "./stray-words";

/** A column about consent, with its name as the consent log quotes it. `zone` is IANA: what its times are written in. */
export type ConsentColumn = {
  at: number;
  target: Target;
  name: string;
  zone: string;
  /** What keeps a "yes" in this column from being one: the consent waits, or is for something else. */
  never?: "waiting" | "other" | null;
};

const kinds = new Set<string>(["status", "optIn", "optOut", "optInAt", "consentSource", "reachable"]);

/** The columns that speak of consent. A zone in a name ("Joined (America/Chicago)") counts before the leader's. */
export function consentColumns(columns: (Target | null)[], names: string[], leaderZone: string): ConsentColumn[] {
  return columns.flatMap((target, at) => {
    if (target === null || !kinds.has(target)) return [];
    const name = names[at]?.trim() || `Column ${at + 1}`;
    const speaks = target === "optIn" || target === "optInAt" || target === "status";
    const never = speaks ? neverYes(name) : null;
    // A name that denies consent is never a "yes", whatever the column was matched to.
    const denied = never !== "waiting" && speaks && target !== "status" && turnOf(consentName(name)) === "out";
    return [
      {
        at,
        never,
        target: denied ? "optOut" : target,
        name,
        zone: /\(([A-Z][A-Za-z_]+\/[\w/+-]+|UTC)\)$/.exec(name)?.[1] ?? leaderZone,
      },
    ];
  });
}

export type RowConsent = {
  consent: IncomingConsent | null;
  /** Values nobody could know: they have to be asked about. */
  unknown: string[];
  /** Times that lie ahead, which no consent can. */
  ahead: { target: Target; value: string }[];
};

type By = {
  now: Date;
  order: DateOrder;
  meanings: Record<string, Meaning>;
  stray?: StrayWord[];
  /** Columns nobody has said yet whether they are about consent, with what the row has in them. */
  asked?: AskedValue[];
};
/** A value of a column that has to be asked about (columns.ts, openQuestions). */
export type AskedValue = { at: number; name: string; value: string };

/**
 * What a row says about being texted. The strictest word of all its columns counts: an opt-out, then "not yet", then a
 * plain "no" (an opt-out as well), then what is not understood (not yet, until it is answered), then a "yes". A row that
 * leaves status and opt-in empty in a file that has them has not agreed. `stray` is what other columns say of it. As long as
 * a column has to be asked about, no row is a "yes".
 */
export function readConsent(
  cells: string[],
  columns: ConsentColumn[],
  { now, order, meanings, stray = [], asked = [] }: By,
): RowConsent {
  const said: Record<"out" | "no" | "never" | "unknown" | "in", string[]> = {
    out: [],
    no: [],
    never: [],
    unknown: [],
    in: [],
  };
  const result: RowConsent = { consent: null, unknown: [], ahead: [] };
  const sources: string[] = [];
  let inAt: string | null = null;
  let outAt: string | null = null;
  let expected = false;
  let unreachable = false;
  for (const { at, target, name, zone, never } of columns) {
    const text = cells[at] ?? "";
    if ((target === "status" || target === "optIn") && never !== "waiting") expected = true;
    if (text === "") continue;
    if (target === "consentSource") {
      sources.push(`${name} “${text.slice(0, 200)}”`);
      continue;
    }
    if (target === "reachable") {
      unreachable = readConsentWord("optIn", text) === "no";
      continue;
    }
    const column = target === "optInAt" ? "optIn" : (target as "status" | "optIn" | "optOut");
    const moment = column === "status" ? null : readMoment(text, { zone, order, now });
    const read = moment ? (column === "optOut" ? "out" : "in") : readConsentWord(column, text, meanings);
    const word = never === "waiting" && read === "in" ? "never" : read;
    if (word === "nothing" || (never === "waiting" && word === "no") || (never === "other" && word === "in")) continue;
    said[word].push(`${name} “${text.slice(0, 80)}”`);
    if (word === "unknown") result.unknown.push(wordKey(text));
    if (!moment) continue;
    if (moment.ahead) result.ahead.push({ target, value: text.slice(0, 60) });
    else if (word === "out") outAt = earlier(outAt, moment.at);
    else inAt = earlier(inAt, moment.at);
  }
  for (const { word: read, name, text } of stray) {
    const answer = read === "unknown" ? meanings[wordKey(text)] : undefined;
    if (answer === "in") continue;
    const word = answer === "out" ? "out" : answer === "invited" ? "never" : read;
    said[word].push(`${name} “${text.slice(0, 80)}”`);
    if (word === "unknown") result.unknown.push(wordKey(text));
  }
  // What a blank means depends on the answer, too.
  for (const { name, value } of asked) said.unknown.push(`${name} “${value.slice(0, 80)}”`);
  const says = wordOf(said, expected);
  if (!says) return result;
  const strongest =
    says === "out" ? [...said.out, ...said.no] : says === "in" ? said.in : [...said.never, ...said.unknown];
  const words = [...strongest, ...(says === "out" ? [] : sources)].slice(0, 6).join(", ");
  const at = says === "out" ? outAt : says === "in" ? inAt : null;
  const muted = says === "in" && unreachable;
  return { ...result, consent: { says, at, words: words || null, agreedAt: says === "out" ? inAt : null, muted } };
}

function wordOf(said: Record<string, string[]>, expected: boolean): IncomingConsent["says"] | null {
  const has = (word: string) => (said[word]?.length ?? 0) > 0;
  if (has("out")) return "out";
  if (has("never")) return "invited";
  if (has("no")) return "out";
  if (has("unknown")) return "invited";
  return has("in") ? "in" : expected ? "invited" : null;
}

const earlier = (one: string | null, other: string): string => (one !== null && one < other ? one : other);
