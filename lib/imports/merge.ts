import type { Incoming } from "@/lib/members/take-in";
import type { Mapping } from "./columns";

/** The place is one thing: a city of one row does not go with the postal code of another. */
const placeKeys = ["city", "state", "postalCode", "latitude", "longitude", "timeZone"] as const;
const otherKeys = ["firstName", "lastName", "birthDate", "email", "gender", "language"] as const;
/** An opt-out wins over everything; a "yes" over "not yet", as it does where the rows are in two batches. */
const strength = { out: 3, in: 2, invited: 1 } as const;
const strengthOf = ({ consent }: Incoming) => (consent ? strength[consent.says] : 0);

/** Two rows about one person as one, by the rule by which a row is merged with a known member. `later` stands below. */
export function mergeRows(earlier: Incoming, later: Incoming, rule: Mapping["rule"]): Incoming {
  const [strong, weak] = rule === "fill" ? [earlier, later] : [later, earlier];
  const merged: Incoming = { ...strong, custom: { ...weak.custom, ...strong.custom } };
  const copy = <Key extends keyof Incoming>(key: Key) => {
    merged[key] = weak[key];
  };
  for (const key of otherKeys) if (merged[key] === null) copy(key);
  if (strong.city === null && strong.postalCode === null) {
    for (const key of placeKeys) if (weak[key] !== null) copy(key);
  }
  merged.birthMonthDay = merged.birthDate ? null : (strong.birthMonthDay ?? weak.birthMonthDay ?? null);
  merged.consent = strengthOf(weak) > strengthOf(strong) ? weak.consent : strong.consent;
  return merged;
}
