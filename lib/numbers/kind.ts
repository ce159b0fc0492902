import type { NumberKind } from "@/lib/carrier/carrier";

const tollFree = /^\+1(800|833|844|855|866|877|888)\d{7}$/;

/** What a number is, by its digits: for toll-free ones and short codes other rules hold than for 10DLC. */
export function kindOf(phone: string): NumberKind {
  if (/^\d{3,6}$/.test(phone)) return "short_code";
  return tollFree.test(phone) ? "toll_free" : "local";
}

/** On toll-free numbers the carrier answers STOP itself (docs/carrier.md, "Opting out"); elsewhere we do. */
export function answersStopItself(phone: string): boolean {
  return kindOf(phone) === "toll_free";
}
