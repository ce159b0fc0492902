import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";

/** Carries the client's address through a request that Next sends to this same process. Never leaves the process. */
const header = "x-tenfour-hop";
const secret = randomBytes(32);
/** Milliseconds an internal request may follow the one it belongs to: the longest a server action runs. */
const validFor = 15 * 60_000;

/**
 * Signs the client's address into the request's headers. Next copies them when it forwards a server action, or fetches
 * the page an action redirects to, through http://localhost.
 */
export function markHop(headers: IncomingHttpHeaders, address: string): void {
  const content = `${address} ${Date.now() + validFor}`;
  headers[header] = `${content} ${sign(content)}`;
}

/** The client's address of an internal request, or null where the request does not come from this very process. */
export function readHop(headers: IncomingHttpHeaders): string | null {
  const [address = "", until = "", signature = ""] = String(headers[header] ?? "").split(" ");
  const [given, expected] = [Buffer.from(signature), Buffer.from(sign(`${address} ${until}`))];
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return null;
  return Number(until) > Date.now() ? address : null;
}

function sign(content: string): string {
  return createHmac("sha256", secret).update(content).digest("base64url");
}
