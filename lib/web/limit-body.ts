import type { IncomingMessage } from "node:http";
import { tooLargeSentence } from "./body";
import type { BodyLimit } from "./body-limits";
import { BodyMeter, bodyKindOf } from "./body-meter";

const tooSlowSentence = "This request took too long to arrive. Check your connection and try again.";

/**
 * Measures the body of `request` while it arrives, whoever reads it: Node's parser hands over every chunk by `push`, so
 * that is where to count, and nothing is read before its reader wants it. Calls `refuse` once when the body is over its
 * limit or too slow; its reader then sees no end of it, only the connection closing.
 */
export function limitBody(
  request: IncomingMessage,
  limit: BodyLimit,
  refuse: (status: 408 | 413, sentence: string) => void,
): void {
  const { headers } = request;
  const meter = new BodyMeter(limit, bodyKindOf(headers["content-type"] ?? ""), "next-action" in headers);
  const push = request.push;
  const over = (status: 408 | 413, sentence: string) => {
    clearTimeout(timer);
    refuse(status, sentence);
  };
  const timer = limit.seconds ? setTimeout(() => over(408, tooSlowSentence), limit.seconds * 1000) : undefined;
  timer?.unref();
  request.once("close", () => clearTimeout(timer));
  request.push = (chunk: Uint8Array | null) => {
    if (chunk === null) clearTimeout(timer);
    else if (!meter.take(chunk)) {
      over(413, tooLargeSentence(limit));
      return true;
    }
    return push.call(request, chunk);
  };
}

/**
 * Bytes that are read of a refused request, and the milliseconds until its connection is closed. Where more comes,
 * reading stops but the connection stays: closing it with bytes unread resets it, and the client would lose the answer
 * it has not read yet.
 */
const mostDrained = 8 * 1024 * 1024;
const drainMs = 5_000;

/**
 * Reads and forgets what is still coming of a request that was answered: closing at once would reset the connection, and
 * the client would never see the answer. One that takes too long is closed all the same.
 */
export function drainBody(request: IncomingMessage): void {
  if (request.complete) return;
  const { socket, push } = request;
  const close = () => void socket.destroy();
  drain(request, close, () => void push.call(request, null));
}

/**
 * The same for a request whose handler has begun to read: it must not take what has arrived for the whole body, so it
 * never sees the end, and fails when the connection closes. `close` is called once nothing more is to be read.
 */
export function cutOffBody(request: IncomingMessage, close: () => void): void {
  // Node counts an answered request as done and tells its reader nothing when the connection closes.
  request.socket.once("close", () => request.destroy(new Error("The body is over its limit.")));
  drain(request, close, close);
}

function drain(request: IncomingMessage, tooSlow: () => void, ended: () => void): void {
  const timer = setTimeout(tooSlow, drainMs);
  timer.unref();
  let drained = 0;
  request.push = (chunk: Uint8Array | null) => {
    if (chunk === null) {
      clearTimeout(timer);
      ended();
      return false;
    }
    drained += chunk.length;
    // Node's parser stops reading the socket where a chunk is not wanted.
    return drained <= mostDrained;
  };
  if (request.complete) ended();
  else request.resume();
}
