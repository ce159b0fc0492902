/**
 * What was typed of a postal code, as members' codes are written (members/details.ts): "m5v2t" → "M5V 2T",
 * "606011234" → "60601-1234".
 */
export function postalPrefix(typed: string): string {
  const bare = typed.toUpperCase().replace(/[\s-]/g, "");
  if (/^\d{6,}$/.test(bare)) return `${bare.slice(0, 5)}-${bare.slice(5)}`;
  if (/^[A-Z]\d[A-Z]\d/.test(bare)) return `${bare.slice(0, 3)} ${bare.slice(3)}`;
  return bare;
}
