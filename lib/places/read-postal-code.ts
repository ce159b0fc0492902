/**
 * "60601", "60601-1234", "IL 60601", "60601-", "60601.0", "Chicago, IL 60601", "M5V 3L9". Zeros that spreadsheets cut off
 * the front of codes are put back: 681 → 00681, 2138 → 02138, 2138-1234 → 02138-1234. Null for what is no code of the US
 * or Canada.
 */
export function readPostalCode(text: string): string | null {
  const plain = text
    .trim()
    .toUpperCase()
    .replace(/^['‘’`=\s"]+|["\s]+$/g, "")
    .replace(/\.0+$/, "")
    .replace(/[‐-―]/g, "-")
    .replace(/^(\d{2}),(\d{3})$/, "$1$2")
    .replace(/[-,.\s]+$/, "");
  const zip = /^(\d{3,5})(?:[-\s]?(\d{4}))?$/.exec(plain);
  if (zip && (zip[1]?.length === 5 || !/^\d{7,8}$/.test(plain))) {
    const code = (zip[1] as string).padStart(5, "0");
    if (code === "00000") return null;
    return zip[2] && zip[2] !== "0000" ? `${code}-${zip[2]}` : code;
  }
  const canadian = /(?:^|[\s,])([ABCEGHJ-NPRSTVXY]\d[A-Z])[\s-]?(\d[A-Z]\d)(?:$|[\s,])/.exec(plain);
  if (canadian && /^[\p{L}\s,.'-]*$/u.test(plain.replace(canadian[0], " "))) return `${canadian[1]} ${canadian[2]}`;
  // Beside words: a state, a country, a city. "60601-123" lost a digit of what is not needed.
  const [whole = "", code = "", more] = /(?<!\d)(\d{5})(?:[-\s]?(\d{4}))?(?:-\d{1,3})?(?!\d)/.exec(plain) ?? [];
  if (code !== "" && code !== "00000" && /^[\p{L}\s,.'-]*$/u.test(plain.replace(whole, " ")))
    return more && more !== "0000" ? `${code}-${more}` : code;
  const [, cut = ""] = /^(?:CT|MA|ME|NH|NJ|RI|VT|PR|VI)[\s,]+(\d{3,4})$/.exec(plain) ?? [];
  return cut ? cut.padStart(5, "0") : null;
}
