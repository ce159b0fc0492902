import { databaseIsAway } from "@/lib/db/client";
import { listen } from "@/lib/live/listen";
import { log } from "@/lib/log";
import { digest, PoisonedBatch, setAside } from "./digest";
import { writeCounts } from "./door-counts";

/** Milliseconds after which arrivals are looked for even if nobody said anything (a part's minute may have passed). */
const look = 1_000;

/**
 * Digests arrivals as they come, until stopped. Where a batch breaks it goes on one by one, and the arrival that
 * cannot be digested is set aside for the operator. Returns the function that stops it.
 */
export function startDigester(): () => Promise<void> {
  let stopped = false;
  let woken = false;
  let wake = () => {};
  const deaf = listen("tenfour_work", (what) => {
    if (what === "outbox" || what === "numbers" || what === "broadcasts") return;
    woken = true;
    wake();
  });

  async function run(): Promise<void> {
    /** While above 0, arrivals are taken one by one. */
    let careful = 0;
    while (!stopped) {
      woken = false;
      try {
        const done = await digest(new Date(), careful > 0 ? 1 : undefined);
        if (careful > 0) careful--;
        if (done > 0) continue;
      } catch (error) {
        careful = await recover(error, careful);
      }
      if (!woken && !stopped)
        await new Promise<void>((done) => {
          const timer = setTimeout(done, look);
          wake = () => {
            clearTimeout(timer);
            done();
          };
        });
    }
  }

  const running = run();
  return async () => {
    stopped = true;
    deaf();
    wake();
    await running;
    await writeCounts();
  };
}

async function recover(error: unknown, careful: number): Promise<number> {
  if (databaseIsAway(error) || deadlocked(error) || !(error instanceof PoisonedBatch)) {
    log.warn({ err: error }, "arrivals cannot be digested now; trying again");
    return careful;
  }
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
