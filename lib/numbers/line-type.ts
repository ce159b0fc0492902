// The large tables, which the screens' phone.ts does without: only they tell what kind of line a number is.
import parse from "libphonenumber-js/max";

const mobile = new Set(["MOBILE", "FIXED_LINE_OR_MOBILE"]);

/**
 * Whether texts may reach a number (E.164). In +1 a mobile cannot be told from a line in a house by its digits; what
 * certainly is none can: toll-free, premium rate, numbers of call centres.
 */
export function mayBeMobile(e164: string): boolean {
  return mobile.has(parse(e164)?.getType() ?? "");
}
