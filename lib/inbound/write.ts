import { databaseIsAway, pool } from "@/lib/db/client";
import { seenHashes } from "@/lib/webhook-memory/seen";

export type NewArrival = {
  kind: "text" | "receipt";
  key: string;
  /** JSON text. */
  content: string;
  concatKey: string | null;
  concatPart: number | null;
  /** Set where it is known already that it cannot be understood. */
  problem: string | null;
};

type Waiting = { arrival: NewArrival; done: () => void; fail: (error: unknown) => void };

/** Rows a statement takes at most; docs/scale.md: a thousand rows cost little more than one. */
const mostRows = 1_000;

const shared = globalThis as typeof globalThis & { tenfourWriter?: { waiting: Waiting[]; writing: number } };
shared.tenfourWriter ??= { waiting: [], writing: 0 };
const writer = shared.tenfourWriter;

/** Batches on their way at once: while the disk takes one, the next is read and verified. */
const mostBatches = 2;

/**
 * Writes an arrival down; resolves when it is safe on disk. While batches are on their way the next one gathers, so a
 * lone webhook waits for nobody and a flood shares its commits. A webhook known by its key, or by the hash that remains
 * of it (prune.ts), is not written again.
 */
export function writeArrival(arrival: NewArrival): Promise<void> {
  return new Promise((done, fail) => {
    writer.waiting.push({ arrival, done, fail });
    if (writer.writing < mostBatches) {
      writer.writing++;
      setImmediate(writeWaiting);
    }
  });
}

async function writeWaiting(): Promise<void> {
  while (writer.waiting.length > 0) {
    const batch = writer.waiting.splice(0, mostRows);
    try {
      await insert(batch.map((one) => one.arrival));
      for (const one of batch) one.done();
    } catch (error) {
      if (databaseIsAway(error) || batch.length === 1) for (const one of batch) one.fail(error);
      else await writeOneByOne(batch);
    }
  }
  writer.writing--;
}

/** One bad row must not take its neighbours with it. */
async function writeOneByOne(batch: Waiting[]): Promise<void> {
  for (const one of batch) await insert([one.arrival]).then(one.done, one.fail);
}

async function insert(batch: NewArrival[]): Promise<void> {
  const column = <K extends keyof NewArrival>(name: K) => batch.map((one) => one[name]);
  const seen = batch.map((one) => seenHashes(one.key));
  await pool().query({
    name: "write_arrivals",
    text: `WITH added AS (
        INSERT INTO arrivals (kind, key, content, concat_key, concat_part, problem, digested_at)
        SELECT kind, key, content, concat_key, concat_part, problem, CASE WHEN problem IS NOT NULL THEN now() END
        FROM unnest($1::text[], $2::text[], $3::jsonb[], $4::text[], $5::smallint[], $6::text[], $7::text[], $8::text[])
          AS a(kind, key, content, concat_key, concat_part, problem, seen, seen_before)
        WHERE NOT EXISTS (SELECT FROM seen_webhooks s WHERE s.hash IN (a.seen, a.seen_before))
        ON CONFLICT (key) DO NOTHING RETURNING 1)
      SELECT pg_notify('tenfour_work', 'arrivals') WHERE EXISTS (SELECT FROM added)`,
    values: [
      column("kind"),
      column("key"),
      column("content"),
      column("concatKey"),
      column("concatPart"),
      column("problem"),
      seen.map(([current]) => current),
      seen.map(([, previous]) => previous),
    ],
  });
}
