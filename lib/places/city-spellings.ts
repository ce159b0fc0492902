/** Words of city names that are written short and long (keyOf in cities.ts reads them alike). */
const alike: string[][] = [
  ["saint", "st", "st."],
  ["sainte", "ste", "ste."],
  ["fort", "ft", "ft."],
  ["mount", "mt", "mt."],
  ["mountain", "mtn", "mtn."],
  ["heights", "hts", "hts."],
  ["springs", "spgs", "spgs."],
  ["north", "n", "n."],
  ["south", "s", "s."],
  ["east", "e", "e."],
  ["west", "w", "w."],
  ["point", "pt", "pt."],
];
const most = 48;

/**
 * How people may write a city: "St. Louis" also as "Saint Louis" and "St Louis", "Coeur d'Alene" with œ, "Winston-Salem"
 * with a space. Lower case, at most 48, the given one first.
 */
export function citySpellings(name: string): string[] {
  const plain = name.toLowerCase().replace(/\s+/g, " ").trim();
  const words = plain.split(/[\s-]+/).map((word) => alike.find((group) => group.includes(word)) ?? [word]);
  const spaced = words.reduce<string[]>(
    (begun, forms) => begun.flatMap((start) => forms.map((form) => (start ? `${start} ${form}` : form))).slice(0, most),
    [""],
  );
  const all = spaced.flatMap((one) => [one, one.replaceAll(" ", "-"), one.replace(" ", "-")]);
  const lettered = [plain, ...all].flatMap((one) => [
    one,
    one.replaceAll("œ", "oe").replaceAll("æ", "ae").replaceAll("ß", "ss"),
    one.replaceAll("oe", "œ"),
  ]);
  const folded = lettered.flatMap((one) => [one, one.replaceAll("'", "’"), one.replaceAll("’", "'")]);
  return [...new Set(folded)].slice(0, most);
}
