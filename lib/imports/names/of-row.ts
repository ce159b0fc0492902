import { cut } from "../values";
import { type Names, splitName, tidyFirstName, tidyLastName } from "./split";
import { isBeside } from "./words";

/** Characters of a first and of a last name. */
const most = 60;

/**
 * The names of a row, from columns of first, last and whole names. A first name nobody can be greeted by ("Acme LLC",
 * "bob@example.com") is kept as the last name where there is none, else handed back as `unused`.
 */
export function readNames(cell: ReadonlyMap<string, string>): Names & { unused: string | null } {
  const [first, last, whole] = [cell.get("firstName"), cell.get("lastName"), cell.get("name")];
  const split = whole ? splitName(whole.slice(0, 121)) : null;
  const lastName = last ? tidyLastName(last) : (split?.lastName ?? null);
  const firstName = first ? withoutLast(tidyFirstName(first), lastName) : (split?.firstName ?? null);
  const unused = first && firstName === null && !first.split(/\s+/).every(isBeside) ? first : null;
  if (unused !== null && lastName === null) return { firstName, lastName: cut(unused, most), unused: null };
  return { firstName: cut(firstName, most), lastName: cut(lastName, most), unused };
}

/** "John Smith" in a column of first names beside "Smith" is John. */
function withoutLast(firstName: string | null, lastName: string | null): string | null {
  if (!firstName || !lastName || !firstName.toLowerCase().endsWith(` ${lastName.toLowerCase()}`)) return firstName;
  return firstName.slice(0, -lastName.length).trim();
}
