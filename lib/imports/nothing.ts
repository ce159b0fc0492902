/**
 * What files write where they have nothing: nothing in every column. Two exceptions, both on purpose: "Null" in a column
 * of last names is a name (people are called so; databases write "NULL" or "null"), and a choice field may have a choice
 * of that name ("None").
 */
const nothing = new Set([
  "null",
  "(null)",
  "[null]",
  "<null>",
  "nil",
  "none",
  "(none)",
  "n/a",
  "n.a.",
  "n.a",
  "na",
  "(n/a)",
  "not available",
  "not applicable",
  "not provided",
  "not given",
  "not specified",
  "not set",
  "nan",
  "#n/a",
  "#ref!",
  "#value!",
  "#name?",
  "#null!",
  "#div/0!",
  "#num!",
  "#error!",
  "#spill!",
  "#calc!",
  "undefined",
  "(undefined)",
  "(blank)",
  "[blank]",
  "blank",
  "(empty)",
  "empty",
  "unknown",
  "(unknown)",
  "desconocido",
  "inconnu",
  "tbd",
  "tba",
  "xxx",
  "xxxx",
  "\\n",
  "missing",
  "unspecified",
  "[object object]",
  "no data",
  "sin datos",
  "sin dato",
  "none given",
  "n / a",
  "n/d",
  "s/d",
  "<blank>",
  "<none>",
  "[none]",
  "(not set)",
  "nat",
  "<na>",
  "please select",
  "ninguno",
  "ninguna",
  "aucun",
  "aucune",
  "no aplica",
  "no disponible",
  "&nbsp;",
]);
/** What stands for a name where there is none; FNU and LNU are "first name unknown" and its like. */
const noName = new Set(["no name", "first name", "last name", "full name", "fnu", "lnu", "fnu lnu", "unknown caller"]);
const names = new Set(["name", "firstName", "lastName"]);

/** Numbers as values mean something only where a number, a word of consent or a field of the leader's can stand. */
const textTargets = new Set([
  "name",
  "firstName",
  "lastName",
  "email",
  "birthDate",
  "birthMonth",
  "birthDay",
  "birthYear",
  "city",
  "state",
  "postalCode",
  "gender",
  "language",
  "tags",
]);
const zero = /^(0+([./-]0+)*|-1|-9{2,4})$/;
const nobodysMail = /^(unknown|no-?e?mail|none|na|null|nobody|fake|x+)@/i;

/** Whether a cell, already trimmed, stands for nothing in a column of this kind. */
export function isNothing(text: string, target: string): boolean {
  // Whatever stands in an opt-out column may be the mark of an opt-out, unless it is a dash or a word for nothing.
  if (target === "optOut") return /^\p{Pd}+$/u.test(text) || (!/^x+$/i.test(text) && nothing.has(text.toLowerCase()));
  // Punctuation alone: "-", "--", ".", "?", "***", "/". Consent columns may hold a check mark.
  if (/^[\p{P}\p{Sk}\p{Z}|~+=<>]+$/u.test(text)) return true;
  if (target === "lastName" && text === "Null") return false;
  if (text.length <= 20 && nothing.has(text.toLowerCase())) return target !== "lastName" || text !== "Na";
  if (!textTargets.has(target)) return false;
  if (names.has(target) && noName.has(text.toLowerCase())) return true;
  return zero.test(text) || (target === "email" && nobodysMail.test(text));
}
