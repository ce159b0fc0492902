import type { SegmentSize } from "@/lib/segments/count";

/** "12,480 of 13,002 can be texted". */
export function sizeWords({ members, reachable }: SegmentSize): string {
  if (members === 0) return "Nobody is in it now";
  const comma = (count: number) => count.toLocaleString("en-US");
  return `${comma(reachable)} of ${comma(members)} can be texted`;
}
