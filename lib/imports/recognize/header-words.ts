/**
 * A column's name as lower-case words without accents: "SMS Opt-Out", "smsOptOut" and "sms_opt_out" are all
 * "sms opt out". Letters and digits stay together ("zip5").
 */
export function headerWords(name: string): string {
  return name
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .replace(/(\p{Ll}|\d)(\p{Lu})/gu, "$1 $2")
    .replace(/(\p{Lu})(\p{Lu}\p{Ll})/gu, "$1 $2")
    .toLowerCase()
    .replace(/['’]/g, "")
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}

/** The same without spaces, for names that are compared as a whole. */
export const plainName = (name: string): string => headerWords(name).replaceAll(" ", "");
