import { databaseIsAway } from "@/lib/db/client";
import { log } from "@/lib/log";
import { listen } from "./listen";
import { Nap } from "./nap";

export type Post = {
  /** Is this word on `tenfour_work` for it? "" means that a word may have been missed, and is for all. */
  hears: (word: string) => boolean;
  /** Milliseconds after which it looks even if nobody said anything: what a dead process left behind is found so. */
  every: number;
  /** What the log says where a look fails. */
  trouble: string;
  /** One look; answers whether another at once may find more. `stopped`: long work asks it between its steps. */
  look: (stopped: () => boolean) => Promise<boolean>;
};

/**
 * Looks for work again and again until stopped: at once when called, or while there is more, else every so often. A
 * word that comes during a look is not lost, and a look that fails is tried again. Returns the function that stops it
 * and waits for the look that is under way.
 */
export function attend({ hears, every, trouble, look }: Post): () => Promise<void> {
  let stopped = false;
  const nap = new Nap();
  const deaf = listen("tenfour_work", (word) => {
    if (word === "" || hears(word)) nap.wake();
  });

  async function run(): Promise<void> {
    while (!stopped) {
      nap.looking();
      let more = false;
      try {
        more = await look(() => stopped);
      } catch (error) {
        // The program itself says that the database is away; here it would be said again and again.
        if (!databaseIsAway(error)) log.warn({ err: error }, trouble);
      }
      if (!more && !stopped) await nap.sleep(every);
    }
  }

  const running = run();
  return async () => {
    stopped = true;
    deaf();
    nap.wake();
    await running;
  };
}
