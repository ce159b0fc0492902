import type { SegmentSize } from "@/lib/segments/count";
import type { SizeOnDay } from "@/lib/segments/queries";

/** "12,480 of 13,002 can be texted". */
export function sizeWords({ members, reachable }: SegmentSize): string {
  if (members === 0) return "Nobody is in it now";
  const comma = (count: number) => count.toLocaleString("en-US");
  return `${comma(reachable)} of ${comma(members)} can be texted`;
}

/** "+226 since Sep 28"; null where there is one day or none. */
export function changeWords(sizes: SizeOnDay[]): string | null {
  const [first, last] = [sizes[0], sizes.at(-1)];
  if (!first || !last || sizes.length < 2) return null;
  const grown = last.members - first.members;
  const change = grown === 0 ? "no change" : `${grown > 0 ? "+" : "−"}${Math.abs(grown).toLocaleString("en-US")}`;
  return `${change} since ${dayWords(first.day)}`;
}

/** "Sep 28", of a day as it is stored. */
export function dayWords(iso: string): string {
  return new Date(`${iso}T00:00:00Z`).toLocaleDateString("en-US", { month: "short", day: "numeric", timeZone: "UTC" });
}
