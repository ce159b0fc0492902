/** Parameters of a query that are looked at; no screen has more than a dozen. */
const mostParameters = 100;

/**
 * What is wrong with an address, as a sentence, or null. Routes decode their part of the path and hand text to the
 * database, so an escape that can't be decoded and a NUL are refused here once instead of by each of them.
 *
 * @param path begins with a slash, percent-encoded. @param query without the question mark.
 */
export function pathProblem(path: string, query: string): string | null {
  if (!path.startsWith("/")) return "This address is malformed.";
  // Limits and checks go by the path as it was sent, which Next would resolve to another one. Browsers resolve it first.
  if (/(^|\/)(\.|%2e){1,2}(\/|$)/i.test(path) || path.includes("\\")) return "This address is malformed.";
  if (!isDecodable(path)) return "This address is malformed. Check the part behind the last percent sign.";
  if (/%00/.test(query)) return "This address contains a character that isn't allowed.";
  let separators = 0;
  for (let at = query.indexOf("&"); at >= 0; at = query.indexOf("&", at + 1)) {
    if (++separators >= mostParameters) return `This address has more than ${mostParameters} parameters.`;
  }
  return null;
}

function isDecodable(path: string): boolean {
  if (!path.includes("%")) return true;
  try {
    return !decodeURIComponent(path).includes("\u0000");
  } catch {
    return false;
  }
}
