import type { PoolClient } from "pg";
import { db, type Tx } from "@/lib/db/client";
import { env } from "@/lib/env";
import { fieldsOf } from "@/lib/fields/queries";
import { leaderById } from "@/lib/leaders/queries";
import type { TakeIn } from "@/lib/members/take-in";
import { numbersOf } from "@/lib/numbers/register";
import { consentSource, consentWords } from "./consent-source";
import { provenOrder, sampleOrder } from "./date-order";
import { type Import, lockImport } from "./queries";
import type { Reading } from "./read-row";

/** Rows that are read, written and committed together. */
export const batchRows = 250;

/** What an import needs to know while it works. */
export type Job = {
  import: Import;
  reading: Reading;
  by: TakeIn;
  /** A connection of its own, which also holds the lock. */
  client: PoolClient;
  batchRows: number;
  /** Called after each batch. */
  tick: (row: number) => void;
  stopped: () => boolean;
};

export type Work = { batchRows?: number; tick?: (row: number) => void; stopped?: () => boolean };

/** Gathers what working on an import takes. */
export async function prepare(one: Import, client: PoolClient, work: Work): Promise<Job> {
  const [leader, numbers, fields] = await Promise.all([
    leaderById(one.leaderId),
    numbersOf(db(), one.leaderId),
    fieldsOf(db(), one.leaderId),
  ]);
  const now = one.startedAt ?? one.createdAt;
  return {
    import: one,
    client,
    batchRows: work.batchRows ?? batchRows,
    tick: work.tick ?? (() => {}),
    stopped: work.stopped ?? (() => false),
    reading: {
      // An import that began before an update lacks what the update added.
      mapping: {
        ...one.mapping,
        kind: one.mapping.kind ?? "members",
        meanings: one.mapping.meanings ?? {},
        asks: one.mapping.asks ?? [],
      },
      order: one.foretold ? provenOrder(one.foretold) : sampleOrder(one),
      names: one.mapping.header ? one.firstRow : [],
      timeZone: leader?.timeZone ?? "UTC",
      fields,
      minAge: leader?.minAge ?? 13,
      caribbean: env().ALLOW_CARIBBEAN,
      ownNumbers: new Set(numbers.map((number) => number.phone)),
      now,
    },
    by: {
      leaderId: one.leaderId,
      number: numbers[0]?.phone ?? "",
      source: "import",
      rule: one.mapping.rule,
      proof: one.proof,
      log: {
        channel: "import",
        source: consentSource(one),
        words: (event, quoted) => consentWords(one, event, quoted),
      },
      now,
    },
  };
}

/** True where the import still stands where this process believes it does; locks it until the transaction ends. */
export async function stillOurs(tx: Tx, { import: one }: Job, offset: number): Promise<boolean> {
  const now = await lockImport(tx, one.leaderId, one.id);
  return now?.state === one.state && now.offset === offset;
}

/** Where the rows begin that people stand in. */
export function startOf(one: Import): { offset: number; lastRow: number } {
  const above = one.mapping.skipped ?? 0;
  return one.mapping.header
    ? { offset: one.secondRowAt, lastRow: above + 1 }
    : { offset: one.firstRowAt, lastRow: above };
}
