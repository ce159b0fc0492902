import type { Reason } from "./counts";

/** Why a row was refused, for people; also the last column of the file of refused rows. */
export const reasonWords: Record<Reason, string> = {
  no_number: "No phone number",
  bad_number: "Not a phone number",
  shortened_number: "The spreadsheet cut the number’s last digits (as in 7.73E+09)",
  abroad: "A number outside the US and Canada, where this service does not exist",
  caribbean: "A Caribbean number, which US carriers treat as abroad",
  own_number: "Your own number",
  too_young: "Too young: nothing of them is kept",
  opted_out: "Opted out. Only they can come back, by texting START",
  deleted: "Asked to be deleted, so they are not added again",
};

/** By which rule rows about one person become one, as it is said on screen. */
export const ruleWords = {
  fill: "Keep what is known, and fill in what is missing",
  replace: "Let the file win wherever it says something",
} as const;
