import { db, pool } from "@/lib/db/client";
import { check } from "./check";
import { type Job, prepare, type Work } from "./job";
import { importById } from "./queries";
import { run } from "./run";
import { undoBatches } from "./undo";

/**
 * Brings an import forward, from wherever it stands to its end: the dry run, the import itself, or its undoing. One
 * process at a time works on it: the lock is the connection's, so a process that is killed lets go of it. Returns false
 * where another process is at it.
 */
export async function workOn(leaderId: number, id: number, work: Work = {}): Promise<boolean> {
  const client = await pool().connect();
  let broken: Error | undefined;
  try {
    const { rows } = await client.query<{ mine: boolean }>("SELECT pg_try_advisory_lock(10402, $1) AS mine", [id]);
    if (!rows[0]?.mine) return false;
    try {
      const one = await importById(db(), leaderId, id);
      if (one) await workBy(await prepare(one, client, work));
    } finally {
      await client.query("SELECT pg_advisory_unlock(10402, $1)", [id]);
    }
    return true;
  } catch (error) {
    broken = error as Error;
    throw error;
  } finally {
    client.release(broken);
  }
}

async function workBy(job: Job): Promise<void> {
  if (job.import.state === "checking") await check(job);
  if (job.import.state === "running") await run(job);
  if (job.import.state === "undoing") await undoBatches(job);
}
