import { requestContext } from "./request-context";

/** Where the visitor of the request in progress comes from: an IPv4 or IPv6 address, for limits and the consent log. */
export function clientAddress(): string {
  return requestContext()?.client.address ?? "unknown";
}

/** Whether the request in progress comes straight from a browser on this computer (lib/web/resolve-client.ts). */
export function isLocalClient(): boolean {
  return requestContext()?.client.local ?? false;
}
