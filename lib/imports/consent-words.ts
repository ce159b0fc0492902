import { headerWords } from "./recognize/header-words";

/**
 * What one cell says about being texted. out: an opt-out in words. no: a plain "no" or "false" to being texted. never:
 * consent was not given yet. unknown: words that have to be asked about.
 */
export type ConsentWord = "out" | "no" | "never" | "in" | "unknown" | "nothing";
export type Meaning = "in" | "out" | "invited";

const yes = new Set([
  "yes",
  "y",
  "true",
  "t",
  "1",
  "x",
  "on",
  "si",
  "oui",
  "sim",
  "ja",
  "vrai",
  "verdadero",
  "checked",
  "ok",
  "okay",
  "in",
]);
const no = new Set(["no", "n", "false", "f", "0", "off", "non", "nein", "nao", "faux", "falso", "unchecked"]);

/** Whether a cell is a plain yes or no, also as true, false, 1, 0 or x. */
export const isYesOrNo = (text: string): boolean => yes.has(wordKey(text)) || no.has(wordKey(text));

/** Words that say somebody is out, wherever they stand in a cell. */
export const outWords =
  /\b(un ?sub\w*|opt(ed)? ?outs?|stop(ped|all)?|quit|block(ed|listed)?|bloque\w*|black ?list\w*|suppress\w*|do ?not ?(contact|text|txt|sms|message|call|disturb|send)|(dont|never|cannot|cant) (contact|text|txt|sms)|no (more )?(texts?|txts?|sms)|dnc|dnd|dnt|clean(ed)?|bounc\w*|spam|complain\w*|revok\w*|withdr\w+|remov\w*|cancel\w*|declin\w*|denied|deny|refus\w*|reject\w*|no longer|(de )?baja|desuscri\w*|desinscri\w*|desabon\w*|abgemeldet|abbestellt|widerrufen|gesperrt|descadastrad[oa]|disiscritt[oa]|bloccat[oa]|rechaz\w*|revoc\w*|ne (pas|plus)|no (contactar|enviar|mandar|molestar|llamar)|undeliverable|deceased|landline)\b/;
const never =
  /\b(never|jamais|nunca|non? ?subscri\w*|not (yet )?(subscribed|opted ?in|confirmed|consented|enrolled)|pending|pendiente|unconfirmed|unverified|invit\w*|await\w*|waiting|en attente|transactional|no consent|sin consentimiento|no suscri\w*|non (inscrit|abonne)\w*|inactiv\w*|inactif|paused?|snoozed|expired|lapsed|dormant|archived|deleted|new|nuev[oa]|nouveau|abroad)\b/;
const allowed =
  /\b(activ[eoa]|actif|aktiv|ativ[oa]|attiv[oa]|subscribed|subscriber|suscri\w*|abonne\w*|abonniert|angemeldet|inscrit\w*|iscritt[oa]|opt(ed)? ?ins?|confirm(ed|ado|ada|e|ee)|consent(ed|s)?|granted|enabled|allow(ed|s)?|accept(ed|s|e|ee)?|acept\w*|agreed?|permitted|explicit|express|reachable|textable|can (be )?text(ed)?|member|enrolled)\b/g;
/** Of these, the ones that answer "no" to a column that asks whether somebody has opted out. */
const stillIn =
  /\b(activ[eoa]|actif|aktiv|ativ[oa]|attiv[oa]|subscribed|subscriber|suscri\w*|abonne\w*|abonniert|angemeldet|inscrit\w*|iscritt[oa]|opt(ed)? ?ins?|enrolled)\b/;
const negation = /\b(not|no|non|nao|nicht|kein\w*|none|doesnt|dont|does not|sin|without|disabled|dis|un)\b/;
/** What may stand beside a "yes" without changing it. Anything else has to be asked about: "until 2024", "e-mail only". */
const harmless = new Set(
  (
    "since sms mms text texts texting txt mobile cell phone marketing promotional single double by via from through with for at on to of in " +
    "the a is has and user customer client contact member fan person self admin api web website site online form popup checkbox box " +
    "keyword qr code signup sign up import imported status state list all messages message alerts notifications written verbal " +
    "yes y true t ok si oui i we you me my your de la le el los les du par por desde"
  ).split(" "),
);
const isHarmless = (word: string) => harmless.has(word) || /^([1-9]|\d{2,})(am|pm|t|z|st|nd|rd|th)?\d*$/.test(word);

/** A mark that stands for a word. Those of refusing count in every column; a cross may be a mark, or a "no". */
function readMark(column: "status" | "optIn" | "optOut", mark: string): ConsentWord | null {
  if (/^[✓✔☑✅]+$/u.test(mark)) return column === "optOut" ? "out" : "in";
  if (/^(🚫|🛑|⛔)+$/u.test(mark)) return "out";
  if (/^☒+$/u.test(mark)) return column === "optOut" ? "out" : "no";
  if (/^[✗✘❌❎✖]+$/u.test(mark)) return column === "optOut" ? "unknown" : "no";
  return null;
}

/** How a value is kept in `meanings`, and compared: without case, accents and punctuation; a mark as it stands. */
export const wordKey = (text: string): string => headerWords(text) || text.replaceAll("\ufe0f", "").trim();

/**
 * Reads a cell of a status, opt-in or opt-out column. Negative words win within one cell ("not subscribed",
 * "unsubscribed by STOP"), and a "yes" counts only where nothing beside it takes it back. English, Spanish and French. In
 * an opt-out column whatever is no plain "no" has to be asked about. `meanings` are the answers about such values.
 */
export function readConsentWord(
  column: "status" | "optIn" | "optOut",
  text: string,
  meanings: Record<string, Meaning> = {},
): ConsentWord {
  const words = wordKey(text);
  if (words === "") return "nothing";
  const answer = meanings[words];
  if (answer) return answer === "invited" ? "never" : answer;
  const mark = readMark(column, words);
  if (mark) return mark;
  if (headerWords(text) === "") return column === "optOut" && !/^\p{Pd}+$/u.test(words) ? "unknown" : "nothing";
  if (/^[01] 0+$/.test(words)) return readConsentWord(column, words[0] as string, meanings);
  if (yes.has(words)) return column === "optOut" ? "out" : "in";
  // "0000-00-00" is how databases write no date.
  if (no.has(words) || /^0+( 0+)+$/.test(words)) return column === "optOut" ? "nothing" : "no";
  if (words === "out") return "out";
  if (outWords.test(words))
    return /\b(not|never|no) (opted ?out|unsub\w*|blocked|bounced|suppressed)\b/.test(words) ? "nothing" : "out";
  if (never.test(words)) return "never";
  const beside = words.replace(allowed, " ").trim();
  if (beside !== words) {
    if (column === "optOut" && !stillIn.test(words)) return "unknown";
    if (negation.test(beside)) return column === "optOut" ? "unknown" : "no";
    return beside === "" || beside.split(/\s+/).every(isHarmless) ? "in" : "unknown";
  }
  // "SMS: yes", "No, thanks".
  const [first = ""] = words.split(" ");
  if (no.has(first)) return column === "optOut" ? "unknown" : "no";
  // "Yes, text me!": a yes with words beside it that change nothing.
  if (column !== "optOut" && /^(yes|si|oui)$/.test(first) && !/\d/.test(words) && onlyHarmless(words)) return "in";
  return "unknown";
}

/** Whether words stand beside others that change nothing ("STOP by SMS"). */
export const onlyHarmless = (words: string): boolean =>
  words.split(/\s+/).every((word) => word === "" || isHarmless(word));
