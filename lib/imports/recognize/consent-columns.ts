import type { Target } from "../columns";
import { type ConsentWord, readConsentWord } from "../consent-words";
import { headerWords } from "./header-words";

/** Consent to other channels: an e-mail address that unsubscribed says nothing about texts. */
const otherChannel = /\b(e ?mail|correo|courriel|fax|push|whats ?app|viber|messenger|postal|direct mail|newsletter)\b/;
const textChannel = /\b(sms|mms|texts?|texting|mobile|cell|phone)\b/;

const out =
  /\b(opt(ed)? ?outs?|unsub\w*|do ?not ?(contact|text|sms|call|message|disturb|send|mail)|dont ?(contact|text|call)|dnc|dnd|dnt|no ?(sms|texts?|contact|calls?)|(sms|text) stop|stop (sms|texts?)|stopped|block(ed|list(ed)?)|black ?list(ed)?|suppress\w*|bounced?|bounces|cleaned|revoked?|revocation|withdrawn|withdrawal|complain\w*|spam|baja|desuscri\w*|desabon\w*|desinscri\w*|desinscrip\w*|bloque\w*|no (contactar|molestar|enviar|llamar)|ne pas contacter|ne plus contacter)\b/;
const allowed =
  /\b(opt(ed)? ?ins?|opt ?in|consent\w*|consentimiento|accepts?|accepted|acept[ao]\w*|accepte\w*|subscri(be|bed|ber|ption|ptions)|suscri\w*|abonne\w*|abonnement|inscri(t|te|ption)|can (we |i )?(be )?text(ed)?|textable|reachable|ok(ay)? to (text|sms|contact)|permission|permiso|allows? (sms|texts?|contact|marketing)|agree(s|d)?( to)?|receives? (sms|texts?)|wants? (sms|texts?)|(sms|text|mobile) (enabled|allowed|marketing|ok)|marketing|tcpa)\b/;
const statusWord = /\b(status|estado|estatus|statut|etat|standing)\b/;
const otherStatus =
  /\b(order|payment|paid|shipping|fulfil\w*|financial|marital|relationship|employment|ticket|invoice|lead|deal|loan|rsvp|delivery|verification|verified|donor|volunteer|voter|registration|civil|account|import|sync|task)\b/;
const moment = /\b(times?|timestamp|dates?|at|on|when|since|datetime|fecha|hora|le|created|ts)\b/;
const where = /\b(source|method|origin|via|channel|medium|form|fuente|origen|keyword|url|website|page|provenance)\b/;
const notAbout = /\b(ip|agent|reason code|campaign|count|number of|user|rating|score|level|id|text shown|disclosure)\b/;

export type ConsentTarget = "status" | "optIn" | "optOut" | "optInAt" | "consentSource";

/**
 * What a column says of consent by its name, and where the name alone does not tell, by its values; null where it says
 * nothing of it. `email` marks columns that speak of another channel.
 */
export function consentTarget(name: string, values: string[]): { target: ConsentTarget; email: boolean } | null {
  const words = headerWords(name);
  const found = byName(words, values);
  if (!found) return null;
  const elsewhere = otherChannel.test(words) && !textChannel.test(words);
  if (elsewhere && /\b(fax|push|whats ?app|viber|messenger|postal|direct mail)\b/.test(words)) return null;
  return { target: found, email: elsewhere };
}

function byName(words: string, values: string[]): ConsentTarget | null {
  if (words === "") return null;
  // "Phone 1 - Label", "SMS Phone Number": a number's own columns.
  const known = knownShare(values);
  if (/\b(phone|number|label|type|carrier)$/.test(words) && known < 0.6) return null;
  const isOut = out.test(words) || words === "stop";
  const isIn = allowed.test(words.replace(out, " "));
  if (isOut && !notAbout.test(words)) return where.test(words) ? null : "optOut";
  if (statusWord.test(words)) {
    if (otherStatus.test(words) && known < 0.6) return null;
    if (isIn || /^(status|statut|estatus)$/.test(words) || textChannel.test(words)) return "status";
    return known >= 0.6 ? "status" : null;
  }
  if (isIn && !isOut && !notAbout.test(words)) {
    // "Subscription: Gold", "Marketing: spring campaign": only what reads as consent is consent.
    const vague = /\b(subscription|subscriptions|marketing|inscription|abonnement|suscripcion)\b/.test(words);
    if (where.test(words)) return "consentSource";
    if (moment.test(words) || datesOnly(values)) return "optInAt";
    return vague && !textChannel.test(words) && values.length > 0 && known === 0 ? null : "optIn";
  }
  // "SMS", "Text": yes or no below a bare channel.
  if (/^(sms|texts?|texting|sms marketing|mobile)$/.test(words) && known >= 0.6) return "optIn";
  return null;
}

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
 * Gives every column that speaks of consent its meaning. Columns about e-mail count only in files that say nothing about
 * texts: then a "no" is better heeded than overlooked.
 */
export function giveConsentColumns(
  header: string[],
  columnValues: (at: number) => string[],
  guessed: (Target | null)[],
): void {
  const found = header.map((name, at) => (guessed[at] ? null : consentTarget(name, columnValues(at))));
  const about = found.some((one) => one && !one.email && one.target !== "consentSource" && one.target !== "optInAt");
  found.forEach((one, at) => {
    if (one && (!one.email || !about)) guessed[at] = one.target;
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
