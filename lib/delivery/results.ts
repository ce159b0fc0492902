import { type Outcome, writeOutcomes } from "@/lib/broadcasts/outcome";
import { noteRate } from "@/lib/broadcasts/rate";
import { recordCarrierOptOut } from "@/lib/consent/record";
import { db, type Tx } from "@/lib/db/client";
import { announce } from "@/lib/live/announce";
import { log } from "@/lib/log";
import { noteOptOutLine } from "@/lib/members/opt-out-line";
import { setUnreachable } from "@/lib/members/status";
import { type Result, writeResults } from "@/lib/messages/outbox";
import { addParts, carrierDay } from "@/lib/numbers/day";
import { returnClaimedParts } from "@/lib/operator/daily-limit";

type Remedy = "opt_out" | "unreachable";
/** number: the leader's, E.164. parts: what the text had. at: when the request was made. */
export type Told = { number: string; parts: number; remedy?: Remedy; at: Date };
/** What became of a one-to-one or automatic text. */
export type Consequence = Result & Told;
/** What became of a delivery of a broadcast. */
export type BroadcastConsequence = Outcome & Told & { optOutLine: boolean };

/** `written` is called once it stands in the database. */
type Any = { text: Consequence; written: () => void } | { delivery: BroadcastConsequence };

const batchSize = 500;

/**
 * Gathers what became of texts and writes it down in batches: while one is being written the next one gathers. Where
 * the database is away it tries until it is back, for an answer that was heard must not be forgotten.
 */
export class Results {
  #waiting: Any[] = [];
  #writing: Promise<void> | null = null;

  add(result: Consequence, written: () => void): void {
    this.#gather({ text: result, written });
  }

  addDelivery(result: BroadcastConsequence): void {
    this.#gather({ delivery: result });
  }

  #gather(result: Any): void {
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
      const batch = this.#waiting.splice(0, batchSize);
      for (;;) {
        try {
          const again = await write(batch);
          this.#waiting.push(...again.map((delivery) => ({ delivery })));
          for (const one of batch) if ("written" in one) one.written();
          // Held by another writer for a moment only: a receipt that was faster than our own note.
          if (again.length > 0) await new Promise((done) => setTimeout(done, 20));
          break;
        } catch (error) {
          log.warn({ err: error, texts: batch.length }, "what became of texts could not be written; trying again");
          await new Promise((done) => setTimeout(done, 500));
        }
      }
    }
  }
}

/** Writes a batch; answers the deliveries that must be written again. */
async function write(batch: Any[]): Promise<BroadcastConsequence[]> {
  const texts = batch.flatMap((one) => ("text" in one ? [one.text] : []));
  const deliveries = batch.flatMap((one) => ("delivery" in one ? [one.delivery] : []));
  // Members first, and in a transaction of their own: the digester locks members, then deliveries, and nobody may
  // wait the other way round. Twice is once, should the second part have to be written again.
  await noteMembers([...texts, ...deliveries], deliveries);
  return db().transaction(async (tx) => {
    await writeResults(tx, texts);
    const left = new Set<Outcome>(await writeOutcomes(tx, deliveries));
    const written = deliveries.filter((one) => !left.has(one));
    await noteRate(tx, written);
    await countParts(tx, [...texts, ...written]);
    for (const leaderId of new Set(texts.map((one) => one.leaderId))) {
      await announce(
        tx,
        leaderId,
        texts.filter((one) => one.leaderId === leaderId && one.memberId !== 0).map((one) => one.memberId),
      );
    }
    return deliveries.filter((one) => left.has(one));
  });
}

async function noteMembers(
  all: { leaderId: number; memberId: number; remedy?: Remedy; errorCode?: string; at: Date }[],
  deliveries: BroadcastConsequence[],
): Promise<void> {
  const dead = all.filter((one) => one.remedy === "unreachable");
  const out = all.filter((one) => one.remedy === "opt_out");
  const told = deliveries.filter((one) => one.optOutLine && one.state === "sent");
  if (dead.length + out.length + told.length === 0) return;
  await db().transaction(async (tx) => {
    await setUnreachable(tx, dead);
    await recordCarrierOptOut(tx, out);
    for (const leaderId of new Set(told.map((one) => one.leaderId))) {
      const ids = told.filter((one) => one.leaderId === leaderId).map((one) => one.memberId);
      await noteOptOutLine(tx, leaderId, ids);
    }
  });
}

/** Parts the carrier has taken count for the number's day. Those it surely has not are free again for the leader's. */
async function countParts(tx: Tx, all: (Told & { leaderId: number; state: string })[]): Promise<void> {
  const day = carrierDay(new Date());
  const back = new Map<number, number>();
  const sums = new Map<string, { leaderId: number; phone: string; parts: number }>();
  for (const one of all) {
    if (one.state !== "sent") {
      if (one.state !== "unconfirmed") back.set(one.leaderId, (back.get(one.leaderId) ?? 0) + one.parts);
      continue;
    }
    const sum = sums.get(one.number) ?? { leaderId: one.leaderId, phone: one.number, parts: 0 };
    sum.parts += one.parts;
    sums.set(one.number, sum);
  }
  const inOrder = [...sums.values()].sort((a, b) => a.phone.localeCompare(b.phone));
  for (const one of inOrder) await addParts(tx, one, day, one.parts);
  for (const [leaderId, parts] of [...back].sort(([a], [b]) => a - b))
    await returnClaimedParts(tx, leaderId, day, parts);
}
