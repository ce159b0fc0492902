import { keywords, polite } from "./words";

/** A reply reduced to what its writer says, ready for the rules. */
export type CleanReply = {
  /** Parts between punctuation, each as lower-case words without accents. */
  clauses: string[][];
  /** A phone's report of a reaction (`Liked "…"`): the words in it are ours. */
  reaction: boolean;
  /** The text is, or contained, a copy of our own "Reply STOP to …" line, which was taken out. */
  quotesOptOutLine: boolean;
  /** Laughter or affection in words or emoji: a bare "stop" may be teasing. */
  playful: boolean;
  /** Nothing but a stop sign, a raised hand or the like. */
  stopSign: boolean;
};

/** Characters that are read: a request stands at the beginning or at the end of a long text. */
const [head, tail] = [1_500, 500];
/** Words that are read as one clause: a longer one, without punctuation, is read in pieces. */
const longestClause = 24;

/**
 * Normalizes a reply: NFKC, invisible characters, look-alike letters, signatures, quoted text, reactions, our own
 * opt-out line, phone numbers and links. Linear in the length of the text, which is cut to 2,000 characters.
 * `senderNames` are words of the leader's name: "Nadia, stop" is "stop".
 */
export function cleanReply(raw: string, senderNames: string[] = []): CleanReply {
  const cut = raw.length > head + tail ? `${raw.slice(0, head)}\n${raw.slice(-tail)}` : raw;
  let text = plainCharacters(cut).trim();
  const reacted = isReaction(text);
  const added = reacted ? behindReaction(text) : "";
  const reaction = reacted && added === "";
  if (added) text = added;
  const playful = playfulEmoji.test(text) || playfulWords.test(text.toLowerCase());
  const stopSign = /^[\s🛑⛔🚫✋🖕📵🔕]+$/u.test(text) && text !== "";
  text = withoutQuotedLines(text);
  text = withoutSignature(text);
  const own = withoutOptOutLine(text);
  text = withoutQuotations(own.text);
  text = text
    .replace(/\bhttps?:\/\/\S+/gi, " ")
    .replace(/\S{1,64}@[\w-]{1,64}\.[\w.]{2,64}/g, " ")
    .replace(/\+?\d[\d ().-]{6,18}\d/g, " ")
    .replace(/(?<=\b(?:my|this|wrong) )#|(?<=\b(?:my|this|wrong) )(?:no|nbr)\b/gi, "number")
    .replace(/\bw\//gi, "with ");
  const spelled = spelledOut(text);
  const clauses = (spelled === null ? clausesOf(text) : [[spelled]]).map((words) => withoutSender(words, senderNames));
  return {
    clauses: clauses.filter((words) => words.length > 0),
    reaction,
    quotesOptOutLine: own.found,
    playful,
    stopSign,
  };
}

const playfulEmoji = /[😂🤣😆😹😅😍🥰😘😻💀☠😭🥹🤭😜😝💕💖💗💘💞❤♥🫶]/u;
const playfulWords =
  /\b(l+o+l+|lmf?ao+|rofl|ha(ha)+h?|he(he)+|ja(ja)+|omg+|o+h? em gee|a+w+w+|hilarious|funny|sweet|cute|blush\w*|gorgeous|beautiful|amazing|awesome|obsessed|crying|dying|incredible|trop beau|trop belle|trop drole|rire|in the name of love|hammer ?time|collaborate)\b/;

/** Letters of other scripts that look like Latin ones. */
const lookAlikes: Record<string, string> = Object.fromEntries(
  [..."аaеeоoрpсcтtѕsіiхxуyкkмmнnвbτtοoρpѕsαa"].reduce<[string, string][]>((pairs, letter, index, all) => {
    if (index % 2 === 0) pairs.push([letter, all[index + 1] as string]);
    return pairs;
  }, []),
);
const cyrillicStop = /^(стоп|хватит|отпис\p{L}*)$/u;

function plainCharacters(text: string): string {
  return text
    .normalize("NFKC")
    .replace(/\p{Cf}|\u{20e3}|\u{34f}|\p{Variation_Selector}/gu, "")
    .replace(/[‘’`´ʼ＇]/g, "'")
    .replace(/[“”„«»‹›]/g, '"')
    .replace(/\p{Nd}/gu, (digit) => asciiDigit(digit))
    .replace(/\r\n?/g, "\n");
}

/** Decimal digits of every script stand in blocks of ten that begin at a zero. */
function asciiDigit(digit: string): string {
  const code = digit.codePointAt(0) as number;
  if (code < 128) return digit;
  let zero = code;
  while (zero > code - 9 && /\p{Nd}/u.test(String.fromCodePoint(zero - 1))) zero--;
  return String((code - zero) % 10);
}

/** How phones report a reaction in words, in the languages people here use; what they quote ends the text. */
const reactionWords =
  /^(liked|loved|disliked|laughed at|emphasi[sz]ed|questioned|reacted\b.{0,24}\bto|removed an? .{1,24} from|replied to|(a .{1,24} )?(le|me) (gust|encant|ha gustado|ha encantado)\S*|no le gust\S*|(a .{1,24} )?le (gusta|encanta)|se (ri|ha re)\S*( de| con)?|enfati[zc]\S*|(ha )?(enfati[zc]|cuestion|puso|quit)\S*.{0,24}|(ha )?reaccion\S* .{0,24}(a|con)|a (aime|aimé|adore|adoré|ri|réagi|reagi|mis|ajouté|contesté|souligné|retiré).{0,40}|n'a pas aimé)\s*:?\s*$/i;

function isReaction(text: string): boolean {
  const quoted = text.match(/^([^"]{0,80})"([\s\S]*)"?\s*$/);
  if (!quoted?.[2]) return false;
  const lead = (quoted[1] as string).trim();
  if (lead === "") return false;
  return reactionWords.test(lead) || /^[\p{Extended_Pictographic}\p{Emoji_Modifier}\s]+(to|a|à)$/iu.test(lead);
}

/** What the writer added behind a reaction whose quotation is closed; "" where it is all there is. */
function behindReaction(text: string): string {
  const marks = text.split('"').length - 1;
  const rest = text.slice(text.lastIndexOf('"') + 1).trim();
  return marks % 2 === 0 && /\p{L}{2}/u.test(rest) ? rest : "";
}

/** Mail-style quotations of what was answered. */
function withoutQuotedLines(text: string): string {
  const lines = text.split("\n").filter((line) => !/^\s*>/.test(line));
  const end = lines.findIndex(
    (line, index) =>
      index > 0 && /^\s*(-{2,} ?original message|on .{3,60} wrote:|el .{3,60} escribi|le .{3,60} a écrit)/i.test(line),
  );
  return (end < 0 ? lines : lines.slice(0, end)).join("\n").trim();
}

const device =
  /(?:^|[\s,.!-])(?:sent (?:from|via|by|with|using) (?:my |the |an? |our )?[\w'-]{1,20}(?:[ ,®™]{1,3}[\w'-]{1,20}){0,5}|get outlook for .{0,20}|(?:enviado|enviada|mandado) (?:desde|por|de|do) (?:mi |el |meu )?.{1,40}|envoyé (?:de|depuis|avec|via) (?:mon |ma |l'|le )?.{1,40}|von meinem .{1,20} gesendet|yahoo mail: .{0,60})\s*$/i;
const closing =
  /((?:^|[\s,.!?-])(?:thanks|thank you|thx|ty|regards|kind regards|best|best regards|cheers|sincerely|respectfully|gracias|saludos|merci|cordialement)[,.!]*)\s+(?:\p{Lu}[\p{L}.'-]{0,20}\s*){1,3}$/u;
const closingAnyCase = new RegExp(closing.source, "iu");
const legal =
  /(?:confidentiality notice|this (?:e-?mail|message|communication) (?:is intended|may contain|and any))[\s\S]*$/i;

/** Takes off how people and phones sign: "Sent from my iPhone", "-- \nBob", "- Carol", "Thanks, Maria". */
function withoutSignature(text: string): string {
  let rest = text.replace(legal, "");
  rest = rest.replace(/\n--+ ?\n[\s\S]*$/, "");
  const lines = rest.trim().split("\n");
  while (lines.length > 1 && isSignatureLine(lines.at(-1) as string)) lines.pop();
  rest = lines.join("\n").replace(device, "");
  rest = rest.replace(/(?:\n|\s)[-–—~]{1,3} ?\p{Lu}[\p{L}.'-]{0,20}(?: \p{Lu}[\p{L}.'-]{0,20}){0,2}\s*$/u, (name) =>
    name === name.toUpperCase() ? name : "",
  );
  return rest
    .replace(closingAnyCase, (all, polite: string) =>
      closing.test(capitalized(all)) && hasName(all) && !keywordLine.test(all.slice(polite.length).trim())
        ? polite
        : all,
    )
    .trim();
}

const capitalized = (text: string) => text.replace(/^(\W*)(\p{L}+)/u, (_, before, word) => before + word.toLowerCase());
const hasName = (text: string) => /\s\p{Lu}\p{Ll}+[\p{L}.' -]*$/u.test(text);

function isSignatureLine(line: string): boolean {
  const text = line.trim();
  if (text === "" || device.test(text)) return true;
  const words = text.split(/\s+/);
  if (words.length > 4 || text === text.toUpperCase()) return /^[\d\s().+-]{7,}$/.test(text);
  return (
    words.every((word) => /^(\p{Lu}[\p{Ll}.'-]+\p{L}*|\p{Lu}\.?|[\d().+-]+|\S+@\S+|Jr\.?|Sr\.?)$/u.test(word)) &&
    !keywordLine.test(text)
  );
}
const keywordLine =
  /^(stop|end|quit|cancel|unsubscribe|remove|help|start|please|alto|baja|arr[eê]t|thanks?|don'?t|no|leave|delete)\b/i;

/** A copy of our own line says nothing of its writer: "Reply STOP to opt out, HELP for help". */
function withoutOptOutLine(text: string): { text: string; found: boolean } {
  const line =
    /\b(?:reply|text|txt|send|respond|responda|responde|envíe|répondez|envoyez)\s+(?:with\s+)?"?(?:stop|help|start|end|unsubscribe|cancel)"?\s+(?:to|for|para|pour)\s+[^.;!?\n"]{1,80}?(?=\s+so\s|[.;!?\n"]|$)/gi;
  const without = text.replace(line, " ");
  return { text: without, found: without !== text };
}

/** Words in quotation marks are somebody else's, unless they are all there is: "STOP" with its marks is STOP. */
function withoutQuotations(text: string): string {
  const without = text.replace(/"[^"\n]{0,300}"/g, " ");
  const said = /\b(said|say|texted|replied|wrote|sent|typed|texting|saying|dije|dit)\s*:?\s*$/i;
  const before = text.slice(0, Math.max(0, text.indexOf('"')));
  return /[\p{L}\p{N}]/u.test(without) && !said.test(before) ? without : text.replaceAll('"', " ");
}

/** "S T O P", "S.T.O.P", "s-t-o-p" as one word; null where the text is not spelled out. */
function spelledOut(text: string): string | null {
  const letters = text.split(/[\s.\-_*,/|!]+/).filter(Boolean);
  if (letters.length < 3 || letters.length > 14) return null;
  return letters.every((letter) => /^[\p{L}\d$]$/u.test(letter)) ? wordOf(letters.join("")) : null;
}

function clausesOf(text: string): string[][] {
  return text
    .toLowerCase()
    .replace(/\bf+[*#@!$%&x]{1,4}(?:c?k)?(ing|in|er)?\b/g, "fuck$1")
    .replace(/\bf(?:-|\s)?off\b/g, "fuck off")
    .split(/[.!?;:,\n…()[\]{}|/\\¡¿"•*~=<>+_]+|\s[-–—]+\s|\s[-–—]+|[–—]+/u)
    .map(wordsOf)
    .flatMap((words) => pieces(words));
}

/** A long clause in pieces of equal length, so that no rule meets more words than it is made for. */
function pieces(words: string[]): string[][] {
  const count = Math.ceil(words.length / longestClause);
  const length = Math.ceil(words.length / Math.max(1, count));
  return Array.from({ length: count }, (_, index) => words.slice(index * length, (index + 1) * length));
}

/** Lower-case words without accents; English contractions closed up (dont), Romance elisions opened (m envoyer). */
function wordsOf(clause: string): string[] {
  return clause
    .replace(/\b(l|m|d|n|j|s|t|c|qu)'(?=[aeiouyhàâéèêëîïôùû])/g, "$1 ")
    .replace(/'/g, "")
    .split(/[^\p{L}\p{N}\p{M}$]+/u)
    .filter(Boolean)
    .map(wordOf)
    .filter(Boolean);
}

/** One word, with look-alike letters, digits for letters and drawn-out letters undone where that makes it plainer. */
function wordOf(word: string): string {
  let plain = word.toLowerCase().normalize("NFKD").replace(/\p{M}/gu, "").replace(/ı/g, "i").replace(/ß/g, "ss");
  if (/[^\p{ASCII}]/u.test(plain) && !cyrillicStop.test(plain)) {
    const folded = [...plain].map((letter) => lookAlikes[letter] ?? letter).join("");
    if (/^\p{ASCII}+$/u.test(folded)) plain = folded;
  }
  if (/^[a-z0135$]{4,}$/.test(plain) && /[a-z]/.test(plain) && /[0135$]/.test(plain)) {
    const read = plain.replace(
      /[0135$]/g,
      (sign) => ({ "0": "o", "1": "i", "3": "e", "5": "s", $: "s" })[sign] as string,
    );
    if (/^(stop+|unsubscribe|quit|end|cancel|remove|optout)$/.test(read)) plain = read;
  }
  const drawn = plain.match(/^s+t+o+p+$/) ? "stop" : plain.replace(/(.)\1{2,}/gu, "$1$1");
  return drawn;
}

/** The leader's own name at either end of a clause is an address. */
function withoutSender(words: string[], names: string[]): string[] {
  if (names.length === 0) return words;
  const named = names.map((name) => wordsOf(name.toLowerCase()));
  const known = new Set(named.flat().filter((word) => word.length > 2 && !unsafe.has(word)));
  let [from, to] = [0, words.length];
  while (from < to && known.has(words[from] as string)) from++;
  const command = commandBefore(words.slice(from), named, known);
  if (command) return command;
  while (to - from > 2 && known.has(words[to - 1] as string)) to--;
  return words.slice(from, to);
}
const unsafe = new Set(["stop", "end", "quit", "cancel", "the", "no", "not", "war", "help", "start"]);

/** "STOP Nadia", "quit from The Band Stoppers": the keyword before the name; null where it is anything else. */
function commandBefore(words: string[], named: string[][], known: Set<string>): string[] | null {
  const isCommand = (rest: string[]) =>
    rest.some((word) => Object.hasOwn(keywords, word)) &&
    rest.every((word) => Object.hasOwn(keywords, word) || polite.has(word));
  const before = (rest: string[]) => (/^(from|for|to)$/.test(rest.at(-1) ?? "") ? rest.slice(0, -1) : rest);
  // A whole name may be made of words that alone are none: "No Limit".
  for (const name of named) {
    const rest = words.slice(0, -name.length);
    const whole = name.some((word) => !unsafe.has(word)) && words.slice(-name.length).join(" ") === name.join(" ");
    if (whole && isCommand(before(rest))) return before(rest);
  }
  let to = words.length;
  while (to > 1 && known.has(words[to - 1] as string)) to--;
  const rest = before(words.slice(0, to));
  return to < words.length && isCommand(rest) ? rest : null;
}
