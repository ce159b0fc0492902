/**
 * States, territories, freely associated states, military "states" and Canada's provinces by their two letters, as the
 * mail writes them (USPS Publication 28, appendix B; Canada Post).
 */
// biome-ignore format: a table is read across.
export const regions: Record<string, string> = {
  AL: "Alabama", AK: "Alaska", AS: "American Samoa", AZ: "Arizona", AR: "Arkansas", CA: "California", CO: "Colorado",
  CT: "Connecticut", DE: "Delaware", DC: "District of Columbia", FL: "Florida", GA: "Georgia", GU: "Guam", HI: "Hawaii",
  ID: "Idaho", IL: "Illinois", IN: "Indiana", IA: "Iowa", KS: "Kansas", KY: "Kentucky", LA: "Louisiana", ME: "Maine",
  MD: "Maryland", MA: "Massachusetts", MI: "Michigan", MN: "Minnesota", MS: "Mississippi", MO: "Missouri", MT: "Montana",
  NE: "Nebraska", NV: "Nevada", NH: "New Hampshire", NJ: "New Jersey", NM: "New Mexico", NY: "New York",
  NC: "North Carolina", ND: "North Dakota", MP: "Northern Mariana Islands", OH: "Ohio", OK: "Oklahoma", OR: "Oregon",
  PA: "Pennsylvania", PR: "Puerto Rico", RI: "Rhode Island", SC: "South Carolina", SD: "South Dakota", TN: "Tennessee",
  TX: "Texas", UT: "Utah", VT: "Vermont", VI: "US Virgin Islands", VA: "Virginia", WA: "Washington",
  WV: "West Virginia", WI: "Wisconsin", WY: "Wyoming",
  FM: "Micronesia", MH: "Marshall Islands", PW: "Palau",
  AA: "Armed Forces Americas", AE: "Armed Forces Europe", AP: "Armed Forces Pacific",
  AB: "Alberta", BC: "British Columbia", MB: "Manitoba", NB: "New Brunswick", NL: "Newfoundland and Labrador",
  NT: "Northwest Territories", NS: "Nova Scotia", NU: "Nunavut", ON: "Ontario", PE: "Prince Edward Island",
  QC: "Quebec", SK: "Saskatchewan", YT: "Yukon",
};

/** Canada's provinces and territories among them. */
export const provinces = new Set(["AB", "BC", "MB", "NB", "NL", "NT", "NS", "NU", "ON", "PE", "QC", "SK", "YT"]);

/** APO, FPO and DPO addresses: mail is handed over in the US, the person may be anywhere. */
export const militaryStates = new Set(["AA", "AE", "AP"]);

/** Other ways people write a state: traditional (AP style) abbreviations, French names, common variants. */
const otherNames: Record<string, string> = {
  "washington dc": "DC",
  "d c": "DC",
  "washington state": "WA",
  "virgin islands": "VI",
  newfoundland: "NL",
  labrador: "NL",
  "colombie britannique": "BC",
  "nouveau brunswick": "NB",
  "nouvelle ecosse": "NS",
  ala: "AL",
  ariz: "AZ",
  ark: "AR",
  calif: "CA",
  cal: "CA",
  colo: "CO",
  conn: "CT",
  del: "DE",
  fla: "FL",
  ill: "IL",
  ind: "IN",
  kan: "KS",
  kans: "KS",
  mass: "MA",
  mich: "MI",
  minn: "MN",
  miss: "MS",
  mont: "MT",
  neb: "NE",
  nebr: "NE",
  nev: "NV",
  "n h": "NH",
  "n j": "NJ",
  "n m": "NM",
  "n mex": "NM",
  "n y": "NY",
  "n c": "NC",
  "n d": "ND",
  "n dak": "ND",
  okla: "OK",
  ore: "OR",
  oreg: "OR",
  penn: "PA",
  penna: "PA",
  "p r": "PR",
  "r i": "RI",
  "s c": "SC",
  "s d": "SD",
  "s dak": "SD",
  tenn: "TN",
  tex: "TX",
  wash: "WA",
  "w va": "WV",
  wis: "WI",
  wisc: "WI",
  wyo: "WY",
  ont: "ON",
  que: "QC",
  alta: "AB",
  sask: "SK",
  man: "MB",
};

const byName = new Map([
  ...Object.entries(regions).map(([code, name]) => [plain(name), code] as const),
  ...Object.entries(otherNames),
]);

/**
 * Two letters of "il", "IL", "Ill.", "Illinois", "US-IL", "State of Illinois" or "IL, USA"; null for what is no
 * state, territory or province.
 */
export function readRegion(text: string): string | null {
  const before = read.get(text);
  if (before !== undefined) return before;
  const region = regionOf(text);
  if (read.size >= 10_000) read.clear();
  read.set(text, region);
  return region;
}
const read = new Map<string, string | null>();

function regionOf(text: string): string | null {
  const trimmed = text
    .trim()
    .replace(/^(?:us|usa|ca)\s*-\s*(?=[a-z]{2}$)/i, "")
    .replace(/^(?:state|commonwealth) of\s+/i, "")
    .replace(/[\s,]+(?:usa|u\.s\.a\.|us|u\.s\.|united states(?: of america)?|canada)$/i, "")
    .trim();
  const code = trimmed.replace(/\./g, "").toUpperCase();
  if (Object.hasOwn(regions, code)) return code;
  return byName.get(plain(trimmed)) ?? byName.get(plain(trimmed.replace(/\.(?=\S)/g, ". "))) ?? regionTwice(trimmed);
}

/** "New York (NY)", "NY - New York": one state, written twice. */
function regionTwice(text: string): string | null {
  const [, first = "", second = ""] = /^([^()]+?)\s*(?:[-–—/]\s+|\()\s*([^()]+?)\)?$/.exec(text) ?? [];
  if (first === "") return null;
  const region = regionOf(first);
  return region !== null && region === regionOf(second) ? region : null;
}

/** Lower case, without accents, dots, apostrophes and hyphens: "Québec" and "quebec" are the same place. */
export function plain(text: string): string {
  return text
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[.'’ʻʼ‘`]/g, "")
    .replace(/[\s-]+/g, " ")
    .trim();
}
