import { cleanReply } from "./clean";
import { complaintIn } from "./complaints";
import { doubtfulCommand } from "./doubtful-commands";
import { englishRequest } from "./english";
import { frenchDoubt, frenchRequest } from "./french";
import { spanishDoubt, spanishRequest } from "./spanish";
import { flagsFrom, optsOutFrom, scoreWording, type Weights } from "./wording";
import { couldAsk, wordingFeatures } from "./wording-features";
import { clear, isTypo, keywords, polite, softKeywords, unify } from "./words";

export type Language = "en" | "es" | "fr";
/**
 * What a reply means for consent, and the rule that said so. `opt_out`: it holds at once. `flag`: it may be a request
 * to stop, a person decides and meanwhile nothing automatic is sent. `keep`: neither.
 */
export type Reply =
  | { kind: "opt_out"; language: Language; rule: string }
  | { kind: "flag"; rule: string; because?: string[] }
  /** `yes`: only an answer to a question of ours. `plain`: nothing stood beside the word. */
  | { kind: "start"; yes: boolean; plain: boolean }
  | { kind: "help" }
  /** Wants the contact card. */
  | { kind: "card" }
  | { kind: "keep"; rule: string };

const yes = new Set(["yes", "si"]);
const cards = new Set(["card", "contact", "vcard", "contacto", "tarjeta"]);
const helps = /^(help|info|ayuda|information|informacion|aide)( (help|info|ayuda))*$/;
const helpsLonger = /^(help me|(i )?need help|(need )?(some )?(help|info)|(necesito )?ayuda|(j ai )?besoin d aide)$/;

/**
 * Classifies a reply (47 CFR 64.1200(a)(10): any reasonable means of revoking consent counts). Rules decide first and
 * can be read. Behind them a small linear model reads the wording: it can hold a text for a person, and never opts
 * anybody out. Pure, and linear in the length of the text. `senderNames`: the leader's name, which may stand beside a
 * keyword. `weights`: another model than the current one, for cross-validation.
 */
export function classifyReply(text: string, senderNames: string[] = [], weights?: Weights): Reply {
  const { ruled, features } = readReply(text, senderNames);
  if (!features) return ruled;
  const { score, because } = scoreWording(features, weights);
  if (ruled.kind === "opt_out")
    return score >= optsOutFrom ? ruled : { kind: "flag", rule: `${ruled.rule}_unsure`, because };
  if (score < flagsFrom) return { kind: "keep", rule: ruled.kind === "flag" ? `${ruled.rule}_unlikely` : "none" };
  return ruled.kind === "flag" ? ruled : { kind: "flag", rule: "wording", because };
}

/**
 * What the rules say of a reply, and what the model looks at; null where nothing is left to ask: a keyword, a reaction,
 * a word to us such as HELP, no words at all, or none that could ask for anything.
 */
export function readReply(text: string, senderNames: string[] = []): { ruled: Reply; features: string[] | null } {
  const reply = cleanReply(text, senderNames);
  if (reply.reaction) return { ruled: { kind: "keep", rule: "reaction" }, features: null };
  if (reply.stopSign) return { ruled: { kind: "flag", rule: "stop_sign" }, features: null };
  const clauses = reply.clauses.map(unify);
  const words = clauses.flat();
  if (words.length === 0)
    return {
      ruled: reply.quotesOptOutLine
        ? { kind: "flag", rule: "copies_opt_out_line" }
        : { kind: "keep", rule: "no_words" },
      features: null,
    };
  const doubtful = reply.playful ? null : doubtfulCommand(text, words);
  if (doubtful) return { ruled: { kind: "flag", rule: doubtful }, features: null };
  const command = asked(words) ?? keyword(words, reply.playful);
  if (command && command.kind !== "flag") return { ruled: command, features: null };
  const question = /\?\s*$/.test(text);
  const ruled = command ??
    careful(longer(clauses, words, reply.playful), words, question) ?? { kind: "keep", rule: "none" };
  if (ruled.kind === "keep" && !couldAsk(clauses)) return { ruled, features: null };
  const said = ruled.kind === "keep" ? "keep" : `${ruled.kind}:${"rule" in ruled ? ruled.rule : ""}`;
  return { ruled, features: wordingFeatures(clauses, { ruled: said, playful: reply.playful, question }) };
}

/** A phrase holds a text for a person instead of opting out where it is asked about, or other texts are wanted. */
function careful(said: Reply | null, words: string[], question: boolean): Reply | null {
  if (said?.kind !== "opt_out") return said;
  const line = words.join(" ");
  const wants =
    /\b(?:keep|continue) (?:me|texting|sending|the texts?|them)\b|\btexts? (?:me )?(?:is|are|instead)\b|\bnot the texts?\b/;
  const asks = /\b(?:can|could|would|will|may|please|stop|how|puede\w*|podri\w*|pouvez|pourriez|peux)\b/;
  if (wants.test(line)) return { kind: "flag", rule: `${said.rule}_in_part` };
  return question && !asks.test(line) ? { kind: "flag", rule: `${said.rule}_asked` } : said;
}

/** START, YES, HELP and CARD, alone or beside politeness. */
function asked(words: string[]): Reply | null {
  const said = words.filter((word) => !clear.has(word));
  const plain = said.length === words.length;
  if (said.length > 0 && said.every((word) => word === "start" || word === "unstop"))
    return { kind: "start", yes: false, plain };
  if (said.length === 1 && yes.has(said[0] as string)) return { kind: "start", yes: true, plain };
  const line = said.join(" ");
  if (helps.test(line) || helpsLonger.test(line)) return { kind: "help" };
  if (said.length === 1 && cards.has(said[0] as string)) return { kind: "card" };
  return null;
}

/** A keyword alone, repeated, mistyped, or with nothing but politeness beside it. */
function keyword(words: string[], playful: boolean): Reply | null {
  const joined = words.length <= 4 ? words.join("") : "";
  if (Object.hasOwn(keywords, joined))
    return { kind: "opt_out", language: languageOf(words, keywords[joined] as Language), rule: "keyword" };
  const said = words.filter((word) => Object.hasOwn(keywords, word) || !polite.has(word));
  if (words.length === 1 && isTypo(words[0] as string))
    return { kind: "opt_out", language: "en", rule: "keyword_typo" };
  const first = said[0];
  if (first === undefined) return null;
  if (said.every((word) => Object.hasOwn(keywords, word))) {
    if (
      words.some((word) => word === "yes" || word === "no") &&
      !/stop|subscribe|optout|remove|end|quit|cancel|alto|arret/.test(first)
    )
      return null;
    if (negatedKeyword(words)) return null;
    if (playful && first === "stop") return { kind: "flag", rule: "keyword_playful" };
    // Said to texts, and to good news.
    if (/\bstop it\b/.test(words.join(" "))) return { kind: "flag", rule: "stop_it" };
    return {
      kind: "opt_out",
      language: languageOf(words, keywords[first] as Language),
      rule: said.length > 1 ? "keyword_repeated" : "keyword",
    };
  }
  if (said.length === 1 && words.length <= 2 && isTypo(first))
    return { kind: "opt_out", language: "en", rule: "keyword_typo" };
  const soft = (word: string) =>
    Object.hasOwn(keywords, word) || softKeywords.has(word) || clear.has(word) || word === "ya";
  // "¡Por fin!" is joy, "fin" alone may be the end.
  if (words.every(soft) && words.some((word) => softKeywords.has(word)) && words.join(" ") !== "por fin")
    return { kind: "flag", rule: "keyword_soft" };
  return null;
}
/** "No pare": the Spanish imperative denied. English "No, stop" is a request. */
const negatedKeyword = (words: string[]) =>
  /\bno (pares?|paren|parar|cancel\w+|elimin\w+|borr\w+|quit\w+|arret\w+)\b/.test(words.join(" "));

const spanish = new Set("por favor gracias hola porfavor ya mensajes mi numero".split(" "));
const french = new Set("svp stp merci bonjour plait textos vos votre".split(" "));
function languageOf(words: string[], known: Language): Language {
  if (known !== "en") return known;
  if (words.some((word) => spanish.has(word))) return "es";
  return words.some((word) => french.has(word)) ? "fr" : "en";
}

type Part = "request" | "bare" | "doubt" | "polite" | "other";
type Read = { part: Part; rule: string; language: Language };

/** Longer texts: each clause is read alone, then the text as a whole. */
function longer(clauses: string[][], words: string[], playful: boolean): Reply | null {
  const read = clauses.flatMap(readClause);
  const request = read.find((one) => one.part === "request");
  if (request) {
    if (playful) return { kind: "flag", rule: `${request.rule}_playful` };
    if (clauses.slice(1).some(refuses)) return { kind: "flag", rule: `${request.rule}_refused` };
    return { kind: "opt_out", language: languageOf(words, request.language), rule: request.rule };
  }
  const bare = read.find(
    (one) => one.part === "bare" && !(one.rule === "it_must_stop" && read.some((part) => part.part === "other")),
  );
  const doubt = read.find((one) => one.part === "doubt");
  if (bare) {
    const other = read.some((one) => one.part === "other");
    if (!other && !playful) return { kind: "opt_out", language: languageOf(words, bare.language), rule: bare.rule };
    if (doubt || !(other && playful)) return { kind: "flag", rule: bare.rule };
  }
  return doubt ? { kind: "flag", rule: doubt.rule } : null;
}

/** "Unsubscribe? Never." */
const refuses = (words: string[]) => words.length <= 3 && /^(?:never|jamais|jamas|nunca)$/.test(words[0] as string);

function readClause(words: string[]): Read[] {
  const said = englishRequest(words);
  const es = said?.what === "request" ? null : spanishRequest(words);
  if (es) return [{ part: "request", rule: es, language: "es" }];
  const fr = said?.what === "request" ? null : frenchRequest(words);
  if (fr) return [{ part: "request", rule: fr, language: "fr" }];
  const complaint = complaintIn(words) ?? spanishDoubt(words) ?? frenchDoubt(words);
  if (said) {
    const part = said.what === "complaint" ? "doubt" : said.what;
    const here: Read = { part, rule: said.rule, language: "en" };
    // What follows is its reason, and read as a clause of its own.
    if (part !== "doubt" && said.end < words.length) return [here, ...readClause(words.slice(said.end))];
    if (part === "request" || !complaint) return [here];
  }
  if (complaint)
    return [
      {
        part: complaint === "consent" || complaint === "asks_removal" ? "request" : "doubt",
        rule: complaint,
        language: "en",
      },
    ];
  const alone = words.filter((word) => !polite.has(word));
  if (
    alone.length === 1 &&
    Object.hasOwn(keywords, alone[0] as string) &&
    (words.length > 1 || words[0] !== "end") &&
    !negatedKeyword(words)
  )
    return [{ part: "bare", rule: "keyword_clause", language: keywords[alone[0] as string] as Language }];
  if (words.every((word) => polite.has(word)) || isGreeting(words))
    return [{ part: "polite", rule: "polite", language: "en" }];
  const split = lead(words);
  if (split) return split;
  if (namesLeaving(words)) return [{ part: "doubt", rule: "names_unsubscribing", language: "en" }];
  if (endsInStop(words)) return [{ part: "doubt", rule: "ends_in_stop", language: "en" }];
  return [{ part: "other", rule: "other", language: "en" }];
}

const isGreeting = (words: string[]) =>
  /^(hi|hey|hello|hola|dear|bonjour|salut|thanks|gracias|merci)$/.test(words[0] as string) && words.length <= 3;

/** "stop i never asked for this": a keyword first, then a reason. */
function lead(words: string[]): Read[] | null {
  const at = words.findIndex((word) => !polite.has(word));
  if (at < 0 || !/^(stop|unsubscribe|optout|cancel|quit|end|remove|stopall)$/.test(words[at] as string)) return null;
  const rest = words.slice(at + 1);
  if (!reason.test(rest.join(" "))) return null;
  return [{ part: "bare", rule: "keyword_first", language: "en" }, ...readClause(rest)];
}

/** "I choose to opt out": leaving is named, and neither denied, asked about, past, somebody else's nor a figure of speech. */
function namesLeaving(words: string[]): boolean {
  const at = words.findIndex((word) => word === "unsubscribe" || word === "optout");
  if (at < 0 || /^(from|of)$/.test(words[at + 1] ?? "")) return false;
  return !words.some((word) =>
    /^(dont|never|not|didnt|wont|cant|accidentally|almost|resubscribe|why|he|she|they|him|her|them|my|everyone|nobody|if|would|before)$/.test(
      word,
    ),
  );
}

/** How a reason begins, and no object of the verb: "stop i …", but not "stop this war". */
const reason =
  /^(i|im|ive|id|who|whoever|its|thats|not|dont|wrong|never|before|or|because|youre|sorry|unless|this is|you (are|have|got|keep|need|people)|we (are|dont|do|did)|my (name|phone|number) is|((my|our|the) \w+|he|she) (has |had |is |was |just |recently )*(passed|died|deceased|dead|gone)|no (one|more|thanks)|stop)\b/;

/** "idk who u are stop": a keyword last, where it is no noun and nobody else's stopping. */
function endsInStop(words: string[]): boolean {
  if (words.length < 3 || !/^(stop|unsubscribe|optout)$/.test(words.at(-1) as string)) return false;
  const before = words.at(-2) as string;
  if (/\bwho(?:s| is| tf is| the \w+ is)? (?:this|that|dis)$/.test(words.slice(0, -1).join(" "))) return true;
  if (
    words.some((word) =>
      /^(dont|never|wont|cant|couldnt|wouldnt|not|nonstop|non|didnt|doesnt|did|do|does|what|why|when|we|they|he|she|gotta|nothing)$/.test(
        word,
      ),
    )
  )
    return /^(you|interested|this|are|is|me)$/.test(before);
  return !/^(bus|train|truck|tour|pit|full|next|last|first|rest|gas|one|whistle|to|the|a|our|my|best|big|huge|great|your|this|another|every|must|should|would|could|will|can|door|short|back|down|f|t|1|non|goal|line|only|traffic|cant|and|or|needs|that|i|reply|text)$/.test(
    before,
  );
}
