import type { IncomingMessage } from "node:http";
import { readHop } from "./internal-hop";
import { hasLocalCookie } from "./local-visitor";
import { isLoopbackHost, isLoopbackUrl } from "./loopback";
import { noteProxy } from "./proxy-watch";
import type { Client } from "./request-context";
import { clientBehind, readAddress, type TrustProxy, trustsNeighbor } from "./trust-proxy";

type Settings = { TRUST_PROXY: TrustProxy; PUBLIC_URL: string };

/** Headers by which proxies and CDNs give themselves away. */
const proxyHeader =
  /^(x-forwarded(-.*)?|forwarded|forwarded-for|via|x-real-ip|x-client-ip|client-ip|true-client-ip|x-cluster-client-ip|x-original-.*|x-remote-.*|x-proxy.*|proxy-.*|cf-.*|cdn-loop|fastly-.*|fly-.*|x-envoy-.*|x-azure-.*|x-appengine-.*|x-amzn-.*|x-amz-cf-.*)$/;
/** Those that name an address: removed, so that nothing behind server.ts reads one by mistake. */
const addressHeaders = [
  "forwarded",
  "x-forwarded-for",
  "x-real-ip",
  "x-client-ip",
  "true-client-ip",
  "cf-connecting-ip",
];
/** What only a trusted proxy may say of the address the visitor typed. */
const originHeaders = ["x-forwarded-host", "x-forwarded-proto", "x-forwarded-port"];

/**
 * Says where a request comes from: once, before anything else looks at it. The socket's address counts unless
 * TRUST_PROXY says otherwise. Local is a browser that proved it (lib/web/local-visitor.ts), through no proxy. A request
 * that Next sends to this process itself keeps its first client's address and is never local. Takes all headers off the request that only Tenfour or a trusted proxy may set.
 */
export function resolveClient(
  request: IncomingMessage,
  { TRUST_PROXY: trust, PUBLIC_URL: publicUrl }: Settings,
): Client {
  const { headers } = request;
  const names = Object.keys(headers);
  // Browsers speak HTTP/1.1 here. HTTP/1.0 is what nginx makes of it by default, which is all it shows of itself.
  const proxied = request.httpVersion === "1.0" || names.some((name) => proxyHeader.test(name));
  const hop = readHop(headers);
  const socketAddress = readAddress(request.socket.remoteAddress ?? "") ?? "unknown";
  const address = hop ?? clientBehind(socketAddress, String(headers["x-forwarded-for"] ?? ""), trust);
  // Only 127.0.0.1 and ::1 are where a browser on this computer comes from.
  const onThisComputer = socketAddress === "127.0.0.1" || socketAddress === "::1";
  // A neighbor that TRUST_PROXY names is a proxy, whether or not it says whom it speaks for.
  const direct = !hop && !proxied && onThisComputer && !trustsNeighbor(trust, socketAddress);
  // None of this is proof: a forwarder on this computer that adds no header looks the same. The cookie is.
  const likely = direct && isLoopbackUrl(publicUrl) && isOurHost(headers.host, publicUrl);
  const local = likely && hasLocalCookie(headers.cookie, new Date());

  if (!hop) noteProxy({ socketAddress, headers, trust, publicUrl });
  for (const name of names) if (name.startsWith("x-tenfour-")) delete headers[name];
  for (const name of addressHeaders) delete headers[name];
  if (!hop) delete headers["x-action-forwarded"];
  if (!hop && !trustsNeighbor(trust, socketAddress)) for (const name of originHeaders) delete headers[name];
  // Next fills this one itself where it is missing, with the socket's address.
  if (proxied) headers["x-forwarded-for"] = address;
  return { address, local };
}

/** Against names of other sites that were rebound to this computer's address. */
function isOurHost(host = "", publicUrl: string): boolean {
  return new URL(publicUrl).host === host || isLoopbackHost(host.replace(/:\d+$/, ""));
}
