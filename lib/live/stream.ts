import { onLive } from "./listen";

export type StreamOptions = {
  leaderId: number;
  sessionId: number;
  /** Whether the session still is signed in. Asked after missed notifications, and once a minute. */
  isSignedIn: () => Promise<boolean>;
  /** Ends the stream: the client went away. */
  signal: AbortSignal;
};

/** Seconds between heartbeats: proxies close a connection that is silent for longer than half a minute or so. */
const heartbeatSeconds = 15;
/** Event streams a session may have open in one process: more than a browser's six connections, for HTTP/2. */
export const streamsPerSession = 8;

// Next bundles routes apart from each other, so "per process" lives on globalThis. Keys are leaderId:sessionId.
const shared = globalThis as typeof globalThis & { tenfourStreams?: Map<string, Set<() => void>> };
shared.tenfourStreams ??= new Map();
const open = shared.tenfourStreams;

/**
 * Server-sent events of a leader: which members' threads changed, an empty list meaning "look at everything you show";
 * and, named `broadcast`, the id of a broadcast that changed. Closes when the session ends, in whatever process that
 * happened, and when the session opens more than `streamsPerSession`: the oldest one goes.
 */
export function openStream({ leaderId, sessionId, isSignedIn, signal }: StreamOptions): ReadableStream<Uint8Array> {
  let close = () => {};
  return new ReadableStream<Uint8Array>({
    start(controller) {
      const encoder = new TextEncoder();
      const send = (text: string) => {
        try {
          controller.enqueue(encoder.encode(text));
        } catch {
          close();
        }
      };
      const check = async () => {
        // Without an answer (the database is away) the stream stays: it says nothing until the database is back.
        if (!(await isSignedIn().catch(() => true))) close();
      };
      const stop = onLive(leaderId, (change) => {
        if ("closedSessionIds" in change) {
          if (change.closedSessionIds.includes(sessionId)) close();
        } else if ("broadcastId" in change) send(`event: broadcast\ndata: ${change.broadcastId}\n\n`);
        else {
          send(`data: ${JSON.stringify(change.memberIds)}\n\n`);
          // An empty list may mean that notifications were missed, and the end of this session among them.
          if (change.memberIds.length === 0) void check();
        }
      });
      let beats = 0;
      const timer = setInterval(() => {
        send(": still here\n\n");
        if (++beats % 4 === 0) void check();
      }, heartbeatSeconds * 1000);
      const forget = remember(`${leaderId}:${sessionId}`, () => close());
      close = () => {
        close = () => {};
        clearInterval(timer);
        stop();
        forget();
        try {
          controller.close();
        } catch {
          // Already closed by the reader.
        }
      };
      signal.addEventListener("abort", () => close());
      send("retry: 2000\n\n: listening\n\n");
    },
    cancel: () => close(),
  });
}

/** Counts a stream of a session and closes its oldest ones past the limit. Returns the function that takes it out. */
function remember(session: string, close: () => void): () => void {
  const streams = open.get(session) ?? new Set();
  open.set(session, streams.add(close));
  for (const oldest of [...streams].slice(0, Math.max(0, streams.size - streamsPerSession))) oldest();
  return () => {
    streams.delete(close);
    if (streams.size === 0 && open.get(session) === streams) open.delete(session);
  };
}
