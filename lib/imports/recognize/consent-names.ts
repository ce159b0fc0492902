import { headerWords } from "./header-words";

/** A column's name as words, with what files glue together taken apart: "smsoptout", "OK2TXT", "donottext", "can not". */
export function consentName(name: string): string {
  return headerWords(name)
    .replace(/\b(yes|y|si|oui|true|1) (or |o |ou )?(no|n|non|false|0)$/, "")
    .replace(/\bok ?2 ?(txt|text)/g, "ok to text")
    .replace(/\btxt(s|ing|ed)?\b/g, "text$1")
    .replace(/\b(sms|mms|texts?|mobile|cell|phone|email)(?=(opt(ed)? ?(in|out)|unsub|stop|consent))/g, "$1 ")
    .replace(/\bdonot ?(?=(text|contact|call|sms|send|message))/g, "do not ")
    .replace(/\bcan not\b/g, "cannot")
    .replace(/\bvia (sms|texts?)\b/g, "by $1");
}

/** Consent to other channels: an e-mail address that unsubscribed says nothing about texts. */
const otherChannel = /\b(e ?mail|correo|courriel|fax|push|whats ?app|viber|messenger|postal|direct mail|newsletter)\b/;
/** Consent to something else than being texted. */
const otherThing =
  /\b(calls?|calling|voice|photos?|photography|image|video|media release|likeness|medical|health|treatment|privacy|cookies?|terms|llamadas?|appels?|fotos?)\b/;
const textChannel = /\b(sms|mms|texts?|texting|mobile|cell|phone)\b/;

/** Whether a column's name speaks of another channel than texts. */
export const isOtherChannel = (words: string): boolean => otherChannel.test(words) && !textChannel.test(words);
/** Channels whose columns say nothing of texts, not even a "no". */
export const isForeignChannel = (words: string): boolean =>
  isOtherChannel(words) && /\b(fax|push|whats ?app|viber|messenger|postal|direct mail)\b/.test(words);
/** Whether a "yes" in the column is a "yes" to something else than being sent news by text. */
export const isOtherConsent = (words: string): boolean =>
  isOtherChannel(words) ||
  (otherThing.test(words) && !/\b(sms|mms|texts?|texting|mensajes)\b/.test(words)) ||
  (/\btransactional\b/.test(words) && !/\bpromotional\b/.test(words));

/** Whether the column speaks of texts itself. */
export const isTextChannel = (words: string): boolean => textChannel.test(words);

const negated =
  /\b(no|not|non|nao|nicht|keine?|none|never|nunca|jamais|sin|pas|without|doesnt|dont|didnt|wont|isnt|cannot|cant|missing|lacks?|exclu\w*|unable)\b/;
const ended =
  /\b(cancel\w*|end|ends|ended|ending|declin\w*|refus\w*|reject\w*|rechaz\w*|remov\w*|delet\w*|lost|former\w*|previous\w*|past|ex|left|lapsed|terminat\w*|churn\w*|quit|resil\w*)\b/;
const waiting = /\b(pending|pendiente|awaiting|expir\w*|paus\w*|snoozed|en attente|venc\w*)\b/;

/** What a name makes of the consent it speaks of: "No consent", "Opt-in declined" → out; "Consent pending" → waiting. */
export function turnOf(words: string): "out" | "waiting" | null {
  if (negated.test(words) || ended.test(words)) return "out";
  return waiting.test(words) ? "waiting" : null;
}

const outWords =
  /\b(opt(ed)? ?outs?|unsub\w*|(do ?not|dont|never|cannot|cant|unable to) ?(be )?(contact(ed)?|text(ed)?|sms|call|message|disturb|send|mail|solicit|market)|dnc|dnd|dnt|no ?(sms|texts?|texting|contact|calls?|messages|mensajes|marketing)|(sms|text|texted|sent|said|replied) stop|stop (sms|texts?)|stopped|block(ed|list(ed)?)|black ?list(ed)?|suppress\w*|bounced?|bounces|cleaned|revoked?|revocation|withdrawn|withdrawal|complain\w*|spam|(excluded?|removed?|remove) from (the )?(sms|texts?|texting|list|marketing)|(refus(es?|ed)?|declin(es|ed)|reject(s|ed)) (les |the |all )?(sms|texts?|texting|messages)|baja|desuscri\w*|desabon\w*|desinscri\w*|desinscrip\w*|abgemeldet|abmeld\w*|abbestell\w*|widerr[iu]\w*|gesperrt|descadastr\w*|disiscri\w*|(nao|non) (enviar|contactar|contatar|perturb\w*|contattare|inviare)|nicht (kontaktieren|anschreiben|storen)|keine (sms|nachrichten)|bloque\w*|no (contactar|molestar|enviar|mandar|llamar|quiere|desea|acepta)|sin mensajes|rechaza\w* (mensajes|sms|textos)|ne pas (contacter|envoyer|texter)|ne plus (contacter|envoyer|texter)|n ?accepte pas|pas de (sms|textos?|messages))\b/;
/** Names that are nothing but the end of something: "Removed", "Date Left", "Cancel date". Not "Order cancelled at". */
const ends =
  /^((is|has|was|date|when|member|contact|subscriber|fan|person|fecha|de) )*(stop|removed?|banned|left|cancel(l?ed)?|cancelado|declined|refused|excluded?|churned|quit)( (date|at|on|from|the|list|time|timestamp|flag))*$/;
/** Names that are nothing but a reason to wait. */
const waits =
  /^((is|has|was|member|contact|subscriber|phone|number) )*(inactive|inactivo|archived|deleted|muted|paused|deceased|wrong number|bad number)( (date|at|on|flag))*$/;

/** Whether a name speaks of opting out. */
export const isOutName = (words: string): boolean => outWords.test(words) || ends.test(words);
/** Whether a name alone says that somebody is not to be texted for now. */
export const isWaitingName = (words: string): boolean => waits.test(words);
/** A name without what it says of opting out. */
export const withoutOut = (words: string): string => words.replace(outWords, " ");

/** What a "yes" in a column of this name is at most: a "not yet" where consent waits or is for something else. */
export function neverYes(name: string): "waiting" | "other" | null {
  const words = consentName(name);
  if (turnOf(words) === "waiting" || isWaitingName(words)) return "waiting";
  return isOtherConsent(words) ? "other" : null;
}
