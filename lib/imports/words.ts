import type { Reason } from "./counts";

/** Why a row was refused, for people; also the last column of the file of refused rows. */
export const reasonWords: Record<Reason, string> = {
  no_number: "No phone number",
  bad_number: "Not a possible phone number",
  not_mobile: "Not a mobile: a work, fax, toll-free or premium number",
  shortened_number: "The spreadsheet cut off the number’s last digits (as in 7.73E+09)",
  abroad: "Outside the US and Canada",
  caribbean: "A Caribbean number, which US carriers treat as international",
  own_number: "Your own number",
  too_young: "Too young. Nothing about them is kept",
  opted_out: "Opted out. Only they can opt back in, by texting START",
  deleted: "Asked to be deleted, so they can't be added again",
};

/** By which rule rows about one person become one, as it is said on screen. */
export const ruleWords = {
  fill: "Keep existing values and fill in what's missing",
  replace: "Replace existing values with values from the file",
} as const;
