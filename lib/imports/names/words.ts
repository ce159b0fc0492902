/** Words that stand beside a name and are none: titles before it, suffixes and credentials behind it, labels around it. */

const titles = new Set(
  "mr mrs ms miss mx dr prof professor profa rev revd reverend fr father sr sra srta hon judge sen rep gov capt cpt col lt ltc maj gen sgt cpl pvt adm cmdr cdr sir dame lady lord rabbi imam pastor bishop deacon elder sister brother coach m mme mlle don doña herr frau mister doctor doctora dra señor señora señorita lic licda licenciado licenciada ing arq mtro mtra maestro maestra fray messrs mmes ven msgr monsignor officer chief president senator representative governor mayor councilman councilwoman captain colonel lieutenant major general sergeant corporal private admiral commander hermano hermana".split(
    " ",
  ),
);
/** Suffixes and credentials of any length that no last name is written like. */
const suffixes = new Set(
  "jr sr ii iii iv jnr snr md phd esq esquire dds dmd dvm lpn cpa mba edd psyd lcsw licsw lmsw lisw lmhc lpcc lcpc lmft usmc usaf uscg mph msw dpm pharmd bsn msn dnp fnp agnp pmhnp aprn arnp crnp crna lmt cfa cfp chfc clu pmp facs facp lpc rdn rph dpt otr slp ccc bcba rbt mfa mpa llb llm mdiv dmin phr sphr shrm cissp retired".split(
    " ",
  ),
);
/** These are names, too ("Do", "Ma", "Lac"): suffixes only behind two names or a comma. */
const shortSuffixes = new Set(
  "v do pa od dc ba bs pe rd np rn jd ma ms ret usn usa med ed edm bsc msc ot pt nd lac emt cna cnm cnp lvn aud kc qc obe mbe cbe mp mla aia eit ea".split(
    " ",
  ),
);

const bare = (word: string) => word.toLowerCase().replace(/[.,]/g, "");

/** Whether a word is a title. "Don" is one only before a Spanish name (withoutTitles). */
export const isTitle = (word: string): boolean => titles.has(bare(word)) && !/^(m|v)$/i.test(word.replace(/,/g, ""));

/** Whether a word is a suffix or a credential: "Jr.", "MD", "Lcsw-C", "PMHNP-BC". */
export function isSuffix(word: string): boolean {
  const plain = bare(word);
  if (suffixes.has(plain) || shortSuffixes.has(plain) || /^ph\.?\s?d\.?$/i.test(word)) return true;
  const [base = "", ...rest] = plain.split(/[-/]/);
  return rest.length > 0 && (suffixes.has(base) || base === "rn") && rest.every((part) => part.length <= 4);
}
/** Whether a suffix may as well be a last name. */
export const isShortSuffix = (word: string): boolean => shortSuffixes.has(bare(word)) && !/[.]/.test(word);

/** Whether a word is only ever beside a name. "Don" is a name, and so are "Ed", "Ma" and "Do" where they stand alone. */
export function isBeside(word: string): boolean {
  if (/^(don|ed)$/i.test(word) || (isShortSuffix(word) && /^\p{Lu}\p{Ll}+$/u.test(word) && !isTitle(word)))
    return false;
  return isTitle(word) || isSuffix(word);
}

const spanish =
  /^(jos[eé]|juan|carlos|luis|miguel|pedro|antonio|francisco|manuel|jorge|pablo|ram[oó]n|rafael|diego|fernando|ricardo|roberto|eduardo|alejandro|javier|jes[uú]s|enrique|ernesto|felipe|gustavo|h[eé]ctor|ignacio|julio|mario|ra[uú]l|rub[eé]n|salvador|sergio|tom[aá]s|vicente|v[ií]ctor|alberto|armando|arturo|[aá]ngel|andr[eé]s|guillermo|joaqu[ií]n|lorenzo|marcos|mateo|santiago)$/i;

/** A name without the titles before it. "Don" alone, or before a name that is not Spanish, is a first name. */
export function withoutTitles(text: string): string {
  const words = text.trim().split(/\s+/);
  let from = 0;
  while (from < words.length && isTitle(words[from] as string)) {
    if (/^don$/i.test(words[from] as string) && !spanish.test(words[from + 1] ?? "")) break;
    from++;
  }
  return words.slice(from).join(" ");
}

/** A name without the suffixes behind it, but for its last word. */
export function withoutSuffixes(text: string): string {
  const words = text.trim().split(/\s+/);
  while (words.length > 1) {
    const last = words.at(-1) as string;
    const comma = words.at(-2)?.endsWith(",") ?? false;
    const shouted = words.length > 2 && last === last.toUpperCase() && text !== text.toUpperCase();
    if (!isSuffix(last) || (isShortSuffix(last) && !comma && !shouted)) break;
    words.pop();
  }
  return words.join(" ").replace(/,$/, "");
}

const label = "work|home|cell|mobile|office|personal|business|main|iphone|other|new|old|casa|trabajo|m[oó]vil";
const labelBefore = new RegExp(`^(?:${label})(?:\\s*:\\s*|\\s*[-–—|/]\\s+|\\s+[-–—|/]\\s*)(?=\\p{L})`, "iu");
const labelBehind = new RegExp(`(?:\\s*[:,]\\s*|\\s*[-–—|/]\\s+|\\s+[-–—|/]\\s*)(?:${label})\\s*\\d?$`, "iu");

/** "Work - John Smith", "John Smith (cell)", "“JJ” Jay Jones": the name without labels and nicknames. */
export function withoutAdditions(text: string): string {
  const plain = text
    .replace(/\s*["“”„([][^"“”()[\]]*["“”)\]]\s*/g, " ")
    .replace(/(^|\s)['‘’`][^'‘’`]+['‘’`](?=\s|$)/g, " ")
    .replace(/[([][^)\]]*$/, " ")
    .replace(/["“”„]/g, " ")
    .replace(/\s+/g, " ")
    .replace(/^[\s,;]+|[\s,;]+$/g, "");
  if (plain === "") return text.replace(/["“”„()[\]]/g, "").trim();
  return plain.replace(labelBefore, "").replace(labelBehind, "").trim();
}
