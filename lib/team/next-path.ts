/** Where to go after signing in: a path of this program and nothing else, whatever the address says. */
export function pathAfter(next: unknown): string {
  if (typeof next !== "string" || !/^\/(?![/\\])[^\\\p{Cc}]*$/u.test(next)) return "/inbox";
  return next.startsWith("/sign-in") || next === "/" ? "/inbox" : next;
}
