import { sql } from "drizzle-orm";
import { db, type Tx } from "@/lib/db/client";
import { asSystem } from "@/lib/db/scope";
import { addTaps, type Tap } from "@/lib/links/queries";
import { announceBroadcast } from "@/lib/live/announce";
import { log } from "@/lib/log";

type OfBroadcast = Tap & { broadcastId: number };

/** Milliseconds a tap waits for company; and how many wait at most while the database is away. */
const together = 250;
const mostWaiting = 100_000;

let waiting: OfBroadcast[] = [];
let timer: NodeJS.Timeout | undefined;
let writing: Promise<void> = Promise.resolve();

/** Remembers that a member tapped a link. Returns at once: the redirect does not wait for the database. */
export function noteTap(tap: OfBroadcast): void {
  if (waiting.length < mostWaiting) waiting.push(tap);
  timer ??= setTimeout(() => void flush(), together);
}

/** Writes what waits; awaited at a clean stop. A crash loses a quarter of a second of taps, and no redirect. */
export function flush(): Promise<void> {
  clearTimeout(timer);
  timer = undefined;
  writing = writing.then(writeWaiting);
  return writing;
}

async function writeWaiting(): Promise<void> {
  const taps = waiting;
  waiting = [];
  if (taps.length === 0) return;
  try {
    // Taps of all leaders are written together, whoever's came first.
    await asSystem("background", () => db()).transaction(async (tx) => {
      await addTaps(tx, taps);
      await markClicked(tx, taps);
      const tapped = new Map(taps.map((tap) => [`${tap.leaderId}:${tap.broadcastId}`, tap]));
      for (const { leaderId, broadcastId } of tapped.values()) await announceBroadcast(tx, leaderId, broadcastId);
    });
  } catch (error) {
    log.warn({ err: error }, "taps on links could not be written; trying again");
    waiting = [...taps, ...waiting].slice(0, mostWaiting);
    timer ??= setTimeout(() => void flush(), 2_000);
  }
}

/** The first tap of each member on any link of a broadcast. */
async function markClicked(tx: Tx, taps: OfBroadcast[]): Promise<void> {
  const rows = JSON.stringify(
    taps.map((tap) => ({ l: tap.leaderId, b: tap.broadcastId, m: tap.memberId, at: tap.at })),
  );
  await tx.execute(sql`
    UPDATE deliveries d SET clicked_at = t.at
    FROM (
      SELECT l, b, m, min(at) AS at FROM jsonb_to_recordset(${rows}::jsonb) AS t(l int, b int, m bigint, at timestamptz)
      GROUP BY l, b, m ORDER BY l, b, m
    ) t
    WHERE d.leader_id = t.l AND d.broadcast_id = t.b AND d.member_id = t.m AND d.clicked_at IS NULL`);
}
