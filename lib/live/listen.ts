import pg from "pg";

type Hear = (payload: string) => void;
type Channel = "tenfour_live" | "tenfour_work" | "tenfour_carrier";
type Ear = { heard: Map<Channel, Set<Hear>>; client?: pg.Client; closed: boolean; retry?: NodeJS.Timeout };

// One listening connection a process, also across the separate bundles Next makes.
const shared = globalThis as typeof globalThis & { tenfourEar?: Ear };

async function connect(ear: Ear): Promise<void> {
  const client = new pg.Client({ connectionString: process.env.DATABASE_URL, keepAlive: true });
  ear.client = client;
  let listened = false;
  const again = () => {
    if (ear.client !== client || ear.closed) return;
    ear.client = undefined;
    // Whoever looks at a screen now learns from the look itself that the database is away.
    if (listened) for (const hear of ear.heard.get("tenfour_live") ?? []) hear("");
    ear.retry = setTimeout(() => void connect(ear), 500);
    ear.retry.unref();
  };
  client.on("error", again);
  client.on("end", again);
  client.on("notification", (note) => {
    for (const hear of ear.heard.get(note.channel as Channel) ?? []) hear(note.payload ?? "");
  });
  try {
    await client.connect();
    await client.query("LISTEN tenfour_live; LISTEN tenfour_work; LISTEN tenfour_carrier");
    listened = true;
    // What was said while nobody listened is lost: an empty word means "look for yourself".
    for (const hears of ear.heard.values()) for (const hear of hears) hear("");
  } catch {
    again();
  }
}

/**
 * Hears a channel of PostgreSQL's NOTIFY. After a broken line it reconnects by itself and calls once with "",
 * which means: something may have been missed. Live screens are called with "" when it breaks, too. Returns the function that stops hearing.
 */
export function listen(channel: Channel, hear: Hear): () => void {
  if (!shared.tenfourEar || shared.tenfourEar.closed) {
    shared.tenfourEar = { heard: new Map(), closed: false };
    void connect(shared.tenfourEar);
  }
  const ear = shared.tenfourEar;
  const hears = ear.heard.get(channel) ?? new Set();
  ear.heard.set(channel, hears.add(hear));
  return () => {
    hears.delete(hear);
  };
}

export type LiveChange =
  /** Threads of these members changed; an empty list means "look at everything you show". */
  | { memberIds: number[] }
  /** This broadcast changed or moved on. */
  | { broadcastId: number }
  /** Streams of these sessions are to be closed. */
  | { closedSessionIds: number[] };

/** What changes of one leader's. */
export function onLive(leaderId: number, tell: (change: LiveChange) => void): () => void {
  return listen("tenfour_live", (payload) => {
    if (payload === "") return tell({ memberIds: [] });
    const change = JSON.parse(payload) as {
      leaderId: number;
      members?: number[];
      broadcast?: number;
      closed?: number[];
    };
    if (change.leaderId !== leaderId) return;
    if (change.closed) tell({ closedSessionIds: change.closed });
    else if (change.broadcast !== undefined) tell({ broadcastId: change.broadcast });
    else tell({ memberIds: change.members ?? [] });
  });
}

/** Stops listening, for a clean stop. */
export async function stopListening(): Promise<void> {
  const ear = shared.tenfourEar;
  if (!ear) return;
  ear.closed = true;
  clearTimeout(ear.retry);
  await ear.client?.end().catch(() => {});
}
