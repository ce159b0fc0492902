import { askingDont, has, hasAny, isBefore, list, plain, reach, type Said } from "./english-reading";
import { messaging } from "./words";

const contacting = list(
  "text texts texting message messaging msg contact contacting call calling write send sending bother disturb email sms spam harass bug reach phone solicit texted add use",
);

/** "don't text me", "never contact this number again", "I don't want these texts". */
export function dontAt(words: string[], at: number): Said | null {
  const left = words.slice(0, at);
  let next = at + 1;
  while (/^(ever|you|dare|please|even|really|fucking|any|longer|to)$/.test(words[next] ?? "")) next++;
  const verb = words[next] ?? "";
  const { end, open } = reach(words, next + 1);
  const right = words.slice(next + 1, end);
  if (/^(want|need|wish|care|consent|agree|authorize|like|appreciate|desire|wanna)$/.test(verb))
    return dontWant(words, left, verb, right, { end, open, at });
  if (!contacting.has(verb) || words[at] === "not") return null;
  const asked = plain(left) === "" || askingDont.test(plain(left));
  if (!asked && !/^(please|so|but|kindly)$/.test(left.at(-1) ?? "")) return null;
  const aimed =
    hasAny(right, "me us this number my again anymore more anything texts text messages message here") ||
    right.length === 0;
  // "Do not disturb" is also a mode of the phone.
  if (verb === "disturb" && right.length === 0) return { what: "complaint", rule: "dont_contact", end, start: at };
  const needsAim =
    /^(write|send|sending|bother|disturb|email|spam|harass|bug|reach|phone|solicit|calling|add|use)$/.test(verb);
  if (!aimed || (needsAim && right.length === 0) || hasAny(right, "it that-")) return null;
  if (verb === "call" && !hasAny(right, "me us number text message anymore again or") && right.length > 0) return null;
  if ((verb === "use" && !hasAny(right, "number phone")) || verb === "add" || (open && /^call/.test(verb))) return null;
  // "Don't call me at work, text me instead" asks for another way.
  const sometimes =
    (hasAny(right, "at during on in after") && !hasAny(right, "number all")) ||
    /^(before|unless|while|when|until|if)$/.test(words[end] ?? "");
  return { what: open || sometimes || !asked ? "complaint" : "request", rule: "dont_contact", end, start: at };
}

function dontWant(
  words: string[],
  left: string[],
  verb: string,
  right: string[],
  { end, open, at }: { end: number; open: boolean; at: number },
): Said | null {
  if (
    left.length > 0 &&
    !/^(i|we|im|id|please|sorry|but|and|so|really|still|also|just|thanks|hi|hello|hey|no|ive|honestly|simply)$/.test(
      left.at(-1) as string,
    )
  )
    return null;
  if (/^(you|they|he|she)$/.test(left.at(-1) ?? "")) return null;
  const rest = words.slice(end);
  const rule = "dont_want";
  if (hasAny(right, "stop unsubscribe remove end off leave lose miss")) return null;
  const hear =
    rest[0] === "hear" &&
    /^hear( any(thing|more))?( more)? from (you|this|yall|him|her|any of you|your campaign)\b/.test(rest.join(" "));
  if (hear) return { what: "request", rule, end: words.length, start: at };
  const removed =
    rest[0] === "bothered" ||
    rest[0] === "texted" ||
    rest[0] === "included" ||
    rest[0] === "subscribed" ||
    rest[0] === "see";
  const domain = has(right, messaging) || removed;
  // "I don't agree with you" is an opinion.
  if (verb === "agree" && (right[0] === "with" || rest[0] === "with")) return null;
  if (verb === "consent" || verb === "agree" || verb === "authorize")
    return !open ? { what: "request", rule: "consent", end, start: at } : null;
  if (domain) {
    if (removed || !open) return { what: "request", rule, end, start: at };
    return hasAny(right, "text texts texting message messages messaging sms list")
      ? { what: "complaint", rule, end, start: at }
      : null;
  }
  if (
    !open &&
    (right.length === 0 ||
      right.every((word) =>
        /^(this|these|it|anymore|any|more|of|that|them|your|stuff|shit|crap|please|thanks|now|to|be|on|here|get|receive|see|hear)$/.test(
          word,
        ),
      )) &&
    right.length < 7
  )
    return { what: "complaint", rule, end, start: at };
  return null;
}

/** "no more texts", "no text messages please". */
export function noMoreAt(words: string[], at: number): Said | null {
  const left = words.slice(0, at);
  if (!isBefore(left.filter((word) => word !== "i" && word !== "said"))) return null;
  const { end, open } = reach(words, at + 1);
  const right = words.slice(at + 1, end);
  if (open) return null;
  if (/^(not|no)$/.test(right[0] ?? "")) return null;
  const plural = right[0] === "more" || right[0] === "further" || right[0] === "additional";
  if (!plural && hasAny(right, "today from yet here tonight you your for notifications alerts updates")) return null;
  if (hasAny(right, "crap shit garbage bs junk nonsense bullshit") && plural)
    return { what: "complaint", rule: "no_more", end, start: at };
  const nouns = hasAny(
    right,
    "text texts message messages sms texting messaging notifications alerts contact calls emails updates spam solicitations communication communications replies ads",
  );
  const first = right.find(
    (word) =>
      !/^(more|further|additional|any|of|these|your|the|fucking|damn|political|unwanted|stupid|text|spam|campaign|annoying|random|promotional|marketing|unsolicited|future)$/.test(
        word,
      ),
  );
  if (
    nouns &&
    (first === undefined ||
      messaging.has(first) ||
      /^(please|thanks|to|me|for|from|ever|again|now|anymore|at|here)$/.test(first))
  )
    return { what: "request", rule: "no_more", end, start: at };
  if (right[0] === "more" && right.slice(1).every((word) => /^(please|thanks|of|this|these|it|now|ok|sir)$/.test(word)))
    return { what: "complaint", rule: "no_more", end, start: at };
  return null;
}
