import { type Phone, readPhone } from "@/lib/numbers/phone";
import { numberProblem } from "@/lib/numbers/possible";
import type { Target } from "./columns";
import type { Reason } from "./counts";
import { labelOf, labelRank, mayHoldTheirs, phoneRank } from "./recognize/phone-columns";

/** A column of numbers: where it is, how well its name fits a mobile, and which column labels its numbers. */
export type PhoneColumn = { at: number; rank: number; label: number | null };

/** The columns numbers are taken from, the best first. `names` are the cells of the header row, if there is one. */
export function phoneColumns(columns: (Target | null)[], names: string[]): PhoneColumn[] {
  return columns
    .flatMap((target, at) =>
      target === "phone" ? [{ at, rank: phoneRank(names[at] ?? "") ?? 1, label: labelOf(at, columns, names) }] : [],
    )
    .sort((a, b) => a.rank - b.rank || a.at - b.at);
}

export type PhoneRules = {
  /** +1 numbers of the Caribbean are taken, too. */
  caribbean: boolean;
  /** The leader's own numbers: they are no members. */
  ownNumbers: Set<string>;
};
type Found = { phone: string; country: string };
export type RowPhones = { best: Found; others: Found[]; unusable: string[] } | { refused: Reason; value: string };

/**
 * The number to text somebody at: of several, one that is labelled a mobile, else the first that can be one. Numbers
 * labelled work or fax are passed over. The rest is handed back, so that it can be told.
 */
export function readPhones(cells: string[], columns: PhoneColumn[], rules: PhoneRules): RowPhones {
  const found: (Found & { rank: number })[] = [];
  const unusable: string[] = [];
  let refused: { refused: Reason; value: string } | null = null;
  for (const { at, rank, label } of columns) {
    const text = cells[at] ?? "";
    if (text === "") continue;
    const fits = label === null || (cells[label] ?? "") === "" ? rank : labelRank(cells[label] as string);
    for (const one of numbersIn(text)) {
      // "773-365-0101 (fax)"
      const beside = one.replace(/[\d+().-]+/g, " ").trim();
      const own = fits === null || !/\p{L}{3}/u.test(beside) ? fits : labelRank(beside);
      const number = own === null ? { refused: "not_mobile" as const } : readNumber(one, rules);
      if ("phone" in number) {
        if (!found.some((other) => other.phone === number.phone)) found.push({ ...number, rank: own as number });
      } else {
        unusable.push(one.slice(0, 60));
        refused ??= { refused: number.refused, value: one.slice(0, 60) };
      }
    }
  }
  const [best, ...others] = found.sort((a, b) => a.rank - b.rank);
  return best ? { best, others, unusable } : (refused ?? { refused: "no_number", value: "" });
}

/**
 * Every number of a row that says somebody is out, whatever it is labelled: of a suppression list all that look like one,
 * else those of the columns of numbers, used or not, but for other people's.
 */
export function everyPhone(
  cells: string[],
  columns: (Target | null)[],
  names: string[],
  { all, ...rules }: PhoneRules & { all: boolean },
): Found[] {
  const found = new Map<string, Found>();
  cells.forEach((text, at) => {
    const target = columns[at] ?? null;
    if (target !== "phone" && (target !== null || !mayHoldTheirs(names[at] ?? "", all))) return;
    for (const one of [...numbersIn(text), ...(text.match(aNumber) ?? [])]) {
      const number = /\d{7}/.test(one.replace(/\D/g, "")) ? readNumber(one.trim(), rules) : null;
      if (number && "phone" in number) found.set(number.phone, number);
    }
  });
  return [...found.values()];
}
const aNumber = /(?<!\d)(?:\+?1[\s.-]?)?\(?\d{3}\)?[\s.-]?\d{3}[\s.-]?\d{4}(?!\d)/g;

/** Several numbers in one cell: "773-365-0201 ::: 773-365-0202", "a; b", "a / b", "a or b". */
function numbersIn(raw: string): string[] {
  const text = raw.replace(/[\s;,]*(?<![a-z])(?:extension|extn|ext|x)[.:=\s]*\d{1,6}\s*$/i, "");
  // "7,733,650,101" and "7,733650103E+09" are one number each.
  if (/^\d{1,3}(,\d{3}){3}$/.test(text.trim()) || isScientific(text)) return [text];
  if (text.length <= 16 && !text.includes(":::") && !/[;,|]/.test(text)) return [text];
  const parts = text
    .split(/:::|[;,|\n]|\s\/\s|\s(?:or|and|&|o|ou)\s/i)
    .map((part) => part.trim())
    .filter((part) => /\d/.test(part));
  return parts.length > 0 ? parts : [text];
}

/** One number as files write it, also as spreadsheets spoil it. */
function readNumber(text: string, { caribbean, ownNumbers }: PhoneRules): Found | { refused: Reason } {
  const written = scientific(text);
  if (written === null) return { refused: "shortened_number" };
  const plain = written
    .replace(/^(?:tel|sms|p):/i, "")
    .replace(/^['‘’`]/, "")
    .replace(/\.0+$/, "")
    .replace(/^\d{1,3}(?:,\d{3}){3}$/, (all) => all.replaceAll(",", ""))
    .replace(/\p{Cf}/gu, "")
    // 00 is what other countries dial for "+".
    .replace(/^\+?\s*00\s*(?=1(?:\D*\d){10}$)/, "+");
  const phone = readPhone(plain);
  if (!phone) return { refused: "bad_number" };
  if (!phone.e164.startsWith("+1")) return { refused: "abroad" };
  const problem = numberProblem(phone.e164);
  // Own numbers may be toll-free: what they are is said first.
  if (ownNumbers.has(phone.e164)) return { refused: "own_number" };
  if (phone.caribbean && !caribbean && problem !== "impossible") return { refused: "caribbean" };
  if (problem) return { refused: problem === "toll_free" || problem === "premium" ? "not_mobile" : "bad_number" };
  return found(phone);
}

const found = ({ e164, country }: Phone): Found => ({ phone: e164, country });

/** "7.733650101E9" has all its digits; "7.73E+09" has lost them: null. Anything else comes back as it is. */
function scientific(text: string): string | null {
  const [, whole, part = "", power] = exponent.exec(text.trim()) ?? [];
  if (!whole) return text;
  return part.length === Number(power) ? whole + part : null;
}
const exponent = /^\+?(\d+)(?:[.,](\d+))?e\+?(\d{1,2})$/i;
const isScientific = (text: string) => exponent.test(text.trim());

const anyRules: PhoneRules = { caribbean: true, ownNumbers: new Set() };
/** Whether a cell reads as one or several numbers of the US, Canada or the Caribbean: for telling what a column is. */
export function looksLikePhone(text: string): boolean {
  const parts = numbersIn(text.trim());
  return parts.length > 0 && parts.some((one) => /\d{7}/.test(one.replace(/\D/g, "")) && isNumber(one));
}

/** Also one that nobody can be texted at: 555-0123 in a column of numbers is still a number. */
function isNumber(text: string): boolean {
  const read = readNumber(text, anyRules);
  if ("phone" in read) return true;
  const phone = readPhone(text.replace(/^'/, ""));
  return read.refused === "not_mobile" || (phone?.home === true && /^\+1[2-9]\d{2}[2-9]\d{6}$/.test(phone.e164));
}
