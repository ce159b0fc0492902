/** Says times in one zone, and what the zone is called: "Central Time". */
export function clock(timeZone: string): { zone: string; say: (at: Date) => string } {
  const format = new Intl.DateTimeFormat("en-US", { dateStyle: "medium", timeStyle: "short", timeZone });
  const zone = new Intl.DateTimeFormat("en-US", { timeZone, timeZoneName: "longGeneric" })
    .formatToParts(new Date())
    .find((part) => part.type === "timeZoneName")?.value;
  return { zone: zone ?? timeZone, say: (at) => format.format(at) };
}
