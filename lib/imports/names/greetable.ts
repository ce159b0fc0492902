import { isBeside } from "./words";

/** Businesses, groups and households by a word that no person is called by. */
const group =
  /\b(llc|l\.l\.c|inc|incorporated|corp|corporation|ltd|limited|gmbh|llp|pllc|plc|foundation|university|college|academy|association|assoc|hospital|clinic|committee|agency|holdings|enterprises|services|solutions|restaurant|studios?|productions?|entertainment|bakery|plumbing|salon|household|family|families|familia|famille|residence|estate|church|iglesia|ministr(y|ies)|synagogue|mosque|department|dept|police|realty|properties|construction|roofing|landscaping|motors|insurance|consulting|photography|fitness|dental|pharmacy|institute|society|orchestra|choir|brewery|winery|nursery|logistics|industries|technologies|systems|network|magazine|catering|boutique|gallery|museum|library|theat(er|re)|pizzeria|caf[eé]|coffee|hotel|fundaci[oó]n|escuela|school|district|chamber|council|coalition|alliance|federation|team|crew|staff|employees|members|friends|kids|children|parents|neighbors|customer service|front desk|reception)\b/i;
/** The same where it is the last word: "Charlotte Church" is unsure, and is not greeted. */
const groupAtEnd =
  /\s(company|co|lp|club|group|records|bank|market|store|shop|center|centre|media|design|designs|partners|associates|international|global|farms?|band|league|union|temple|parish|cathedral|bar|grill|spa|gym|office|house|home|law|auto|electric|supply|labs?|software|fans?|guest|customer|client|contact|lead|manager|user|test|admin|vip)\.?$/i;
/** Words of sentences and of names of things. */
const sentence =
  /\b(of|the|for|from|with|c\/o|and (co|sons|daughters|company)|care of|my|your|his|her|our|their|this|that|not|call|text|met|see|ask)\b/i;
const lowerSentence = /\s(at|on|in|by|to|is|was|who)\s/;
/** What is written where a name is not known, or to try a form out. */
const nobody =
  /^(test(s|ed|er|ing|user|name|person|account|\s.*)?|unknown|unnamed|anonymous|anon|nobody|somebody|someone|no one|none|null|undefined|guest|visitor|customer|client|user|username|member|fan|subscriber|contact|new contact|person|people|lead|prospect|admin|administrator|info|office|sales|support|help|contacto|cliente|invitado|amigo|friend|buddy|dude|sir|madam|sir or madam|hi|hello|hey|hola|dear|bonjour|((hi|hello|hey|hola|dear)\s.*)|there|name|first|last|first name|last name|your name|nombre|prenom|prénom|work|home|cell|mobile|phone|other|main|landline|fax|spam|scam|scam likely|spam risk|telemarketer|do not answer|blocked|deleted|duplicate|private|private caller|restricted|no caller id|wireless caller|caller|unavailable|self|me|myself|x+|asdf\w*|qwert\w*|abc|abcd|foo|bar|baz|lorem|lorem ipsum|sample|example|demo|dummy|fake|temp|tbd|tba|vip|yes|no|true|false|st\.?|saint|no.?reply|mom's cell|pending|active|inactive|n\/?a)$/i;

/** Whether a whole text is a business, a household or a group, and so nobody to greet by name. */
export const isGroup = (text: string): boolean =>
  group.test(text) ||
  groupAtEnd.test(text) ||
  // "St. Mary's Church", "Bob's Burgers", "Ana's mom"; "The Smiths", "Los García"
  /\p{L}['’]s(\s|$)/u.test(text) ||
  /^(the|los|las|les|st\.?|saint|santa)\s/i.test(text);

/** Whether a whole text is a sentence, or stands where a name is not known. */
export const isNoName = (text: string): boolean =>
  nobody.test(text) || sentence.test(text) || lowerSentence.test(` ${text} `);

/**
 * A first name if a person can be greeted by it, else null: a message without a name is better than "Hi Acme" or "Hi
 * bob@example.com". Also null where it is not sure.
 */
export function greetable(name: string | null): string | null {
  const text = name?.trim() ?? "";
  if (!/\p{L}/u.test(text) || /[\d@#_/\\:;*=<>{}|~^$%?!"]/.test(text)) return null;
  if (/\p{L}{2,}\.\p{L}/u.test(text) || /\s[-–—]\s/.test(text)) return null;
  if (isNoName(text) || isGroup(text)) return null;
  const words = text.split(/\s+/).filter((word) => word !== "&");
  if (words.length > 5 || words.every(isBeside)) return null;
  return text.length > 40 ? null : text;
}
