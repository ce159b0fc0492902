/**
 * The IANA time zones each state, territory and province has, most people first. A place is never given a zone its
 * state does not have. Zones with the same clock all year are listed once (America/New_York stands for
 * America/Detroit and America/Indiana/Indianapolis).
 *
 * Sources: 49 CFR part 71 (US zone boundaries, including the split states), the tz database 2026a and its `zone.tab`,
 * timezone-boundary-builder for local practice (eastern Alabama, Navajo Nation); Canadian zones per province from
 * the tz database. Checked 2026-11-27.
 */
const eastern = "America/New_York";
const central = "America/Chicago";
const mountain = "America/Denver";
const pacific = "America/Los_Angeles";

// biome-ignore format: a table is read across.
export const stateZones: Record<string, readonly string[]> = {
  // Chambers, Lee and Russell County (Phenix City) keep Georgia's time in practice.
  AL: [central, eastern],
  // The Aleutians west of 169° 30'. Hyder lives by the time of British Columbia.
  AK: ["America/Anchorage", "America/Adak", pacific],
  AS: ["Pacific/Pago_Pago"],
  // The Navajo Nation changes its clocks, the rest of Arizona does not.
  AZ: ["America/Phoenix", mountain],
  AR: [central], CA: [pacific], CO: [mountain], CT: [eastern], DC: [eastern], DE: [eastern],
  FL: [eastern, central],
  FM: ["Pacific/Guadalcanal", "Pacific/Port_Moresby"],
  GA: [eastern], GU: ["Pacific/Guam"], HI: ["Pacific/Honolulu"], IA: [central],
  ID: [mountain, pacific],
  IL: [central],
  IN: [eastern, central], KS: [central, mountain], KY: [eastern, central],
  LA: [central], MA: [eastern], MD: [eastern], ME: [eastern], MH: ["Pacific/Majuro"],
  MI: [eastern, central],
  MN: [central], MO: [central], MP: ["Pacific/Guam"], MS: [central], MT: [mountain], NC: [eastern],
  ND: [central, mountain], NE: [central, mountain],
  NH: [eastern], NJ: [eastern], NM: [mountain],
  // West Wendover, and Jackpot in practice.
  NV: [pacific, mountain],
  NY: [eastern], OH: [eastern],
  // Kenton, at the end of the panhandle, keeps New Mexico's time.
  OK: [central, mountain],
  // Malheur County.
  OR: [pacific, mountain],
  PA: [eastern], PR: ["America/Puerto_Rico"], PW: ["Pacific/Palau"], RI: [eastern], SC: [eastern],
  SD: [central, mountain], TN: [central, eastern],
  // El Paso and Hudspeth County.
  TX: [central, mountain],
  UT: [mountain], VA: [eastern], VI: ["America/Puerto_Rico"], VT: [eastern], WA: [pacific], WI: [central],
  WV: [eastern], WY: [mountain],

  AB: ["America/Edmonton"],
  // The Kootenays, the Peace River, and the province's plan to keep daylight time all year (-07, America/Fort_Nelson).
  BC: ["America/Vancouver", "America/Edmonton", "America/Fort_Nelson"],
  MB: ["America/Winnipeg"], NB: ["America/Halifax"],
  NL: ["America/St_Johns", "America/Halifax"],
  NS: ["America/Halifax"], NT: ["America/Edmonton"],
  NU: ["America/Toronto", "America/Winnipeg", "America/Edmonton", "America/Panama"],
  ON: ["America/Toronto", "America/Winnipeg", "America/Panama"],
  PE: ["America/Halifax"],
  QC: ["America/Toronto", "America/Halifax", "America/Puerto_Rico"],
  SK: ["America/Regina", "America/Edmonton", "America/Winnipeg"],
  YT: ["America/Whitehorse"],
};

/**
 * ZIP codes, by their beginnings, where people live by another zone of their state than the law says as well.
 * Sources: timezone-boundary-builder and the towns' own sites. Checked 2026-11-27.
 */
export const zonesInPractice: [beginning: RegExp, zone: string][] = [
  // Chambers, Lee and Russell County.
  [/^368/, eastern],
  [/^99923$/, pacific],
  [/^739(?:37|46)$/, mountain],
  // Jarbidge, Montello, Mountain City and Owyhee, with Idaho and Utah.
  [/^898(?:26|30|31|32)$/, mountain],
];

/** IANA zones of a state, territory or province by its two letters; empty for what is none. */
export const zonesOfState = (state: string): readonly string[] => stateZones[state] ?? [];
