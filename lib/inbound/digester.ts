import { databaseIsAway } from "@/lib/db/client";
import { attend } from "@/lib/live/attend";
import { log } from "@/lib/log";
import { digest, PoisonedBatch, setAside } from "./digest";
import { writeCounts } from "./door-counts";

/** Milliseconds after which arrivals are looked for even if nobody said anything (a part's minute may have passed). */
const every = 1_000;

/**
 * Digests arrivals as they come, until stopped. Where a batch breaks it goes on one by one, and the arrival that
 * cannot be digested is set aside for the operator. Returns the function that stops it.
 */
export function startDigester(): () => Promise<void> {
  /** While above 0, arrivals are taken one by one. */
  let careful = 0;
  const stop = attend({
    hears: (what) => what === "arrivals",
    every,
    trouble: "arrivals cannot be digested now; trying again",
    look: async () => {
      try {
        const done = await digest(new Date(), careful > 0 ? 1 : undefined);
        if (careful > 0) careful--;
        return done > 0;
      } catch (error) {
        careful = await recover(error, careful);
        return false;
      }
    },
  });
  return async () => {
    await stop();
    await writeCounts();
  };
}

async function recover(error: unknown, careful: number): Promise<number> {
  if (databaseIsAway(error) || deadlocked(error) || !(error instanceof PoisonedBatch)) throw error;
  if (error.size > 1) return error.size;
  log.error({ err: error.cause, arrival: error.firstId }, "an arrival could not be digested and was set aside");
  await setAside(error.firstId, String((error.cause as Error)?.message ?? error.cause)).catch(() => {});
  return careful;
}

/** Two writers waited for each other: PostgreSQL ended this one, and nothing of it has happened. */
function deadlocked(error: unknown): boolean {
  for (let at: unknown = error; at instanceof Error; at = at.cause)
    if ((at as { code?: unknown }).code === "40P01") return true;
  return false;
}
