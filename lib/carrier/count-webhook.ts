import { tally } from "@/lib/tally/count";
import type { Refused } from "./carrier";

/** Seconds after which a webhook is not a first attempt on an ordinary line. */
const late = 60;

type Counted = { kind: string; lateSeconds?: number } & Partial<Omit<Refused, "kind">>;

/**
 * Counts a webhook for the health page: by the carrier's way (`via`) and what it was. Genuine ones that are refused are
 * counted apart from forged ones: by how many seconds the clocks differ (`clock:300`), or that their dialect is off.
 * Late ones are counted by how late they are, in half minutes, because a fast clock makes all of them equally late.
 */
export function countWebhook(via: string, webhook: Counted): void {
  const { kind, clockOffSeconds, dialectOff, lateSeconds = 0 } = webhook;
  if (clockOffSeconds !== undefined) tally(`clock:${clockOffSeconds}`);
  if (lateSeconds >= late) tally(`late:${Math.floor(lateSeconds / 30) * 30}`);
  tally(`door:${via}:${clockOffSeconds !== undefined ? "clock" : dialectOff ? "off" : kind}`);
}
