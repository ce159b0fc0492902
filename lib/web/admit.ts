import type { IncomingMessage, ServerResponse } from "node:http";
import { availableParallelism } from "node:os";
import { refuse } from "./gate";
import { Lane } from "./lane";
import { networksOf } from "./networks";

const cores = availableParallelism();

/**
 * The lines in front of Next. A page takes 10 to 40 ms of the one thread that does everything else too, and Next works
 * on all requests at once: 300 pages at a time stopped the process for two seconds (docs/benchmarks.md). Whatever is
 * cheap or must not wait has a line of its own. Webhooks and tracked links don't come here (app/lane.ts).
 */
const lanes = {
  pages: new Lane(2 * cores, 50 * cores),
  files: new Lane(4 * cores, 200 * cores),
  uploads: new Lane(2 * cores, 25 * cores),
  // A browser doesn't come back after an error on an event stream, and after a restart all come at once.
  streams: new Lane(2 * cores, 1_000 * cores),
  health: new Lane(2, 50),
};

/** Milliseconds after which the next one runs, though this one is under way: it waits for a slow client by now. */
const longestTurn = 2_000;
/** Bytes of a body that Node takes in before anybody reads it. */
const smallBody = 8 * 1024;

/**
 * Calls `handle` when the request's turn comes. Where its line is full it is answered 503 instead. A small body has
 * arrived by then, so that nobody keeps a turn by sending slowly. `address`: the client's (resolve-client.ts).
 */
export function admit(request: IncomingMessage, response: ServerResponse, address: string, handle: () => void): void {
  const visitor = networksOf(address).unit;
  const lane = laneOf(request);
  whenSmallBodyArrived(request, () => {
    const admitted = lanes[lane].enter(visitor, (leave) => {
      // It left, or was answered by the gate, while it waited.
      if (request.socket.destroyed || response.headersSent) return leave();
      const timer = setTimeout(leave, longestTurn);
      response.once("close", () => {
        clearTimeout(timer);
        leave();
      });
      if (lane === "streams") onHead(response, leave);
      handle();
    });
    if (!admitted) refuse(request, response, 503, busySentence, { "retry-after": "3" });
  });
}

const busySentence = "Tenfour is busy right now. Try again in a few seconds.";

function laneOf({ url = "/", headers }: IncomingMessage): keyof typeof lanes {
  const path = url.split("?", 1)[0] as string;
  if (path === "/live" || path === "/simulator/api/events") return "streams";
  if (path === "/health" || path === "/metrics") return "health";
  if (isStreamed(headers)) return "uploads";
  return /^\/(_next\/static|media|picture|card)\/|^\/(icon[^/]*|favicon\.ico|manifest\.webmanifest)$/.test(path)
    ? "files"
    : "pages";
}

/** A body that is not taken in before its handler reads it. */
function isStreamed(headers: IncomingMessage["headers"]): boolean {
  return headers["transfer-encoding"] !== undefined || Number(headers["content-length"] ?? 0) > smallBody;
}

function whenSmallBodyArrived(request: IncomingMessage, then: () => void): void {
  const { headers } = request;
  if (request.complete || isStreamed(headers) || Number(headers["content-length"] ?? 0) === 0) return then();
  const { push } = request;
  request.push = (chunk: Uint8Array | null) => {
    const more = push.call(request, chunk);
    if (chunk === null) then();
    return more;
  };
}

/** An event stream is open for hours; what costs time is over once its head is written. */
function onHead(response: ServerResponse, then: () => void): void {
  const writeHead = response.writeHead.bind(response) as (...rest: unknown[]) => ServerResponse;
  response.writeHead = ((...rest: unknown[]) => {
    then();
    return writeHead(...rest);
  }) as typeof response.writeHead;
}
