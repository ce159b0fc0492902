import type { Failure } from "../carrier";

type Row = readonly [reason: string, remedy: Failure["remedy"]];

/**
 * What the carrier's codes mean and what is done about them, as data (docs/carrier.md, "Codes to act on").
 * Reasons are read by the leader. Codes that are not listed are kept and shown as they are.
 */
const messagesCodes: Record<string, Row> = {
  "1000": ["The carrier asked us to slow down.", "retry"],
  "1020": ["The carrier could not read the request.", "give_up"],
  "1050": ["This number has blocked texts from yours at the carrier.", "opt_out"],
  "1070": ["The carrier account is out of credit.", "stop"],
  "1120": ["The carrier does not let this number send there.", "give_up"],
  "1170": ["This number does not exist.", "unreachable"],
  "1180": ["The phone is off the network for good.", "unreachable"],
  "1190": ["This number is no longer in service.", "unreachable"],
  "1210": ["The carrier took it for spam.", "give_up"],
  "1240": ["They opted out at the carrier.", "opt_out"],
  "1330": ["The carrier does not say why.", "give_up"],
  "1340": ["Outside the carrier's hours for such texts.", "give_up"],
  "1420": ["The carrier did not accept the text.", "give_up"],
};

const olderCodes: Record<string, Row> = {
  "1": ["The carrier does not say why.", "give_up"],
  "2": ["The phone was off for too long.", "give_up"],
  "3": ["This number does not exist any more.", "unreachable"],
  "4": ["They barred such texts.", "give_up"],
  "5": ["The number is moving between carriers.", "give_up"],
  "6": ["The carrier took it for spam.", "give_up"],
  "7": ["The phone was busy.", "give_up"],
  "8": ["The carrier's network failed.", "give_up"],
  "9": ["They opted out at the carrier.", "opt_out"],
  "10": ["The carrier did not accept the text.", "give_up"],
  "11": ["There is no way to this number.", "give_up"],
  "12": ["The phone could not be reached.", "give_up"],
  "13": ["The carrier asks for proof of age.", "give_up"],
  "14": ["The carrier blocked it.", "give_up"],
  "15": ["The carrier account is out of credit.", "stop"],
  "99": ["The carrier does not say why.", "give_up"],
};

/** Statuses of answers that carry no code, and what never reached the carrier. */
const ourCodes: Record<string, Row> = {
  "401": ["The carrier does not accept our keys.", "stop"],
  "402": ["The carrier account is out of credit.", "stop"],
  "403": ["The carrier does not accept our keys.", "stop"],
  "422": ["The carrier could not read the request.", "give_up"],
  keys: ["The application id or the private key of the carrier account is missing or cannot be used.", "stop"],
  not_ready: ["Tenfour could not make this text ready.", "give_up"],
};

/** The carrier's problem document: of a refused request, or beside the status of a receipt. */
export type Problem = { type?: unknown; title?: unknown; detail?: unknown; code?: unknown };

/**
 * The code of a problem document: its title or its code where that is one ("1240", 1240), else the end of its type
 * (".../api-errors/messages#1240", beside a title in words), else a code that its title or detail names. Null where
 * there is none.
 */
export function codeOf({ type, title, detail, code }: Problem): string | null {
  for (const given of [title, code]) {
    const plain = String(given ?? "").trim();
    if (/^\d{1,5}$/.test(plain)) return plain;
  }
  const [, inType] = /[#/](\d{3,5})\/?$/.exec(typeof type === "string" ? type.trim() : "") ?? [];
  if (inType) return inType;
  const named = [title, detail].flatMap((words) =>
    typeof words === "string" ? (words.match(/\b\d{4}\b/g) ?? []) : [],
  );
  return named.find(isKnownCode) ?? null;
}

/** Whether a failure says something of the person, whatever the status beside it says of the text. */
export function isOfMember({ remedy }: Failure): boolean {
  return remedy === "opt_out" || remedy === "unreachable";
}

/** Whether the table says what a code of the Messages API means. */
export function isKnownCode(code: string | null): boolean {
  return code !== null && code in messagesCodes;
}

/** A failure of the Messages API. `code` comes as a string or a number. */
export function messagesFailure(code: unknown, detail: unknown): Failure {
  return failure(messagesCodes, code, detail);
}

/** A failure of the older SMS API. */
export function olderFailure(code: unknown): Failure {
  return failure(olderCodes, typeof code === "string" ? code.trim().replace(/^0+(?=\d)/, "") : code, undefined);
}

/** What a code means, whichever of the two dialects it is from: their codes do not overlap. */
export function explain(code: string): Failure {
  return failure({ ...olderCodes, ...messagesCodes, ...ourCodes }, code, undefined);
}

function failure(table: Record<string, Row>, rawCode: unknown, detail: unknown): Failure {
  const code = String(rawCode ?? "").slice(0, 40) || "unknown";
  const row = table[code];
  if (row) return { code, reason: row[0], remedy: row[1] };
  const words = typeof detail === "string" && detail ? ` ${detail.slice(0, 200)}` : "";
  return { code, reason: `The carrier refused it (code ${code}).${words}`, remedy: "give_up" };
}
