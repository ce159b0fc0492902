import { type CountryCode, parsePhoneNumberFromString } from "libphonenumber-js";

/** Countries of +1 that US carriers treat as domestic: the US with its territories, and Canada. */
const homeCountries = new Set<string>(["US", "CA", "PR", "VI", "GU", "AS", "MP"]);

export type Phone = {
  /** E.164 with "+". */
  e164: string;
  /** ISO country, "US" where libphonenumber cannot tell within +1. */
  country: string;
  /** The service exists there: +1, and not the Caribbean. */
  home: boolean;
  caribbean: boolean;
};

/**
 * Reads a phone number as people or the carrier write it ("17733659687", "(773) 365-9687", "+49 …").
 * Numbers without a country are taken as US. Returns null for what is no number.
 */
export function readPhone(text: string, country: CountryCode = "US"): Phone | null {
  const trimmed = text.trim();
  if (!trimmed || trimmed.length > 40) return null;
  const parsed = parsePhoneNumberFromString(trimmed, country);
  if (!parsed?.isPossible()) return null;
  const e164 = parsed.number as string;
  if (!/^\+\d{7,15}$/.test(e164)) return null;
  const home = e164.startsWith("+1") && (!parsed.country || homeCountries.has(parsed.country));
  return {
    e164,
    country: parsed.country ?? (e164.startsWith("+1") ? "US" : "??"),
    home,
    caribbean: e164.startsWith("+1") && !home,
  };
}

// Each webhook names the leader's number again, and a fan seldom writes only once.
const known = new Map<string, Phone | null>();
const mostKnown = 2_000;

/** The carrier writes E.164 without "+": "17733659687" → Phone. */
export function readCarrierNumber(digits: string): Phone | null {
  const bare = digits.replace(/^\+/, "");
  if (!/^\d{7,15}$/.test(bare)) return null;
  const met = known.get(bare);
  if (met !== undefined) return met;
  const phone = readPhone(`+${bare}`);
  if (known.size >= mostKnown) known.clear();
  known.set(bare, phone);
  return phone;
}

/** (773) 365-9687 for +1 numbers, international spacing for the others, as people write them. */
export function showPhone(e164: string): string {
  const parsed = parsePhoneNumberFromString(e164);
  if (!parsed) return e164;
  return e164.startsWith("+1") ? parsed.formatNational() : parsed.formatInternational();
}

/** "+17733659687" → "+1773•••9687", for logs. */
export function maskNumber(e164: string): string {
  return e164.length < 9 ? "•••" : `${e164.slice(0, 5)}•••${e164.slice(-4)}`;
}
