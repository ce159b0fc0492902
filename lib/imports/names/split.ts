import { settled } from "./casing";
import { greetable, isGroup, isNoName } from "./greetable";
import { isBeside, isShortSuffix, isSuffix, isTitle, withoutAdditions, withoutSuffixes, withoutTitles } from "./words";

/** A person's name in two parts, as it is used: the first name is what they are greeted by. */
export type Names = { firstName: string | null; lastName: string | null };

const and = /\s+(?:&|and|und|y|et|\+)\s+/i;

/**
 * Splits a whole name: "Dr. Ana Morales, MD", "Morales, Ana María", "MORALES, ANA" and "Ana Morales Jr." → Ana, Morales.
 * Two people are greeted together ("Bob & Mary Smith" → "Bob & Mary", "Smith"). "Mr. & Mrs. Smith", businesses and
 * households have no first name, and neither has what may be no name at all: then the last name is the text as it is.
 */
export function splitName(text: string): Names {
  const plain = withoutAdditions(text);
  if (isGroup(plain)) return { firstName: null, lastName: settled(text.trim()) };
  const asItIs = { firstName: null, lastName: text.trim() || null };
  if (isNoName(plain)) return asItIs;
  const { firstName, lastName } = partsOf(plain);
  const first = greetable(firstName);
  if (first !== null || (firstName === null && lastName !== null)) return { firstName: first, lastName };
  const onlyTitles = plain.split(/\s+/).every(isBeside);
  return onlyTitles ? { firstName: null, lastName: null } : asItIs;
}

function partsOf(plain: string): Names {
  const [front = "", ...behind] = plain.split(",").map((part) => part.trim());
  const parts = behind.filter(
    (part) => part !== "" && !part.split(/\s+/).every((word) => isSuffix(word) || isTitle(word)),
  );
  if (parts.length === 0 || !front) return ofWords(front);
  const last = settled(withoutSuffixes(withoutTitles(front))) || null;
  return { firstName: together(parts[0] as string), lastName: last };
}

function ofWords(text: string): Names {
  const couple = text.split(and);
  if (couple.length === 2) return ofCouple(couple[0] as string, couple[1] as string);
  if (couple.length > 2) return { firstName: null, lastName: text || null };
  const untitled = withoutTitles(text);
  const words = withoutSuffixes(untitled).split(/\s+/).filter(Boolean);
  const [first = "", ...rest] = words;
  // "Mrs. Smith": a title before one word is a last name.
  if (rest.length === 0 && untitled !== text && !/^(sister|brother|father|coach|pastor|doña|don)\b/iu.test(text))
    return { firstName: null, lastName: settled(first) || null };
  // "Bassist - John Smith": which of them is the name is not sure.
  if (/^[-–—]$/.test(rest[0] ?? "")) return { firstName: null, lastName: text };
  // Initials before a name belong to it: "J. R. Smith" is greeted as J.
  const last = rest.length > 1 ? rest.filter((word, at) => at === rest.length - 1 || !/^\p{Lu}\.?$/u.test(word)) : rest;
  return { firstName: settledIn(first, text) || null, lastName: settledIn(last.join(" "), text) || null };
}

/** In a name of mixed case, small letters are meant: "Ludwig van Beethoven". */
const settledIn = (part: string, whole: string) =>
  part === part.toLowerCase() && whole !== whole.toLowerCase() ? part : settled(part);

function ofCouple(one: string, other: string): Names {
  const [left, right] = [withoutTitles(one), ofWords(withoutTitles(other))];
  if (!left) return { firstName: null, lastName: right.lastName ?? right.firstName };
  const [first = "", ...rest] = left.split(/\s+/);
  const second = right.firstName;
  const lastName = right.lastName ?? (settled(rest.join(" ")) || null);
  return { firstName: second ? `${settled(first)} & ${second}` : settled(first), lastName };
}

/** First names of one or of two people, without titles, suffixes and initials: "JOHN Q. & MARY" → "John & Mary". */
function together(text: string): string | null {
  const people = text.split(and);
  if (people.length > 2) return null;
  const names = people.map((part) => withoutInitials(withoutSuffixes(withoutTitles(part))));
  return settled(names.filter(Boolean).join(" & ")) || null;
}

/**
 * A column of first names: without titles, suffixes and nicknames, and null where nobody is greeted like that. A whole
 * name that stands there is split.
 */
export function tidyFirstName(text: string): string | null {
  const plain = withoutAdditions(text);
  if (isGroup(plain)) return null;
  if (plain.includes(",")) return splitName(plain).firstName;
  return greetable(together(plain));
}

/** A column of last names: without the suffixes and titles that stand there. */
export function tidyLastName(text: string): string | null {
  const plain = withoutAdditions(text).replace(/,\s*(\S+)$/, (whole, word: string) => (isSuffix(word) ? "" : whole));
  if (isSuffix(plain) && plain.split(/\s+/).length === 1 && !isShortSuffix(plain)) return null;
  return settled(withoutSuffixes(plain)) || null;
}

const withoutInitials = (text: string) => text.replace(/^(\S{2,})(?:\s+\p{Lu}\.?)+$/u, "$1");
