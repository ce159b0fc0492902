import type { IncomingMessage, ServerResponse } from "node:http";
import type { Socket } from "node:net";

/** Requests that one connection may have open at once. Browsers and proxies send the next one after the response. */
const mostOpen = 4;

const open = new WeakMap<Socket, number>();

/**
 * Counts the open requests of a connection. Returns false, and closes the connection, past the limit: Node hands over
 * every request of a chunk at once, and a thousand of them in one packet would keep the process busy for seconds.
 */
export function admitPipelined(request: IncomingMessage, response: ServerResponse): boolean {
  const { socket } = request;
  const count = (open.get(socket) ?? 0) + 1;
  if (socket.destroyed || count > mostOpen) {
    socket.destroy();
    return false;
  }
  open.set(socket, count);
  response.once("close", () => open.set(socket, (open.get(socket) ?? 1) - 1));
  return true;
}
