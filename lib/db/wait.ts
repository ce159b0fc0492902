import { setTimeout as pause } from "node:timers/promises";
import { databaseIsAway } from "./client";

/** Milliseconds between tries. */
const every = 500;
/** How often an embedded server that does not start is tried: one that was killed meanwhile starts on the next try. */
const embeddedTries = 8;

/**
 * Does `work` again until the database answers: a program that starts while its database restarts, or is killed, waits
 * for it. Says once what it waits for. Any other error is thrown, so that a wrong address or password ends the start.
 */
export async function waitForDatabase<T>(work: () => Promise<T>, say: (words: string) => void): Promise<T> {
  let said = false;
  for (let turn = 1; ; turn++) {
    try {
      return await work();
    } catch (error) {
      const killed = error instanceof Error && error.message.startsWith("The embedded database did not start.");
      if (!databaseIsAway(error) && !(killed && turn < embeddedTries)) throw error;
      if (!said) say(`${(error as Error).message} Waiting for the database.`);
      said = true;
      await pause(every);
    }
  }
}
