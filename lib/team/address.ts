/**
 * Where a visitor comes from, for limits and the consent log. server.ts writes the socket's address; behind a proxy the
 * last hop it names is the only one that the visitor cannot make up.
 */
export function visitorAddress(headers: Headers): string {
  const own = headers.get("x-tenfour-address");
  const hops = headers.get("x-forwarded-for")?.split(",") ?? [];
  return (own ?? hops.at(-1) ?? "unknown").trim().slice(0, 64) || "unknown";
}
