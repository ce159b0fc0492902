import { dontAt, noMoreAt } from "./english-denials";
import { has, hasAny, isBefore, list, negated, reach, type Said } from "./english-reading";
import { messaging } from "./words";

const stopping = list(
  "stop quit cease halt discontinue terminate end cancel desist disable deactivate stopp suspend refrain kill canceling cancelling",
);
const leaving = list("unsubscribe unsub optout unenroll unlist deregister unsubscribing");
const removing = list(
  "remove delete erase drop purge exclude removing taking deleting getting forget throw take get scratch strike pull lose wipe block clear detach disconnect deactivate unlink",
);
const others = list(
  "he she they him her them his their it wife husband ex mom dad kids people everyone everybody somebody someone band team congress we to if when did does until till before after accidentally almost",
);

const bareObjects = list(
  "it this that now please already immediately all everything right asap thanks kindly fucking fuck damn here away today again forever sir maam guys people folks dude bro man ok okay okay and just shit crap nonsense bullshit bs",
);
const ownThings = list(
  "number numbers phone name info information contact mobile cell telephone data address email cellphone line",
);
const isOwn = (word: string, next: string | undefined, near: string[]) =>
  word === "me" ||
  word === "us" ||
  word === "myself" ||
  (ownThings.has(word) && !near.includes("a")) ||
  (word === "my" && ownThings.has(next ?? ""));

/** Requests in English, by looking at each word that could be the verb of one. Null: this clause asks nothing. */
export function englishRequest(words: string[]): Said | null {
  let weaker: Said | null = null;
  for (let at = 0; at < words.length; at++) {
    const said = requestAt(words, at);
    if (said?.what === "request") return said;
    weaker ??= said;
  }
  return weaker;
}

function requestAt(words: string[], at: number): Said | null {
  const verb = words[at] as string;
  const left = words.slice(0, at);
  const { end, open } = reach(words, at + 1);
  const right = words.slice(at + 1, end);
  const made = (rule: string, strong: boolean): Said | null => placed(words, at, left, { rule, end, open, strong });
  if (stopping.has(verb) && !negated(words, at)) {
    if (!open && hasAny(right, "asking begging") && hasAny(right, "money donations donation cash contributions"))
      return made("stop_messages", true);
    if (
      has(right, messaging) &&
      !(open && !hasAny(right, "text texts texting message messages messaging sms contacting spamming"))
    )
      return made("stop_messages", true);
    if (verb === "stop" && !open && right.every((word) => bareObjects.has(word)) && isBefore(left))
      return {
        what: "bare",
        rule: /\b(this|it|that) (needs?|has|have|must|got)\b/.test(left.join(" ")) ? "it_must_stop" : "stop_bare",
        end,
        start: at,
      };
    if (
      /^(cancel|end|discontinue|terminate)$/.test(verb) &&
      !open &&
      right.every((word) => /^(this|it|these|everything|all|please|now|thanks|me)$/.test(word)) &&
      isBefore(left)
    )
      return { what: "complaint", rule: "cancel", end, start: at };
    if (verb === "quit" && !open && right.length > 0 && right[0] === "it" && isBefore(left))
      return { what: "bare", rule: "stop_bare", end, start: at };
  }
  if (leaving.has(verb) && !negated(words, at)) {
    if (!open) return made("unsubscribe", true);
    if (right[0] === "me" || right[0] === "my" || right[0] === "this") return made("unsubscribe", true);
  }
  if (
    removing.has(verb) &&
    !negated(words, at) &&
    removes(verb, right) &&
    (hasAny(right, "list lists group thread chat") || !hasAny(right, "message text call comment"))
  )
    return open && !hasAny(right, "list lists group thread chat number texts messages database")
      ? null
      : made("remove_me", true);
  if (verb === "not" && /^(can|could|would|will) (you|yall)$/.test(left.slice(-2).join(" ")) && left.length < 5)
    return dontAt(["dont", ...words.slice(at + 1)], 0);
  if ((verb === "dont" || verb === "never" || verb === "not") && !(words[at + 1] === "ever" && words.length < 3))
    return dontAt(words, at);
  if (verb === "no") return noMoreAt(words, at);
  return null;
}

function removes(verb: string, right: string[]): boolean {
  const target = right.slice(0, 4).some((word, at, near) => isOwn(word, right[at + 1], near));
  const fromList = hasAny(
    right,
    "list lists group thread chat thing database system records texts messages subscription contacts roster program group",
  );
  if (/^(lose|forget|throw)$/.test(verb))
    return hasAny(right, "number numbers contact info") && hasAny(right, "my this");
  if (verb === "block") return hasAny(right.slice(0, 2), "me my") && right.length < 5;
  if (
    verb === "remove" ||
    verb === "delete" ||
    verb === "erase" ||
    verb === "removing" ||
    verb === "deleting" ||
    verb === "purge" ||
    verb === "wipe" ||
    /^(clear|detach|disconnect|deactivate|unlink)$/.test(verb)
  )
    return target || fromList || hasAny(right.slice(0, 2), "it-");
  if (
    verb === "take" ||
    verb === "get" ||
    verb === "taking" ||
    verb === "getting" ||
    verb === "scratch" ||
    verb === "strike" ||
    verb === "pull"
  )
    return (
      (hasAny(right, "off") && (target || fromList)) ||
      (verb === "take" && right[0] === "out" && isOwn(right[1] ?? "", right[2], right)) ||
      (verb !== "scratch" && target && fromList && hasAny(right, "out from of"))
    );
  return target && fromList;
}

/** A request in its place: clear at the beginning or behind a connecting word, else for a person to look at. */
function placed(
  words: string[],
  at: number,
  left: string[],
  { rule, end, open, strong }: { rule: string; end: number; open: boolean; strong: boolean },
): Said | null {
  const asked = isBefore(left);
  if (asked && isQuestion(left)) return { what: "complaint", rule: "asks_how", end, start: at };
  if (asked) return { what: open ? "complaint" : "request", rule, end, start: at };
  if (/^(why|did|does|do|has|have|when)$/.test(words[0] as string) || has(left.slice(-3), others)) return null;
  const connected = /^(please|so|but|then|just|now|kindly|and)$/.test(left.at(-1) ?? "");
  if (connected && strong && !open && !(left.at(-1) === "and" && has(left, others)))
    return { what: "request", rule, end, start: at };
  return strong ? { what: "complaint", rule, end, start: at } : null;
}
const isQuestion = (left: string[]) => /^(how|where|what|is|why)$/.test(left[0] ?? "");
