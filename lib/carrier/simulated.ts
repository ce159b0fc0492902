import { env } from "@/lib/env";
import { line } from "./line";

/** True while the simulator is the carrier: no account is connected. */
export function simulated(): boolean {
  return line().by === "simulator";
}

/**
 * True while texts reach no real phones: the simulator is the carrier, or VONAGE_API_HOST names a stand-in for it. Only
 * then are fictional numbers (555-0100 to 555-0199) accepted where people type them.
 */
export function reachesNoRealPhones(): boolean {
  return simulated() || !/(^|\.)(nexmo|vonage)\.com$/.test(new URL(env().VONAGE_API_HOST).hostname);
}
