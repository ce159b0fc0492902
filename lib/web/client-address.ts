import { noteHandler, requestContext } from "./request-context";

/** Where the visitor of the request in progress comes from: an IPv4 or IPv6 address, for limits and the consent log. */
export function clientAddress(): string {
  noteHandler();
  return requestContext()?.client.address ?? "unknown";
}

/** Whether the request in progress comes from a browser that opened the printed address (lib/web/local-visitor.ts). */
export function isLocalClient(): boolean {
  noteHandler();
  return requestContext()?.client.local ?? false;
}
