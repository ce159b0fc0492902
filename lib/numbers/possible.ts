import { type Phone, readPhone } from "./phone";

/** Why a number cannot be a person's mobile. fictional: 555-0100 to 555-0199, kept free for examples and films. */
export type NumberProblem = "impossible" | "fictional" | "toll_free" | "premium";

/**
 * What is wrong with a +1 number (E.164) as somebody's mobile; null where it may be one, and for numbers outside +1.
 * Rules of the North American Numbering Plan (NANPA): area codes and exchanges begin with 2 to 9 and are no N11; area
 * codes whose last two digits are equal are no places (222, 500, 700, 999), nor are N9X, 37X, 96X, 456 and 710;
 * exchange 555 has directory assistance and the fictional numbers, 950 and 958/959 belong to carriers, 976 is premium.
 *
 * This judges numbers that are typed or imported. A text that comes in is recorded whatever its sender's number is.
 */
export function numberProblem(e164: string): NumberProblem | null {
  if (!e164.startsWith("+1")) return null;
  const [, area = "", exchange = "", line = ""] = /^\+1(\d{3})(\d{3})(\d{4})$/.exec(e164) ?? [];
  if (/^8(00|22|33|44|55|66|77|8\d)$/.test(area)) return "toll_free";
  if (area === "900" || exchange === "976") return "premium";
  if (!/^[2-9]\d\d$/.test(area) || /^(.(\d)\2|.9.|37.|96.|456|710)$/.test(area)) return "impossible";
  if (!/^[2-9]\d\d$/.test(exchange) || /^(.11|95[089])$/.test(exchange)) return "impossible";
  if (exchange === "555" && line === "1212") return "impossible";
  return exchange === "555" && line.startsWith("01") ? "fictional" : null;
}

/**
 * A teammate's own mobile as they type it, or null where it is none of the US or Canada: codes and tests are texted
 * there, and premium, satellite and foreign numbers earn somebody money with each. Fictional numbers are accepted: demos
 * and documentation use them, and only the person who typed one misses a code.
 */
export function readOwnMobile(text: string): Phone | null {
  const phone = readPhone(text);
  if (!phone?.home) return null;
  const problem = numberProblem(phone.e164);
  return problem === null || problem === "fictional" ? phone : null;
}
