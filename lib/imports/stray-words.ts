import type { Target } from "./columns";
import { onlyHarmless, outWords, readConsentWord, wordKey } from "./consent-words";
import { consentName, isOtherConsent } from "./recognize/consent-names";

/** A column not about consent, in which people still write that somebody is out. */
export type StrayColumn = { at: number; name: string; kind: "free" | "name" | "place" | "phone" };
/** What such a cell says. unknown: has to be asked about, by the words in `text`. */
export type StrayWord = { word: "out" | "never" | "unknown"; name: string; text: string };

const names = new Set<string>(["name", "firstName", "lastName"]);

/** The columns to look through: unused ones, tags, names, numbers and fields. Those about e-mail count only alone. */
export function strayColumns(columns: (Target | null)[], header: string[], hasConsent: boolean): StrayColumn[] {
  return columns.flatMap((target, at) => {
    const name = header[at]?.trim() || `Column ${at + 1}`;
    const kind = kindOf(target);
    if (kind === null || (hasConsent && isOtherConsent(consentName(name)))) return [];
    return [{ at, name, kind }];
  });
}

function kindOf(target: Target | null): StrayColumn["kind"] | null {
  if (target === null || target === "tags" || target.startsWith("field:")) return "free";
  if (target === "state") return "place";
  if (target === "phone" || target === "phoneLabel") return "phone";
  return names.has(target) ? "name" : null;
}

/** Words about texts that mean an opt-out whatever column they stand in. */
const clear =
  /\b(un ?sub\w*|opt(ed)? ?outs?|stop(ped|all)?|(do ?not|dont|never|cannot|cant) (text|txt|sms|message|contact)|no (more )?(texts?|txts?|sms)|dnt|dnc|black ?list\w*|(dado |dada )?de baja|baja|desuscri\w*|desinscri\w*|desabon\w*|radie|no (contactar|enviar|mandar|molestar))\b/g;
/** The same within a longer text, where it is said of texts beyond doubt. */
const beyondDoubt =
  /\b(unsubscribed?|opted out|texted stop|(do not|dont|never) (text|txt|sms)|no (more )?(texts|txts|sms)|asked (us )?(not to|to stop) (be )?text\w*)\b/;
/** What may stand beside them. */
const beside =
  /\b(please|pls|thanks|now|again|asked|asks|wants|requested|request|said|says|replied|sent|this|number|contacts?|people|members?|subscribers?|lists?|group|segment|ever|anymore|them|her|him|be|was|been|date)\b/g;

/** Without any of these a cell says nothing of the kind: most cells are not looked at more closely. */
const hint =
  /sub|opt|stop|no|n['’]?t|never|d[\s.]?n[\s.]?c|quit|blo|black|supp|clean|bounc|spam|compl|rev|with|remov|cancel|declin|den|refus|reject|rech|baja|d(e\u0301?|é)s|radi|deliver|deceas|\bne\b/iu;

/**
 * What a cell of a column not about consent says of being texted: an opt-out where it stands alone ("VIP, Do Not Text"),
 * something to ask about where the word may mean another thing ("Cancelled"), a "not yet" where a longer text says it
 * ("Met at the show. Do not text again"). Null: nothing.
 */
export function readStray(cell: string, { name, kind }: StrayColumn): StrayWord | null {
  if (cell.length > 2000 || !hint.test(cell)) return null;
  const words = kind === "phone" ? cell.replace(/[\d+().-]+/g, " ") : cell;
  const said = (word: StrayWord["word"], text: string): StrayWord => ({ word, name, text: text.trim() });
  for (const part of words.split(/[,;|()[\]\n]|:::|\s-\s/)) {
    const key = wordKey(part);
    const without = key.replace(clear, " ");
    if (without === key || !onlyHarmless(without.replace(beside, " "))) continue;
    // "Stop" is a name, and "Baja" a place.
    if (kind === "name" && !/ |unsub|dnc|dnt/.test(key)) continue;
    return said(kind === "place" && key === "baja" ? "unknown" : "out", part);
  }
  const key = wordKey(words);
  if (beyondDoubt.test(key)) return said("never", words);
  if (kind !== "free" || key.length > 60 || readConsentWord("status", words) !== "out") return null;
  const rest = key.replace(new RegExp(outWords, "g"), " ").replace(beside, " ").trim();
  return onlyHarmless(rest) && !/^(landline|spam|clean|block)$/.test(key) ? said("unknown", words) : null;
}

/** All that a row says beside its columns about consent. */
export function strayWords(cells: string[], columns: StrayColumn[]): StrayWord[] {
  return columns.flatMap((column) => readStray(cells[column.at] ?? "", column) ?? []);
}
