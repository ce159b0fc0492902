/** A zone where it is about noon, whenever the test runs: nobody's window is closed there. */
export function openZone(now = new Date()): string {
  const offset = Math.round(12 - (now.getUTCHours() + now.getUTCMinutes() / 60));
  // Etc/GMT+5 is five hours behind UTC.
  return offset === 0 ? "Etc/GMT" : offset > 0 ? `Etc/GMT-${offset}` : `Etc/GMT+${-offset}`;
}

/** A zone where it is about midnight. */
export function closedZone(now = new Date()): string {
  return openZone(new Date(now.getTime() + 12 * 3_600_000));
}
