import { onLive } from "./listen";
import { type StreamHolder, streamsPerSession, watchStream } from "./open-streams";

export { streamsPerSession };

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

/**
 * Server-sent events of a leader: which members' threads changed, an empty list meaning "look at everything you show";
 * and, named `broadcast`, the id of a broadcast that changed. Watched by open-streams.ts.
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
      const stop = onLive(leaderId, (change) => {
        if ("memberIds" in change) send(`data: ${JSON.stringify(change.memberIds)}\n\n`);
        else if ("broadcastId" in change) send(`event: broadcast\ndata: ${change.broadcastId}\n\n`);
      });
      const timer = setInterval(() => send(": still here\n\n"), heartbeatSeconds * 1000);
      const session = { leaderId, sessionId };
      const holder = { name: `${leaderId}:${sessionId}`, session, isAllowed: isSignedIn };
      const unwatch = watchStream(holder, () => close());
      close = () => {
        close = () => {};
        clearInterval(timer);
        stop();
        unwatch();
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

/** Passes an event stream from elsewhere on to its holder, and ends it when open-streams.ts says so. */
export function relayStream(from: ReadableStream<Uint8Array>, holder: StreamHolder): ReadableStream<Uint8Array> {
  const reader = from.getReader();
  let close = () => {};
  return new ReadableStream<Uint8Array>({
    start(controller) {
      const unwatch = watchStream(holder, () => close());
      close = () => {
        close = () => {};
        unwatch();
        void reader.cancel().catch(() => {});
        try {
          controller.close();
        } catch {
          // Already closed by the reader.
        }
      };
    },
    async pull(controller) {
      try {
        const { done, value } = await reader.read();
        if (done) close();
        else controller.enqueue(value);
      } catch {
        close();
      }
    },
    cancel: () => close(),
  });
}
