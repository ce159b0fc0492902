/** A person's name in two parts, as it is used: the first name is what they are greeted by. */
export type Names = { firstName: string | null; lastName: string | null };

const titles = new Set(
  "mr mrs ms miss mx dr prof professor rev reverend fr father sr sra srta hon judge sen rep gov capt cpt col lt ltc maj gen sgt cpl pvt adm cmdr sir dame lady lord rabbi imam pastor bishop deacon elder sister brother coach m mme mlle don dona herr frau mister doctor señor señora".split(
    " ",
  ),
);
/** "Sr." is a title before a Spanish name and a suffix behind an English one: it is a suffix only at the end. */
const suffixes = new Set(
  "jr sr ii iii iv v jnr snr md phd esq esquire dds dmd do dvm rn lpn np pa cpa jd mba edd psyd lcsw pe ret usmc usn usaf usa mph msw lmft od dpm dc pharmd bsn msn fnp crna ma bs ba lmt cfa cfp pmp facs rd lpc".split(
    " ",
  ),
);
const company =
  /(^|\s)(llc|l\.l\.c\.?|inc\.?|incorporated|corp\.?|corporation|ltd\.?|limited|company|co\.|gmbh|llp|pllc|lp|plc|foundation|church|school|university|college|association|assoc\.?|club|hospital|clinic|committee|agency|group|holdings|enterprises|services|solutions|restaurant|records|studios?|productions?|entertainment|bakery|plumbing|salon)$/i;
const and = /\s+(?:&|and|und|y|et|\+)\s+/i;

const bare = (word: string) => word.toLowerCase().replace(/[.,]/g, "");
const isTitle = (word: string) => titles.has(bare(word)) && !/^(m|v)$/i.test(word.replace(/,/g, ""));
const isSuffix = (word: string) => suffixes.has(bare(word)) || /^ph\.?\s?d\.?$/i.test(word);

/**
 * Splits a whole name: "Dr. Ana Morales, MD", "Morales, Ana María", "MORALES, ANA" and "Ana Morales Jr." → Ana, Morales.
 * Two people are greeted together ("Bob & Mary Smith" → "Bob & Mary", "Smith"); "Mr. & Mrs. Smith" and companies have no
 * first name. The first word is the first name, as the sign-up page asks it; everything behind it is the last name.
 */
export function splitName(text: string): Names {
  const plain = withoutNickname(text);
  if (!plain) return { firstName: null, lastName: null };
  if (company.test(plain)) return { firstName: null, lastName: settled(plain) };
  const [front = "", ...behind] = plain.split(",").map((part) => part.trim());
  const parts = behind.filter((part) => part !== "" && !part.split(/\s+/).every((word) => isSuffix(word)));
  if (parts.length > 0 && front) {
    const first = withoutTitles(parts[0] as string);
    const last = withoutSuffixes(withoutTitles(front));
    return { firstName: settled(withoutInitials(first)) || null, lastName: settled(last) || null };
  }
  return ofWords(front);
}

function ofWords(text: string): Names {
  const couple = text.split(and);
  if (couple.length === 2) return ofCouple(couple[0] as string, couple[1] as string);
  const untitled = withoutTitles(text);
  const words = withoutSuffixes(untitled).split(/\s+/).filter(Boolean);
  const [first = "", ...rest] = words;
  // "Mrs. Smith": a title before one word is a last name.
  if (rest.length === 0 && untitled !== text && !/^(sister|brother|father|coach|pastor)\b/i.test(text))
    return { firstName: null, lastName: settled(first) || null };
  // Initials before a name belong to it: "J. R. Smith" is greeted as J.
  const last = rest.length > 1 ? rest.filter((word, at) => at === rest.length - 1 || !/^\p{Lu}\.?$/u.test(word)) : rest;
  return { firstName: settled(first) || null, lastName: settled(last.join(" ")) || null };
}

function ofCouple(one: string, other: string): Names {
  const [left, right] = [withoutTitles(one), ofWords(withoutTitles(other))];
  if (!left) return { firstName: null, lastName: right.lastName ?? right.firstName };
  const [first = "", ...rest] = left.split(/\s+/);
  const second = right.firstName;
  const lastName = right.lastName ?? (settled(rest.join(" ")) || null);
  return { firstName: second ? `${settled(first)} & ${second}` : settled(first), lastName };
}

/** A column of first names: without titles, suffixes and nicknames; "SMITH" as in "Hi Smith" is left to the column. */
export function tidyFirstName(text: string): string | null {
  const plain = withoutNickname(text);
  if (isTitle(plain) || isSuffix(plain)) return null;
  if (plain.includes(",")) return splitName(plain).firstName;
  const couple = plain.split(and).map((part) => withoutInitials(withoutSuffixes(withoutTitles(part))));
  return settled(couple.filter(Boolean).join(" & ")) || null;
}

/** A column of last names: without the suffixes and titles that stand there. */
export function tidyLastName(text: string): string | null {
  const plain = withoutNickname(text).replace(/,\s*(\S+)$/, (whole, word: string) => (isSuffix(word) ? "" : whole));
  if (isSuffix(plain) && plain.split(/\s+/).length === 1 && !/^(ma|do|pa|rd)$/i.test(plain)) return null;
  return settled(withoutSuffixes(plain)) || null;
}

function withoutTitles(text: string): string {
  const words = text.trim().split(/\s+/);
  let from = 0;
  while (from < words.length && isTitle(words[from] as string)) from++;
  return words.slice(from).join(" ");
}

/** "V" and "Ma" end a name only behind two others: "Do" and "Ma" are last names, too. */
function withoutSuffixes(text: string): string {
  const words = text.trim().split(/\s+/);
  const short = (word: string) =>
    /^(v|ma|do|pa|od|dc|ba|bs|pe|rd|np|usa|ret)$/i.test(word.replace(/[.,]/g, "")) && !/[.]/.test(word);
  while (words.length > 1) {
    const last = words.at(-1) as string;
    const comma = words.at(-2)?.endsWith(",") ?? false;
    if (!isSuffix(last) || (short(last) && !comma && !(words.length > 2 && last === last.toUpperCase()))) break;
    words.pop();
  }
  return words.join(" ").replace(/,$/, "");
}

const withoutInitials = (text: string) => text.replace(/^(\S{2,})(?:\s+\p{Lu}\.?)+$/u, "$1");
const withoutNickname = (text: string) =>
  text
    .replace(/\s*["“”([][^"“”()[\]]*["“”)\]]\s*/g, " ")
    .replace(/\s+/g, " ")
    .replace(/^[\s,;]+|[\s,;]+$/g, "");

/** Names in capitals as people write them: "MCDONALD" → "McDonald", "O'NEILL" → "O'Neill"; "TJ" and mixed case stay. */
function settled(text: string): string {
  if (text !== text.toUpperCase() || !/\p{Lu}{2}/u.test(text)) return text;
  return text.replace(/[\p{L}'’]+/gu, (word) => {
    if (word.length <= 2 && !/^[^AEIOUY][AEIOUY]$|^(AL|ED|AB|ON|OF|DE|DI|DA|DU|LA|LE|EL)$/.test(word)) return word;
    const lower = word.toLowerCase();
    const titled = lower.replace(/^\p{L}/u, (letter) => letter.toUpperCase());
    return titled
      .replace(/^(Mc)(\p{L})/u, (_, start: string, letter: string) => start + letter.toUpperCase())
      .replace(/^([ODL]['’])(\p{L})/u, (_, start: string, letter: string) => start + letter.toUpperCase());
  });
}
