import { z } from "zod";

/** Dollars as typed ("0.0079") → millionths. */
const price = z
  .string()
  .trim()
  .regex(/^\$?\d{0,2}(\.\d{1,6})?$/, "A price is written like 0.0079, in dollars.")
  .transform((text) => Math.round(Number(text.replace("$", "")) * 1e6))
  .refine((micros) => micros <= 10_000_000, "A price is $10 at most.");
export const prices = z.object({ part: price, mms: price });

/** What the carrier bills, in millionths of a dollar, its own fees included. */
export type Prices = { part: number; mms: number };

/**
 * What a broadcast costs, in millionths of a dollar. With something to see or hear it is one MMS a person, however
 * long the words; without, as many parts as the words take.
 */
export function costOf(
  what: { recipients: number /** All of them together. */; parts: number; media: boolean },
  prices: Prices,
): number {
  return what.media ? what.recipients * prices.mms : what.parts * prices.part;
}

const dollars = new Intl.NumberFormat("en-US", { style: "currency", currency: "USD" });

/** Millionths of a dollar as money is written everywhere: "$98.60" in whole cents; "under 1¢" for what is less. */
export function showCost(micros: number): string {
  return micros > 0 && micros < 10_000 ? "under 1¢" : dollars.format(micros / 1e6);
}

/** The same within a sentence on what is yet to come: "about $98.60", "under 1¢". */
export const showAbout = (micros: number): string =>
  micros > 0 && micros < 10_000 ? showCost(micros) : `about ${showCost(micros)}`;

/** Seconds until the last text has left at a pace of parts a second; null: as fast as the carrier takes them. */
export function secondsFor(parts: number, partsPerSecond: number | null): number | null {
  return partsPerSecond === null ? null : Math.ceil(parts / partsPerSecond);
}

/** "about 3 min", "about 2 h 10 min", "under a minute". */
export function showDuration(seconds: number): string {
  if (seconds < 60) return "under a minute";
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return `about ${minutes} min`;
  const hours = Math.floor(minutes / 60);
  if (hours >= 48) return `about ${Math.round(hours / 24)} days`;
  return minutes % 60 === 0 ? `about ${hours} h` : `about ${hours} h ${minutes % 60} min`;
}
