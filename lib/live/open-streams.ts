import { onLive } from "./listen";

/** Who holds an event stream open. */
export type StreamHolder = {
  /** Under which name their streams are counted. */
  name: string;
  /** The session that the stream ends with; null for a visitor who came with a token. */
  session: { leaderId: number; sessionId: number } | null;
  /** Whether they still may listen. Asked after missed notifications, and once a minute. */
  isAllowed: () => Promise<boolean>;
};

/** Event streams a holder may have open in one process: more than a browser's six connections, for HTTP/2. */
export const streamsPerSession = 8;
const checkMs = 60_000;

// Next bundles routes apart from each other, so "per process" lives on globalThis.
const shared = globalThis as typeof globalThis & { tenfourStreams?: Map<string, Set<() => void>> };
shared.tenfourStreams ??= new Map();
const open = shared.tenfourStreams;

/**
 * Keeps watch over an open event stream. Calls `close` when the session behind it ends, in whatever process that
 * happened, when its holder may no longer listen, and when they open more than `streamsPerSession`: the oldest one goes.
 * Returns the function that ends the watch, to be called when the stream closes for whatever reason.
 */
export function watchStream({ name, session, isAllowed }: StreamHolder, close: () => void): () => void {
  const check = async () => {
    // Without an answer (the database is away) the stream stays: it says nothing until the database is back.
    if (!(await isAllowed().catch(() => true))) close();
  };
  const stop = session
    ? onLive(session.leaderId, (change) => {
        if ("closedSessionIds" in change) {
          if (change.closedSessionIds.includes(session.sessionId)) close();
          // An empty list may mean that notifications were missed, and the end of this session among them.
        } else if ("memberIds" in change && change.memberIds.length === 0) void check();
      })
    : () => {};
  const timer = setInterval(() => void check(), checkMs);
  const forget = remember(name, close);
  return () => {
    clearInterval(timer);
    stop();
    forget();
  };
}

/** Counts a stream and closes the oldest ones of its holder past the limit. Returns the function that takes it out. */
function remember(name: string, close: () => void): () => void {
  const streams = open.get(name) ?? new Set();
  open.set(name, streams.add(close));
  for (const oldest of [...streams].slice(0, Math.max(0, streams.size - streamsPerSession))) oldest();
  return () => {
    streams.delete(close);
    if (streams.size === 0 && open.get(name) === streams) open.delete(name);
  };
}
