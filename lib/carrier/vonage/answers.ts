import type { SendOutcome } from "../carrier";
import { codeOf, isKnownCode, isOfMember, messagesFailure, type Problem } from "./errors";

/**
 * What an HTTP status says about a text that was not answered with 202.
 * not_sent: the request was certainly not carried out, so that the same text is sent again later.
 * unknown: it may have been carried out. The API has no idempotency key, so it is never sent again by itself.
 * stop: nothing can be sent until a person sets something right; the text waits.
 * final: this text will never be accepted, or what its code says.
 */
type Meaning = "not_sent" | "unknown" | "stop" | "final";
type Row = readonly [meaning: Meaning, reason: string];

const redirected = "The carrier’s address redirects elsewhere. Check VONAGE_API_HOST.";
const wrongAddress = "The carrier’s address does not accept texts. Check VONAGE_API_HOST.";
const keys = "The carrier does not accept our keys.";
const gateway = "The carrier’s gateway did not say what became of it.";
const fault = "The carrier has a fault of its own.";

/** Reasons are read by the leader. Each status is here for the reason beside it. */
const statuses: Record<number, Row> = {
  // A redirect names another place to ask and carries nothing out; redirects of a POST are never followed.
  301: ["not_sent", redirected],
  302: ["not_sent", redirected],
  307: ["not_sent", redirected],
  308: ["not_sent", redirected],
  // "See Other" is the usual answer to a POST that was carried out.
  303: ["unknown", gateway],
  401: ["stop", keys],
  402: ["stop", "The carrier account is out of credit."],
  403: ["stop", keys],
  // Nothing behind this address knows the API: true of every text, so that no text fails for it.
  404: ["stop", wrongAddress],
  405: ["stop", wrongAddress],
  410: ["stop", wrongAddress],
  // The server gave up waiting for the request, and never had all of it (RFC 9110, 15.5.9).
  408: ["not_sent", "The carrier did not receive the whole request."],
  // Misdirected, locked, too early: the server says that it did not carry it out (RFC 9110, 4918, 8470).
  421: ["not_sent", fault],
  423: ["not_sent", fault],
  425: ["not_sent", fault],
  429: ["not_sent", "The carrier asked us to slow down."],
  // The carrier's own faults, as it documents them ("5xx: retry"), and one that knows no such request.
  500: ["not_sent", fault],
  501: ["not_sent", fault],
  503: ["not_sent", fault],
  // A gateway answers for a server behind it, which may have carried the request out before it fell silent.
  502: ["unknown", gateway],
  504: ["unknown", gateway],
};

/** A 5xx that is not listed is a gateway's, whatever its number (520 to 526, 599); other 4xx are about the text. */
function meaningOf(status: number): Row {
  const row = statuses[status];
  if (row) return row;
  if (status >= 500) return ["unknown", gateway];
  return status >= 300 && status < 400 ? ["not_sent", redirected] : ["final", ""];
}

/** What an answer other than 202 means for the text. `problem` is the carrier's problem document, as far as it could be read. */
export function outcomeOfAnswer(status: number, problem: Problem): SendOutcome {
  const [meaning, reason] = meaningOf(status);
  if (meaning === "unknown") return { kind: "unknown", reason };
  if (meaning === "not_sent") return { kind: "throttled", reason, down: status !== 429 };
  const code = codeOf(problem);
  const failure = messagesFailure(code ?? problem.title ?? status, problem.detail);
  // What a known code says of this text or person goes before what the status says of the account.
  const ofThisText = status === 401 ? isOfMember(failure) : isKnownCode(code);
  if (meaning === "stop" && !ofThisText)
    return { kind: "refused", failure: { code: code ?? String(status), reason, remedy: "stop" } };
  return failure.remedy === "retry" ? { kind: "throttled", reason: failure.reason } : { kind: "refused", failure };
}
