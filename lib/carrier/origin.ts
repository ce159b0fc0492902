import { line } from "./line";

/**
 * The origin of the simulator while it is the carrier, else null: the one place on this machine that media and
 * recordings may be fetched from.
 */
export function carrierOrigin(): string | null {
  const { by, settings } = line();
  return by === "simulator" ? new URL(settings.apiHost).origin : null;
}
