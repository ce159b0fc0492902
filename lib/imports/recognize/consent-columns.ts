import type { Target } from "../columns";
import { type ConsentWord, readConsentWord } from "../consent-words";
import {
  consentName,
  isForeignChannel,
  isOtherChannel,
  isOtherConsent,
  isOutName,
  isTextChannel,
  isWaitingName,
  turnOf,
  withoutOut,
} from "./consent-names";
import { isElsewhere, readStems } from "./consent-stems";
import type { ColumnProfile } from "./profile";

const allowed =
  /\b(opt(ed)? ?ins?|opt ?in|consent\w*|consentimiento|accepts?|accepted|acept[ao]\w*|aceita\w*|accett\w*|consenso|einwillig\w*|zustimm\w*|einverstanden|iscri(tt|zion)\w*|inscricao|n?accepte\w*|subscri(be|bed|ber(?! ?(s )?(first|last|full|display|user|name|names|e ?mail|phone|mobile|cell|number|address|street|city|town|state|province|region|zip|postal|postcode|country|birth|birthday|dob|age|gender|sex|tag|tags|label|labels|key|guid|uuid|hash|token|language|locale|time zone|company|note|notes)\b)|ption|ptions)|suscri\w*|abonne\w*|abonnement|inscri(t|te|ption)|(can|may) (we |i |you )?(be )?text(ed)?|textable|reachable|contactable|ok(ay)? (to|for|pour|para) (text|sms|contact)|permission|permiso|permite\w*|autori[sz]\w*|allows? (sms|texts?|contact|marketing)|agree(s|d)?( to)?|(receives?|wants?|sends?) (sms|texts?|mensajes)|recibir (sms|mensajes|textos)|recevoir (des |les )?(sms|textos|messages)|contact by (sms|texts?)|(sms|texts?|mobile) (enabled|allowed|marketing|ok|alerts?|notifications?)|marketing|tcpa)\b/;
const statusWord = /\b(status|estado|estatus|statut|etat|standing)\b/;
const otherStatus =
  /\b(order|payment|paid|shipping|fulfil\w*|financial|marital|relationship|employment|ticket|invoice|lead|deal|loan|rsvp|delivery|verification|verified|donor|volunteer|voter|registration|civil|account|import|sync|task)\b/;
const moment = /\b(times?|timestamp|dates?|at|on|when|since|datetime|fecha|hora|le|created|ts)\b/;
const where = /\b(source|method|origin|via|channel|medium|form|fuente|origen|keyword|url|website|page|provenance)\b/;
const notAbout = /\b(ip|agent|reason code|campaign|count|number of|user|rating|score|level|id|text shown|disclosure)\b/;

export type ConsentTarget = "status" | "optIn" | "optOut" | "optInAt" | "consentSource";

/**
 * What a column says of consent by its name, and where the name alone does not tell, by its values; null where it says
 * nothing of it. `other` marks columns that speak of another channel, or of consent to something else.
 */
export function consentTarget(name: string, values: string[]): { target: ConsentTarget; other: boolean } | null {
  const words = consentName(name);
  const target = byName(words, values) ?? byStems(words, values);
  if (!target || isForeignChannel(words)) return null;
  const other = isOtherChannel(words) || (target !== "optOut" && isOtherConsent(words));
  return other && target === "optInAt" ? null : { target, other };
}

function byName(words: string, values: string[]): ConsentTarget | null {
  if (words === "") return null;
  // "Phone 1 - Label", "SMS Phone Number": a number's own columns.
  const known = knownShare(values);
  const open = known >= 0.6;
  if (isWaitingName(words)) return "optIn";
  if (/\b(phone|number|label|type|carrier)$/.test(words) && known < 0.6) return null;
  const isOut = isOutName(words);
  const isIn = allowed.test(withoutOut(words));
  if (isOut && !notAbout.test(words)) return where.test(words) ? null : "optOut";
  if (statusWord.test(words)) {
    if (otherStatus.test(words) && known < 0.6) return null;
    if (isIn || /^(status|statut|estatus)$/.test(words) || isTextChannel(words)) return "status";
    return known >= 0.6 ? "status" : null;
  }
  if (isIn && !isOut && !notAbout.test(words)) {
    // "Subscription: Gold", "Marketing: spring campaign": only what reads as consent is consent.
    const vague =
      /\b(subscription|subscriptions|marketing|inscription|abonnement|suscripcion|alerts?|notifications?)\b/.test(
        words,
      );
    if (where.test(words)) return "consentSource";
    const turn = turnOf(words);
    if (turn === "out") return "optOut";
    if (turn === null && (moment.test(words) || datesOnly(values))) return "optInAt";
    return vague && turn === null && !isTextChannel(words) && values.length > 0 && known === 0 ? null : "optIn";
  }
  // "SMS", "Text", "Active?": yes or no below a bare word.
  if (/^(sms|texts?|texting|sms marketing|mobile|(is )?active|contact by text)$/.test(words) && open) return "optIn";
  return null;
}

/** What a name that no pattern knows says by the stems of its words, where its values read as consent. */
function byStems(words: string, values: string[]): ConsentTarget | null {
  const read = readStems(words);
  if (!read || read.turn === "unclear" || notAbout.test(words) || where.test(words)) return null;
  const dated = datesOnly(values) && read.says;
  if (!dated && knownShare(values) < (read.about === "texts" ? 0.3 : 0.6)) return null;
  if (read.turn === "out") return "optOut";
  if (dated) return "optInAt";
  // "List" and "Contact" alone may mean anything.
  return read.about === "texts" || read.says ? "optIn" : null;
}

/**
 * The columns whose values look like consent (yes, no, opted out) over all rows, though no target follows from their
 * names. Whether they are about texts has to be asked: until then nobody of the file becomes active. `guessed` is what
 * columns are taken for.
 */
export function columnsToAsk(header: string[], columns: ColumnProfile[], guessed: (Target | null)[]): number[] {
  return columns.flatMap(({ distinct }, at) => {
    const target = guessed[at] ?? null;
    const words = consentName(header[at] ?? "");
    if (distinct === null || distinct.size === 0 || (target !== null && !target.startsWith("field:"))) return [];
    const about = readStems(words);
    if (isOtherChannel(words) || isOtherConsent(words) || (about?.about !== "texts" && isElsewhere(words))) return [];
    if (target !== null && !about) return [];
    const isAnswered = looksLikeConsent(distinct, about?.about === "texts");
    return isAnswered || (speaksOfTexts(words) && looksLikeAnswers(distinct)) ? [at] : [];
  });
}

/**
 * Whether most values answer a question of consent. Figures do only where they are 0 and 1. Words that say by themselves
 * that somebody is out are read in any column (stray-words.ts).
 */
function looksLikeConsent(distinct: Map<string, number>, aboutTexts: boolean): boolean {
  let [known, all] = [0, 0];
  for (const [value, count] of distinct) {
    const word = readConsentWord("status", value);
    if (word === "nothing" || word === "out") continue;
    all += count;
    if (word !== "unknown") known += count;
  }
  if (all === 0) return false;
  const figures = [...distinct.keys()].every((value) => /^[\d.,]+$/.test(value));
  if (figures && !aboutTexts) return distinct.has("0") && distinct.has("1") && distinct.size === 2;
  return aboutTexts ? known > 0 : known / all >= 0.5;
}

/** A name about texts, and about nothing that comes with them in lists. */
const speaksOfTexts = (words: string): boolean =>
  /\b(sms|texts?|texting|mms)\b/.test(words) &&
  !/\b(carrier|provider|operator|type|kind|label|format|size|language|gateway|country|code|device|app|template|count|keyword)\b/.test(
    words,
  );

/** Two or three different short words, as answers in a language that is not read here. */
const looksLikeAnswers = (distinct: Map<string, number>): boolean =>
  distinct.size >= 2 && distinct.size <= 3 && [...distinct.keys()].every((value) => /^\p{L}{1,10}$/u.test(value));

/** The share of non-empty values that read as words of consent, from 0 to 1. */
export function knownShare(values: string[]): number {
  const said = values.map((value) => readConsentWord("status", value)).filter((word) => word !== "nothing");
  const known = said.filter((word: ConsentWord) => word !== "unknown").length;
  return said.length === 0 ? 0 : known / said.length;
}

const datesOnly = (values: string[]): boolean => {
  const said = values.filter((value) => value.trim() !== "");
  return said.length > 0 && said.every((value) => /^\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}([ T].*)?$/.test(value.trim()));
};

/**
 * Gives every column that speaks of consent its meaning. Columns about e-mail or something else count only in files that
 * say nothing about texts: then a "no" is better heeded than overlooked, and a "yes" is none (consent-of-row.ts).
 */
export function giveConsentColumns(
  header: string[],
  columnValues: (at: number) => string[],
  guessed: (Target | null)[],
  holdsPhones: (at: number) => boolean,
): void {
  const found = header.map((name, at) =>
    guessed[at] || holdsPhones(at) ? null : consentTarget(name, columnValues(at)),
  );
  const about = found.some((one) => one && !one.other && one.target !== "consentSource" && one.target !== "optInAt");
  found.forEach((one, at) => {
    if (one && (!one.other || !about)) guessed[at] = one.target;
  });
  giveOwnExport(header, guessed);
}

/** This product's own export of members (lib/exports/columns.ts): its columns mean exactly what they say. */
function giveOwnExport(header: string[], guessed: (Target | null)[]): void {
  const names = header.map((name) => name.trim());
  if (!names.includes("Status") || !names.includes("Can be texted")) return;
  names.forEach((name, at) => {
    if (name === "Can be texted") guessed[at] = "reachable";
    else if (/^Joined \(.+\)$/.test(name)) guessed[at] = "optInAt";
    else if (name === "Source") guessed[at] = "consentSource";
  });
}
