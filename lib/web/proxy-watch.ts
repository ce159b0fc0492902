import type { IncomingHttpHeaders } from "node:http";
import { tally } from "@/lib/tally/count";
import { isLoopbackUrl } from "./loopback";
import { isNear, type TrustProxy, trustsNeighbor } from "./trust-proxy";

type Seen = { socketAddress: string; headers: IncomingHttpHeaders; trust: TrustProxy; publicUrl: string };

/** What is counted when a proxy in front of Tenfour does not pass the client's address on, or is not trusted to. */
export const proxyTallies = { noAddress: "proxy:no-address", notTrusted: "proxy:not-trusted" } as const;

/**
 * Counts signs of a proxy that is set up wrong, for the health page and `tenfour doctor`. Only neighbors on this
 * computer or a private network count: anybody on the internet can send the same headers.
 */
export function noteProxy({ socketAddress, headers, trust, publicUrl }: Seen): void {
  if (!isNear(socketAddress)) return;
  const passesAddress = Boolean(headers["x-forwarded-for"]);
  if (passesAddress && !trustsNeighbor(trust, socketAddress)) tally(proxyTallies.notTrusted);
  const byPublicName = !isLoopbackUrl(publicUrl) && headers.host === new URL(publicUrl).host;
  if (byPublicName && !passesAddress) tally(proxyTallies.noAddress);
}
