import { db, mayWorkLater } from "@/lib/db/client";
import { attend } from "@/lib/live/attend";
import { log } from "@/lib/log";
import { removeStored } from "./files";
import {
  changeImport,
  changeImportIn,
  dropCreated,
  dropOldRefusals,
  forgottenImports,
  openImports,
  withoutRows,
} from "./queries";
import { undoMinutes } from "./undo";
import { workOn } from "./work";

/** Milliseconds between two looks where nobody called. */
const restMs = 5_000;
/** Times an import may fail in a row before it is given up. */
const mostFailures = 5;
/** Days a file waits for somebody to go on with it, and a refused row for somebody to download it. */
const fileDays = 7;
const refusalDays = 90;
const day = 86_400_000;

/**
 * Works on the imports of all leaders, one after the other, as long as this process lives: at once when called, else
 * every few seconds, so that what a killed process left behind goes on. Returns the function that stops it.
 */
export function startImporter(): () => Promise<void> {
  const failures = new Map<string, number>();
  let swept = 0;
  return attend({
    hears: (what) => what === "imports",
    every: restMs,
    trouble: "the importer stumbled; trying again",
    look: async (stopped) => {
      if (Date.now() - swept > 3_600_000) {
        await sweep(new Date());
        swept = Date.now();
      }
      for (const one of await openImports(db())) {
        if (!stopped()) await attempt(one, failures, stopped);
      }
      return false;
    },
  });
}

type Which = { leaderId: number; id: number };

async function attempt(one: Which, failures: Map<string, number>, stopped: () => boolean): Promise<void> {
  const key = `${one.leaderId}:${one.id}`;
  try {
    await workOn(one.leaderId, one.id, { stopped });
    failures.delete(key);
  } catch (error) {
    if (mayWorkLater(error)) throw error;
    const cause = error instanceof Error ? (error.cause ?? error) : error;
    log.error({ err: cause, import: one.id }, "an import failed");
    const count = (failures.get(key) ?? 0) + 1;
    failures.set(key, count);
    if (count >= mostFailures) await giveUp(one, cause);
  }
}

async function giveUp({ leaderId, id }: Which, cause: unknown): Promise<void> {
  const missing = (cause as { code?: string }).code === "ENOENT";
  const problem = missing
    ? "The file of this import is gone from this machine. What was imported before stays. Please choose the file again: nobody is added twice."
    : "This import ran into trouble and stopped. What was imported before stays; you can go on from there.";
  await changeImportIn(db(), leaderId, id, ["checking", "running"], {
    state: "failed",
    problem,
    finishedAt: new Date(),
  });
}

/** Removes files nobody came back for, refused rows of long ago, and what could be undone no more. */
export async function sweep(now: Date): Promise<void> {
  for (const one of await forgottenImports(db(), new Date(now.getTime() - fileDays * day))) {
    if (one.storedAs) await removeStored(one.storedAs);
    await changeImport(db(), one.leaderId, one.id, { ...withoutRows(one), state: "cancelled", finishedAt: now });
  }
  await dropOldRefusals(db(), new Date(now.getTime() - refusalDays * day));
  await dropCreated(db(), new Date(now.getTime() - (undoMinutes + 5) * 60_000));
}
