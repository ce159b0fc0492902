/** Minutes of the local day from which and before which a text may go; null: not on such a day. */
export type Hours = { from: number; to: number } | null;
export type StateHours = {
  weekday: Hours;
  sunday: Hours;
  /** Broadcasts a member there may get within 24 hours, whatever the leader's cap says; null: no such law. */
  mostADay: number | null;
  source: string;
};

const hours = (from: number, to: number): Hours => ({ from: from * 60, to: to * 60 });

/** 47 CFR 64.1200(c)(1): 8:00 to 21:00 where the recipient is. Holds wherever no state says more. */
export const federalHours: StateHours = {
  weekday: hours(8, 21),
  sunday: hours(8, 21),
  mostADay: null,
  source: "47 CFR 64.1200(c)(1)",
};

/** What the product keeps by default on top of the law: the strict side. */
export const ourHours = { from: 9 * 60, to: 20 * 60 };

/**
 * States that say more than the federal rule, as data: add a row, and it is kept. Those that end at 20:00 are within
 * our own hours as well, but must hold should a leader ever be given wider ones. Each says where it is written.
 */
export const stateHours: Record<string, StateHours> = {
  CT: { weekday: hours(9, 20), sunday: hours(9, 20), mostADay: null, source: "Conn. Gen. Stat. 42-288a" },
  FL: { weekday: hours(8, 20), sunday: hours(8, 20), mostADay: 3, source: "Fla. Stat. 501.616(6)" },
  // The Stop the Spam Calls Act of 2023 (SB 90), in force since 1 January 2024, has Florida's hours, where the called
  // party is, and its three calls or texts on the same subject in 24 hours.
  MD: { weekday: hours(8, 20), sunday: hours(8, 20), mostADay: 3, source: "Md. Code, Com. Law 14-4502" },
  OK: { weekday: hours(8, 20), sunday: hours(8, 20), mostADay: 3, source: "Okla. Stat. tit. 15, 775C.4" },
  TX: { weekday: hours(9, 21), sunday: hours(12, 21), mostADay: null, source: "Tex. Bus. & Com. Code 301.051" },
  WA: { weekday: hours(8, 20), sunday: hours(8, 20), mostADay: null, source: "RCW 80.36.390" },
};

/** States with a cap of their own on broadcasts within 24 hours. */
export function cappedStates(): { state: string; most: number }[] {
  return Object.entries(stateHours).flatMap(([state, { mostADay }]) =>
    mostADay === null ? [] : [{ state, most: mostADay }],
  );
}
