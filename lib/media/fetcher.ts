import { carrier } from "@/lib/carrier/current";
import { carrierOrigin } from "@/lib/carrier/origin";
import { db } from "@/lib/db/client";
import { announce } from "@/lib/live/announce";
import { attend } from "@/lib/live/attend";
import { log } from "@/lib/log";
import { fetchGuarded, NotFetched } from "./fetch-guarded";
import { putMedia } from "./keep";
import { type Looked, look } from "./look";
import { claimPending, lockPending, type Media, markMissed, markStored } from "./queries";

/** Files under way at once, bytes of each, and milliseconds it may take: MMS have a few megabytes at most. */
const atOnce = 4;
const mostBytes = 16 * 1024 * 1024;
const patience = 30_000;
/** Seconds after which a file taken up by a worker that died is taken up again. */
const hold = 150;
/** Milliseconds after which due files are looked for even if nobody said anything. */
const lookEvery = 5_000;
/** The carrier keeps what fans sent for about this long. */
const keptFor = 48 * 3_600_000;

/**
 * Fetches what came with texts and calls as soon as it is told of, and again with growing waits until the carrier no
 * longer has it. The row is its own queue: it was committed with the text, so nothing is forgotten in a crash, and
 * several processes share the work. Returns the function that stops it.
 */
export function startFetcher(): () => Promise<void> {
  return attend({
    hears: (what) => what === "media",
    every: lookEvery,
    trouble: "media could not be fetched now; trying again",
    look: async () => (await fetchDue(new Date())) > 0,
  });
}

/** Fetches the files that are due now; returns how many were tried. */
export async function fetchDue(now: Date): Promise<number> {
  const due = await claimPending(db(), atOnce, hold);
  await Promise.all(due.map((row) => fetchOne(row, now)));
  return due.length;
}

async function fetchOne(row: Media, now: Date): Promise<void> {
  try {
    const bytes = await fetchGuarded(row.sourceUrl ?? "", {
      mostBytes,
      patience,
      allowedOrigin: carrierOrigin(),
      headers: row.source === "caller" ? await recordingHeaders(row.sourceUrl ?? "") : undefined,
    });
    const looked = await look(bytes);
    await settle(row, () => storeFetched(row, bytes, looked));
  } catch (error) {
    if (!(error instanceof NotFetched)) log.error({ err: error }, "a fetched file could not be kept");
    const again = !(error instanceof NotFetched) || error.again ? nextTry(row, now) : null;
    const reason = error instanceof NotFetched ? error.message : "It could not be kept here.";
    await settle(row, () => markMissed(db(), row, again ? reason : givenUp(row, now, reason), again));
  }
}

/** Stores the bytes and the row together; nothing where the member was erased while the file was on its way. */
async function storeFetched(row: Media, bytes: Uint8Array, looked: Looked): Promise<void> {
  await db().transaction(async (tx) => {
    if (!(await lockPending(tx, row))) return;
    await putMedia(row.leaderId, row.id, bytes, looked);
    await markStored(tx, row, looked);
  });
}

/** Recordings are the account's own: the carrier wants its keys, and they go to nobody else. */
async function recordingHeaders(url: string): Promise<Record<string, string>> {
  const headers = await carrier().recordingHeaders(url);
  if (!headers) throw new NotFetched("The recording lies at an address that is not the carrier's.", false);
  return headers;
}

async function settle(row: Media, change: () => Promise<void>): Promise<void> {
  await change();
  if (row.memberId !== null) await announce(db(), row.leaderId, [row.memberId]);
}

/** When it is tried again: after 2 seconds, doubling up to an hour; null once the carrier no longer has it. */
export function nextTry(row: Pick<Media, "createdAt" | "attempts">, now: Date): Date | null {
  if (now.getTime() - row.createdAt.getTime() >= keptFor) return null;
  const seconds = Math.min(3_600, 2 ** Math.min(row.attempts, 12));
  return new Date(now.getTime() + seconds * 1_000);
}

function givenUp(row: Media, now: Date, reason: string): string {
  return now.getTime() - row.createdAt.getTime() >= keptFor ? `${reason} It was tried for two days.` : reason;
}
