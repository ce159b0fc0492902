/** Minutes of the local day from which and before which a text may go; null: not on such a day. */
export type Hours = { from: number; to: number } | null;
export type StateHours = {
  /** Monday to Friday. */
  weekday: Hours;
  saturday: Hours;
  sunday: Hours;
  /** Nothing may be sent on its legal holidays (state-holidays.ts). */
  notOnHolidays: boolean;
  /** Broadcasts a member there may get within 24 hours, whatever the leader's cap says; null: no such law. */
  mostADay: number | null;
  /** Where the hours are written, and when that was last looked at. */
  source: string;
  checked: string;
};

const hours = (from: number, to: number): Hours => ({ from: from * 60, to: to * 60 });
const checked = "2026-11-27";
const row = (weekday: Hours, source: string, more: Partial<StateHours> = {}): StateHours => ({
  weekday,
  saturday: weekday,
  sunday: weekday,
  notOnHolidays: false,
  mostADay: null,
  source,
  checked,
  ...more,
});

const neverOnSundaysAndHolidays: Partial<StateHours> = { sunday: null, notOnHolidays: true };

/** 47 CFR 64.1200(c)(1): 8:00 to 21:00 where the recipient is. Holds wherever no state says more. */
export const federalHours: StateHours = row(hours(8, 21), "47 CFR 64.1200(c)(1)");

/** What the product keeps by default on top of the law: the strict side. */
export const ourHours = { from: 9 * 60, to: 20 * 60 };

/**
 * States that say more than the federal rule, as data: add a row, and it is kept, on the clock of every place the member
 * may be in. Rows within our own hours must hold should a leader ever be given wider ones. Secondary
 * sources (published state guides of texting providers, 2025 and 2026) disagree on some states; the stricter is taken: where a
 * state exempts those who have agreed to calls (Louisiana, Utah), its Sundays and holidays are kept all the same.
 */
export const stateHours: Record<string, StateHours> = {
  AL: row(hours(8, 20), "Ala. Code 8-19A, Ala. Admin. Code 770-X-5-.17", neverOnSundaysAndHolidays),
  CT: row(hours(9, 20), "Conn. Gen. Stat. 42-288a, as amended by Public Act 23-98"),
  FL: row(hours(8, 20), "Fla. Stat. 501.616(6)", { mostADay: 3 }),
  KY: row(hours(10, 21), "KRS 367.46955"),
  LA: row(
    hours(8, 20),
    "La. Rev. Stat. 45:811 and 45:844.11 et seq., La. PSC General Order R-29617 V(A)(2)",
    neverOnSundaysAndHolidays,
  ),
  MA: row(hours(8, 20), "Mass. Gen. Laws ch. 159C, 201 CMR 12.00"),
  // The Stop the Spam Calls Act of 2023 (SB 90), in force since 1 January 2024, has Florida's hours, where the called
  // party is, and its three calls or texts on the same subject in 24 hours.
  MD: row(hours(8, 20), "Md. Code, Com. Law 14-4502", { mostADay: 3 }),
  MI: row(hours(9, 21), "Mich. Comp. Laws 445.111 et seq., hours by secondary sources"),
  MN: row(hours(9, 21), "Minn. Stat. 325E.30"),
  // Sources disagree whether its holidays are excepted.
  MS: row(hours(8, 20), "Miss. Code 77-3-701 et seq.", neverOnSundaysAndHolidays),
  NJ: row(hours(8, 20), "N.J. Stat. 56:8-119 et seq., hours by secondary sources", { mostADay: 3 }),
  NM: row(hours(9, 21), "N.M. Stat. 57-12-22"),
  NV: row(hours(9, 20), "Nev. Rev. Stat. 598.0918, hours by secondary sources"),
  OK: row(hours(8, 20), "Okla. Stat. tit. 15, 775C.4", { mostADay: 3 }),
  PA: row(hours(8, 21), "73 P.S. 2241 et seq. (Act 76 of 2019: no calls on legal holidays)", { notOnHolidays: true }),
  // "Hours of operation": Monday to Friday 9 to 6 except a state or federal holiday, Saturday 10 to 5.
  RI: row(hours(9, 18), "R.I. Gen. Laws 5-61-2(2), 5-61-3.6", {
    ...neverOnSundaysAndHolidays,
    saturday: hours(10, 17),
  }),
  SD: row(hours(9, 21), "S.D. Codified Laws 37-30A, Sundays by secondary sources", { sunday: null }),
  TX: row(hours(9, 21), "Tex. Bus. & Com. Code 301.051, 302.101 (SB 140)", { sunday: hours(12, 21) }),
  UT: row(hours(8, 21), "Utah Code 13-25a-103", neverOnSundaysAndHolidays),
  WA: row(hours(8, 20), "RCW 80.36.390"),
  WY: row(hours(8, 20), "Wyo. Stat. 40-12-301 et seq., hours by secondary sources"),
};

/** States with a cap of their own on broadcasts within 24 hours. */
export function cappedStates(): { state: string; most: number }[] {
  return Object.entries(stateHours).flatMap(([state, { mostADay }]) =>
    mostADay === null ? [] : [{ state, most: mostADay }],
  );
}
