import type { NumberKind, OfferedNumber, OwnedNumber } from "@/lib/carrier/carrier";
import type { Campaign } from "@/lib/numbers/campaign";
import type { Loss } from "@/lib/numbers/loss";
import type { ActionResult } from "@/lib/team/action";

/** A leader's number, as its page needs it. */
export type ShownNumber = {
  phone: string;
  kind: NumberKind;
  features: string[] | null;
  partsPerSecond: number | null;
  partsPerDay: number | null;
  carrierAnswersStop: boolean;
  campaign: Campaign;
  pausedReason: string | null;
};

type Change = {
  phone: string;
  partsPerSecond: number | null;
  partsPerDay: number | null;
  carrierAnswersStop: boolean;
  campaign: Campaign;
};

export type NumberActions = {
  searchNumbers: (wish: {
    wish: string;
    kind: "local" | "toll_free";
    features: ("SMS" | "MMS" | "VOICE")[];
    page: number;
  }) => Promise<ActionResult<OfferedNumber[]>>;
  buyNumber: (wish: { phone: string; seenCents: number | null }) => Promise<ActionResult<void>>;
  listIdle: (nothing: Record<string, never>) => Promise<ActionResult<OwnedNumber[]>>;
  bringNumber: (wish: { phone: string }) => Promise<ActionResult<void>>;
  saveNumber: (change: Change) => Promise<ActionResult<void>>;
  askLoss: (wish: { phone: string }) => Promise<ActionResult<Loss>>;
  releaseNumber: (wish: { phone: string; typed: string }) => Promise<ActionResult<void>>;
};

export const kindWords: Record<NumberKind, string> = {
  local: "Local, 10DLC",
  toll_free: "Toll-free",
  short_code: "Short code",
};
const featureWords: Record<string, string> = { SMS: "texts", MMS: "pictures", VOICE: "calls" };

/** "texts, pictures, calls" */
export function featuresInWords(features: string[] | null): string {
  return (features ?? []).map((feature) => featureWords[feature] ?? feature.toLowerCase()).join(", ");
}

/** "$1.00 a month", or that the carrier does not say. */
export function priceInWords(cents: number | null): string {
  return cents === null ? "price as the carrier lists it" : `$${(cents / 100).toFixed(2)} a month`;
}

export const away = "Tenfour could not be reached. Please try again.";
