import { line } from "./line";

/** True while the simulator is the carrier: no account is connected. */
export function simulated(): boolean {
  return line().by === "simulator";
}
