/**
 * Reads a column's name by the stems of its words, so that it need not be on a list: what it is about (texts, or lists and
 * news in general), and whether a "yes" in it allows texts or refuses them. Words are lower case and without accents
 * (consent-names.ts). English, Spanish and French.
 */
export type StemReading = {
  /** texts: it speaks of text messages. contact: of lists, news or contact in general. */
  about: "texts" | "contact";
  /** What a "yes" means. unclear: a word in the name is not understood, or two refusals may cancel each other. */
  turn: "in" | "out" | "unclear";
  /** Whether a word for allowing or refusing is in the name, and not only what it is about. */
  says: boolean;
};

const texts =
  /^(text(s|ed|ing|able|o|os)?|txt\w*|sms|mms|msg\w*|messag\w*|mensaj\w*|blast\w*|broadcast\w*|mobile|cell|cellphone|celular|movil|portable)$/;
const contact =
  /^(lists?|lista|liste|mailings?|distribution|marketing|promo\w*|offers?|ofertas?|offres?|news|newsletters?|noticias|nouvelles|updates?|updated|alert\w*|notif\w*|remind\w*|contact\w*|communicat\w*|comunica\w*|campaigns?|announce\w*|opt|opts|opted|optin|subs?|subscri\w*|suscri\w*|abonn\w*|consent\w*|permission\w*|permiso|outreach|reach\w*|touch|posted|bulk|followup\w*|disturb|solicit\w*)$/;
const refuses =
  /^(no|non|not|never|nunca|jamais|dont|doesnt|didnt|wont|isnt|arent|cant|cannot|without|sin|sans|pas|plus|off|out|outs|stop\w*|ceas\w*|halt\w*|quit\w*|left|leav\w*|remov\w*|exclu\w*|drop\w*|delet\w*|block\w*|bloque\w*|bann?\w*|suppress\w*|silenc\w*|declin\w*|refus\w*|reject\w*|rechaz\w*|cancel\w*|withdr\w*|revo[ck]\w*|unsub\w*|desinscri\w*|desabon\w*|desuscri\w*|baja|against|none|disab\w*|opposed|objects?|objected|kill\w*|purge\w*|dnt|dnc|dnd|avoid\w*|skip\w*|forbid\w*|prohib\w*|denied|deny|end|ended|terminat\w*|annul\w*|unwilling|unable|blacklist\w*|complain\w*|spam|bounc\w*|undeliver\w*)$/;
/** Neither yes nor no: texts are held for now. */
const holds =
  /^(mute\w*|paus\w*|snooz\w*|hold\w*|pending|suspend\w*|wait\w*|expir\w*|invalid|inactive|old|former\w*|previous\w*|ex|past)$/;
const allows =
  /^(ok|okay|okd|yes|si|oui|can|may|could|puede|peut|allow\w*|accept\w*|acept\w*|receiv\w*|recib\w*|recev\w*|recoi\w*|gets?|getting|got|wants?|wanted|quier\w*|veut|desea|like|likes|liked|wish\w*|send|sends|sending|envoy\w*|enviar|mandar|agree\w*|approv\w*|autori\w*|author\w*|enabl\w*|on|in|join\w*|enrol\w*|sign|signs|signed|signup|register\w*|activ\w*|actif|inclu\w*|keep|kept|prefer\w*|interested|interest|eligible|welcome|happy|open|willing|add|added|give|gives|given|gave|grant\w*|permit\w*|permite\w*|possible|confirm\w*|good|stay|try|use|be|inscri\w*)$/;
const fillers =
  /^(to|for|by|via|through|from|with|at|and|or|of|per|about|when|if|me|us|you|we|i|my|our|your|u|the|a|an|this|that|these|is|are|was|were|has|have|had|do|does|did|would|will|should|flag|field|value|status|state|setting|choice|type|kind|please|pls|also|any|more|all|only|our|their|them|they|he|she|s|t|y|n|2|fan|fans|club|person|people|member|members|customer|customers|client|clients|user|users|audience|group|mass|weekly|daily|monthly|regular|tour|show|shows|concert|event|events|team|band|list|phone|phones|number|numbers|email|emails|mail|e|call|calls|calling|voice|web|form|date|dates|time|timestamp|since|on|longer|anymore|again|future|automated|auto|recurring|bulk|personal|direct|up|ups|now|current|currently|latest|last|de|del|la|le|el|los|les|des|du|por|para|pour|par|en|et|al|un|una|une|que|se|ne|desde|fecha|date|wants|asked|asks|ask|asking|request\w*|said|says|told|wish|take|taken|turn|turned|went|go|going|been|being|get)$/;

/** What the words of a name say of being texted; null where none of them is about it. */
export function readStems(words: string): StemReading | null {
  const all = words.split(" ").filter(Boolean);
  const aboutTexts = all.some((word) => texts.test(word));
  if (!aboutTexts && !all.some((word) => contact.test(word))) return null;
  const refusals = all.filter((word) => refuses.test(word)).length;
  const held = all.some((word) => holds.test(word));
  const allowed = all.some((word) => allows.test(word));
  const understood = all.every(
    (word) =>
      texts.test(word) ||
      contact.test(word) ||
      refuses.test(word) ||
      allows.test(word) ||
      fillers.test(word) ||
      /^\d+$/.test(word),
  );
  const clear = understood && !held && refusals < 2 + Number(/\b(no longer|do not|not to)\b/.test(words));
  return {
    about: aboutTexts ? "texts" : "contact",
    turn: !clear ? "unclear" : refusals > 0 ? "out" : "in",
    says: refusals > 0 || allowed,
  };
}

/** Names of yes-or-no columns that are about something else, in files of all kinds. */
const elsewhere =
  /\b(vips?|paid|pays?|attend\w*|rsvp\w*|came|showed|present|absent|volunteer\w*|donor|donat\w*|guest|guests|plus one|student|teacher|veteran|military|minor|adult|over (18|21)|parent|married|single|spouse|child|children|kids?|pets?|dog|cat|smok\w*|insur\w*|vegetarian|vegan|allerg\w*|dietary|employ\w*|retired|home ?owner|rent\w*|vot(e|es|ed|er|ers|ing)|regist\w*|ticket\w*|press|media|backstage|merch\w*|shirt|local|resident|citizen|staff|artist|musician|check(ed)? ?in|verif\w*|valid\w*|premium|gold|silver|plan|trial|wholesale|tax\w*|exempt|vaccin\w*|covid|waiver|photo\w*|video|refund\w*|recurring|sustain\w*|ship\w*|deliver(y|ed)|fulfil\w*|order\w*|purchas\w*|buyer|bought|returned|gift\w*|wheelchair|access\w*|disab(led|ility)|parking|car|vehicle|licen[cs]e|contractor|admin|owner|primary|default|favou?rite|star(red)?|follow(s|ed|er|ing)?|instagram|facebook|twitter|tiktok|spotify|youtube|discord|e ?mail\w*|correo|courriel|newsletter|push|whats ?app|fax|terms|cookies?|privacy|lead|prospect|converted|won|lost|closed|open(ed)?|click\w*|read|replied|responded|duplicate|merged|imported|synced|test|demo|bot|male|female|man|woman|hispanic|latino|disabled|new|returning|first time|count|counts|visits?|total|qty|quantity|num|guests|score|points|age|level|times|amount|spent|balance|rank|rating|size|seats?|shows?)\b/;

/** Whether a name says that a yes or no below it is about something else than being texted. */
export const isElsewhere = (words: string): boolean => elsewhere.test(words);
