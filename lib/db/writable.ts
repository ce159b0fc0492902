import { randomBytes } from "node:crypto";
import { open, rm } from "node:fs/promises";
import { join } from "node:path";
import { sql } from "drizzle-orm";
import { env } from "@/lib/env";
import { databaseIsAway, db } from "./client";

/** Milliseconds for which an answer holds: however many ask, the disk is written to this seldom. */
const holds = 3_000;
/** Milliseconds the database and the disk have to answer. */
const patience = 3_000;
/** Milliseconds after which a webhook that could not be stored says nothing about now. */
const recent = 30_000;
const probeBytes = 64 * 1024;

type Known = { at: number; problem: Promise<string | null>; failedAt: number };
const shared = globalThis as typeof globalThis & { tenfourWritable?: Known };
shared.tenfourWritable ??= { at: 0, problem: Promise.resolve(null), failedAt: 0 };
const known = shared.tenfourWritable;

/** Told whether a webhook could be stored: the surest sign of all. */
export function noteStored(stored: boolean): void {
  known.failedAt = stored ? 0 : Date.now();
}

/**
 * Why this process cannot store anything, as a sentence; null where it can. Really writes, every few seconds at most: a
 * few kilobytes to the database's log and a small file to DATA_DIR, because a full disk still answers questions.
 */
export async function writeProblem(): Promise<string | null> {
  if (await within(ask())) return "The database is away.";
  if (Date.now() - known.at > holds) {
    known.at = Date.now();
    known.problem = probe();
  }
  const problem = await known.problem;
  if (problem) return problem;
  return known.failedAt > Date.now() - recent ? "Webhooks could not be stored a moment ago." : null;
}

async function ask(): Promise<void> {
  await db().execute(sql`SELECT 1`);
}

async function probe(): Promise<string | null> {
  const [database, disk] = await Promise.all([within(writeToDatabase()), within(writeToDisk())]);
  // Whether it is away is asked anew each time: nobody is told so for longer than it is true.
  if (database) return databaseIsAway(database) ? null : "The database cannot be written to.";
  return disk ? "The data folder cannot be written to. Its disk may be full." : null;
}

/** Through the log of a transaction, as everything that is stored. No table grows by it. */
async function writeToDatabase(): Promise<void> {
  const ballast = randomBytes(4_096).toString("hex");
  await db().execute(sql`SELECT pg_logical_emit_message(true, 'tenfour', ${ballast})`);
}

async function writeToDisk(): Promise<void> {
  const path = join(env().DATA_DIR, `.write-probe-${process.pid}`);
  try {
    const file = await open(path, "w", 0o600);
    try {
      await file.writeFile(randomBytes(probeBytes));
      await file.sync();
    } finally {
      await file.close();
    }
  } finally {
    await rm(path, { force: true });
  }
}

const late = new Error("no answer in time");

/** The error it ended with, or null. */
function within(work: Promise<void>): Promise<Error | null> {
  const failed = work.then(
    () => null,
    (error: unknown) => (error instanceof Error ? error : new Error(String(error))),
  );
  const timeout = new Promise<Error>((done) => setTimeout(() => done(late), patience).unref());
  return Promise.race([failed, timeout]);
}
