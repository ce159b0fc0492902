/** Seconds until the next try: doubling from one half to a minute, with jitter (random: 0 to 1). */
export function backOff(attempts: number, random: number): number {
  return Math.min(60, 0.5 * 2 ** Math.min(attempts - 1, 10)) * (0.75 + random / 2);
}
