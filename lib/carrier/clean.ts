/**
 * Text as it can be stored and shown: lone surrogates and NUL, which PostgreSQL cannot hold, become U+FFFD;
 * nothing else is touched, for what a fan wrote is theirs.
 */
export function clean(text: string): string {
  return text.toWellFormed().replaceAll("\u0000", "\uFFFD");
}
