/** What was typed as one line: well-formed, no control characters (NUL cannot even be stored), single spaces. */
export function oneLine(text: string): string {
  return text
    .toWellFormed()
    .replace(/\p{Cc}/gu, " ")
    .replace(/\s+/g, " ")
    .trim();
}
