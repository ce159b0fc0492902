import { around, messaging } from "./words";

/** What a clause says about stopping. `bare`: only "stop (it)", whose object nobody names. */
export type Said = {
  what: "request" | "bare" | "complaint";
  rule: string;
  /** Indexes of its verb and behind its last word. */
  start: number;
  end: number;
};

/** A set of words, written with spaces. */
export const list = (words: string) => new Set(words.trim().split(/\s+/));

const negators = list(
  "dont never not cant wont couldnt wouldnt shouldnt didnt doesnt isnt arent wasnt aint nobody nothing without cannot non nor neither hardly havent hasnt nunca",
);

/** Words that begin something new behind a request: what follows gives the reason. */
const boundary = list(
  "or because i im ive id ill you youre youve youll who whoever this thats its my not dont no we before if never unless wrong sorry since as but lol they he she and these there",
);

/** Said before a request without changing it. */
const noise = list(
  "please just kindly ok okay so and but then now hi hey hello dear sir maam no yes yeah nope thanks sorry again really seriously fucking also immediately everyone guys folks team already friend text reply send replying texting saying type typing nicely politely still omg for yo last time third final ffs wtf bro dude man god lord once more uh um well oh jesus christ good morning evening afternoon ugh enough mind geez jeez wow all k nah na nty ah 2nd 3rd 2 3",
);
/** How people ask for something, without such words. */
const asking = new RegExp(
  `^(?:${[
    "(?:can|could|would|will|wont|do) (?:you|yall|someone)(?: people)?(?: consider)?",
    "(?:can|could|may|might) (?:i|we)(?: get| have)?",
    "(?:you|yall)(?: people)? (?:need|have|ought|had better|are going|should|must|better|got)(?: to)?",
    "(?:i|ive|im|i have|i am|i repeat|i keep)(?: have| had| am| keep)? (?:said|say|told|tell|telling|asked|asking|ask|demand|demanding|beg|begging|request|requesting|requested|insist|want|need|wish|would like|like|prefer|trying|texted|replied|typed|wrote|sent)(?: for| that| to you)?(?: you| yall| this| these| it| them| your| the)?(?: people| texts| messages)?(?: twice| before| (?:\\w+ )?times)?(?: to| be| to be)?",
    "(?:i )?(?:want|need|would like|wish|have|am trying|trying|going) to",
    "id (?:like|love|prefer|appreciate it)(?: for)?(?: you| this| these| it| if you)?(?: to| would| could)?",
    "(?:let|make) (?:me|us|it|this|these|them|the)(?: texts| messages)?",
    "(?:this|these|it|that|the|your)(?: texts| messages| message| alerts| spam| harassment)? (?:has|have|need|needs|must|got|should)(?: to)?",
    "(?:im )?(?:trying|want|like|wish|need|asking)(?: trying)? to",
  ].join("|")})$`,
);
/** "don't text me" is asked without a subject: "I don't text" and "if you don't text me" ask nothing. */
export const askingDont = /^(?:i said|i told you|i asked you to|can you|could you|you can)$/;

export const plain = (left: string[]) => left.filter((word) => !noise.has(word)).join(" ");
export const isBefore = (left: string[]) => plain(left) === "" || asking.test(plain(left));

/** How far the words from `from` on belong to a request; `open` where something else than a reason follows. */
export function reach(words: string[], from: number): { end: number; open: boolean } {
  let end = from;
  while (end < words.length && (around.has(words[end] as string) || messaging.has(words[end] as string))) {
    if (end > from && boundary.has(words[end] as string) && startsReason(words, end)) return { end, open: false };
    end++;
  }
  return { end, open: end < words.length && !boundary.has(words[end] as string) };
}
const startsReason = (words: string[], at: number) =>
  !/^(from|of|to|on|in|at|with|for|off|and|or)$/.test(words[at - 1] as string) &&
  /^(i|im|ive|id|ill|you|youre|or|because|we|this|my|not|dont|before|if|but)$/.test(words[at] as string) &&
  words.slice(at).some((word) => !around.has(word) && !messaging.has(word));

export const has = (words: string[], wanted: Set<string>) => words.some((word) => wanted.has(word));
export const hasAny = (words: string[], wanted: string) => words.some((word) => wanted.split(" ").includes(word));
/** A negation within four words before, in the same breath: "not interested please remove me" denies nothing. */
export function negated(words: string[], at: number): boolean {
  for (let i = at - 1; i >= Math.max(0, at - 4); i--) {
    if (negators.has(words[i] as string)) return true;
    if (/^(please|but|so|interested|then|kindly)$/.test(words[i] as string))
      return /^(dont|never)$/.test(words[i - 1] ?? "") || /^(dont|never)$/.test(words[i + 1] ?? "");
  }
  return false;
}
