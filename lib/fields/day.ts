/**
 * A calendar day as people write it: "1990-05-17", "5/17/1990" or "05-17-1990" → "1990-05-17". Null for what is no day
 * (2/30), or is written otherwise.
 */
export function readDay(text: string): string | null {
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(text);
  const american = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/.exec(text);
  const [year, month, day] = iso ? [iso[1], iso[2], iso[3]] : american ? [american[3], american[1], american[2]] : [];
  if (!year || !month || !day) return null;
  const written = `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
  const at = new Date(`${written}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().slice(0, 10) === written ? written : null;
}

/** "1990-05-17" as a form shows it: 5/17/1990. Empty for nothing. */
export function writtenDay(day: string | null): string {
  const [year, month, date] = day?.split("-").map(Number) ?? [];
  return year ? `${month}/${date}/${year}` : "";
}
