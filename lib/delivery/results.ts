import { db } from "@/lib/db/client";
import { announce } from "@/lib/live/announce";
import { log } from "@/lib/log";
import { optOut } from "@/lib/members/opt-out";
import { setUnreachable } from "@/lib/members/status";
import { type Result, writeResults } from "@/lib/messages/outbox";

export type Consequence = Result & { remedy?: "opt_out" | "unreachable" };

/**
 * Gathers what became of texts and writes it down in batches: while one is being written the next one gathers. Where
 * the database is away it tries until it is back, for an answer that was heard must not be forgotten.
 */
export class Results {
  #waiting: Consequence[] = [];
  #writing: Promise<void> | null = null;

  add(result: Consequence): void {
    this.#waiting.push(result);
    this.#writing ??= this.#writeAll().finally(() => {
      this.#writing = null;
    });
  }

  /** Resolves when everything is written. */
  async idle(): Promise<void> {
    while (this.#writing) await this.#writing;
  }

  async #writeAll(): Promise<void> {
    // Answers that come in the same moment share a statement.
    await new Promise((done) => setTimeout(done, 5));
    while (this.#waiting.length > 0) {
      const batch = this.#waiting.splice(0, 500);
      for (;;) {
        try {
          await write(batch);
          break;
        } catch (error) {
          log.warn({ err: error, texts: batch.length }, "what became of texts could not be written; trying again");
          await new Promise((done) => setTimeout(done, 500));
        }
      }
    }
  }
}

async function write(batch: Consequence[]): Promise<void> {
  await db().transaction(async (tx) => {
    await writeResults(tx, batch);
    await setUnreachable(
      tx,
      batch.filter((one) => one.remedy === "unreachable"),
    );
    for (const one of batch) {
      if (one.remedy === "opt_out") await optOut(tx, { ...one, channel: "carrier", words: one.errorCode });
    }
    for (const leaderId of new Set(batch.map((one) => one.leaderId))) {
      await announce(
        tx,
        leaderId,
        batch.filter((one) => one.leaderId === leaderId && one.memberId !== 0).map((one) => one.memberId),
      );
    }
  });
}
