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
  "vrai",
  "verdadero",
  "checked",
  "ok",
  "okay",
]);
const no = new Set(["no", "n", "false", "f", "0", "off", "non", "faux", "falso", "unchecked"]);

const out =
  /\b(un ?sub\w*|opt(ed)? ?outs?|stop(ped|all)?|quit|block(ed|listed)?|bloque\w*|black ?list\w*|suppress\w*|do ?not ?(contact|text|sms|message|call|disturb|send)|dont (contact|text)|dnc|dnd|dnt|clean(ed)?|bounc\w*|spam|complain\w*|revok\w*|withdr\w+|remov\w*|cancel\w*|declin\w*|denied|deny|refus\w*|reject\w*|no longer|(de )?baja|desuscri\w*|desinscri\w*|desabon\w*|rechaz\w*|revoc\w*|ne (pas|plus)|no (contactar|enviar|molestar|llamar)|undeliverable|deceased|landline)\b/;
const never =
  /\b(never|jamais|nunca|non? ?subscri\w*|not (yet )?(subscribed|opted ?in|confirmed|consented|enrolled)|pending|pendiente|unconfirmed|unverified|invit\w*|await\w*|waiting|en attente|transactional|no consent|sin consentimiento|no suscri\w*|non (inscrit|abonne)\w*|inactiv\w*|inactif|paused?|snoozed|expired|lapsed|dormant|archived|deleted|new|nuev[oa]|nouveau|abroad)\b/;
const allowed =
  /\b(activ[eoa]|actif|subscribed|subscriber|suscri\w*|abonne\w*|inscrit\w*|opt(ed)? ?ins?|confirm(ed|ado|ada|e|ee)|consent(ed|s)?|granted|enabled|allow(ed|s)?|accept(ed|s|e|ee)?|acept\w*|agreed|permitted|explicit|express|reachable|textable|can (be )?text(ed)?|member|enrolled)\b/;
const negation = /\b(not|no|non|none|doesnt|dont|does not|sin|without|disabled|dis|un)\b/;

/** How a value is kept in `meanings`, and compared: without case, accents and punctuation. */
export const wordKey = headerWords;

/**
 * Reads a cell of a status, opt-in or opt-out column. Negative words win within one cell ("not subscribed",
 * "unsubscribed by STOP"). English, Spanish and French. `meanings` are the answers about values nobody could know.
 */
export function readConsentWord(
  column: "status" | "optIn" | "optOut",
  text: string,
  meanings: Record<string, Meaning> = {},
): ConsentWord {
  if (/^[✓✔☑✅]$/u.test(text.trim())) return column === "optOut" ? "out" : "in";
  if (/^[✗✘☒❌]$/u.test(text.trim())) return column === "optOut" ? "nothing" : "no";
  const words = wordKey(text);
  if (words === "") return "nothing";
  const answer = meanings[words];
  if (answer) return answer === "invited" ? "never" : answer;
  if (/^[01] 0+$/.test(words)) return readConsentWord(column, words[0] as string, meanings);
  if (yes.has(words)) return column === "optOut" ? "out" : "in";
  if (no.has(words)) return column === "optOut" ? "nothing" : "no";
  if (out.test(words))
    return /\b(not|never|no) (opted ?out|unsub\w*|blocked|bounced|suppressed)\b/.test(words) ? "nothing" : "out";
  if (never.test(words)) return "never";
  if (allowed.test(words)) return negation.test(words.replace(allowed, " ")) ? "no" : "in";
  // "SMS: yes", "No, thanks".
  const [first = ""] = words.split(" ");
  if (no.has(first)) return column === "optOut" ? "unknown" : "no";
  return "unknown";
}
