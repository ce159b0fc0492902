import type { IncomingMessage } from "node:http";

/**
 * Writes down what only the server itself may say of a visitor, over whatever the request claims: `x-tenfour-local`
 * for somebody at this machine, and `x-tenfour-address`, where they come from. Behind a proxy on this machine the
 * address is the last hop it names, and nobody is local. The host must be this machine's, against rebound names.
 */
export function markVisitor(request: IncomingMessage, publicUrl: string): void {
  const { headers } = request;
  const socketAddress = request.socket.remoteAddress ?? "";
  const onLoopback = /^(::1|(::ffff:)?127\.\d+\.\d+\.\d+)$/.test(socketAddress);
  const forwarded = String(headers["x-forwarded-for"] ?? "");
  const proxied = forwarded !== "" || headers.forwarded !== undefined;
  delete headers["x-tenfour-local"];
  if (onLoopback && !proxied && isOurHost(headers.host ?? "", publicUrl)) headers["x-tenfour-local"] = "1";
  headers["x-tenfour-address"] = onLoopback && forwarded ? (forwarded.split(",").at(-1)?.trim() ?? "") : socketAddress;
}

function isOurHost(host: string, publicUrl: string): boolean {
  if (URL.canParse(publicUrl) && new URL(publicUrl).host === host) return true;
  const name = host.replace(/:\d+$/, "").toLowerCase();
  return name === "localhost" || name === "127.0.0.1" || name === "[::1]";
}
