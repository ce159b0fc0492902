import { mayWorkLater } from "@/lib/db/client";
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
  // A full disk or a deadlock says nothing about what is processed: nothing of it has happened, and it is tried again.
  if (mayWorkLater(error) || !(error instanceof PoisonedBatch)) throw error;
  if (error.size > 1) return error.size;
  log.error({ err: error.cause, arrival: error.firstId }, "an arrival could not be digested and was set aside");
  await setAside(error.firstId, String((error.cause as Error)?.message ?? error.cause)).catch(() => {});
  return careful;
}
