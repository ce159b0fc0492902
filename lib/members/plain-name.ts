/**
 * What is typed, as `members.name_key` has it: lower case, without accents, hyphens and the like as spaces, dots and
 * apostrophes gone. "Muñoz-O’Brien" → "munoz obrien".
 */
export function plainName(text: string): string {
  return text
    .normalize("NFD")
    .replace(/[\u0300-\u036f]/g, "")
    .toLowerCase()
    .replace(/[-,;"()/]/g, " ")
    .replace(/[.'’]/g, "")
    .replace(/\s+/g, " ")
    .trim();
}
