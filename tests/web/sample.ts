/** `npm run security:large`: every value for every parameter. */
export const large = process.env.SECURITY_LARGE === "1";

let turn = 0;
/** All of `values` in the large run. Otherwise every `step`th, beginning elsewhere with each call. */
export function sample<T>(values: T[], step: number): T[] {
  if (large) return values;
  turn++;
  return values.filter((_, at) => (at + turn) % step === 0);
}
