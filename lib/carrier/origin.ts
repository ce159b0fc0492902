import { line } from "./line";

/**
 * Where the carrier's own API is: the one origin that media and recordings may be fetched from although it is on this
 * machine or this network. Only the operator can name it (VONAGE_API_HOST), and the account's keys go there anyway;
 * while no account is connected it is the simulator's.
 */
export function carrierOrigin(): string {
  return new URL(line().settings.apiHost).origin;
}
