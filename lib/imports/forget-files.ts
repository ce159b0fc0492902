import { createReadStream } from "node:fs";
import type { Tx } from "@/lib/db/client";
import { removeStored, storedPath } from "./files";
import { changeImportIn, waitingImports, withoutRows } from "./queries";

/** States in which a file waits for somebody. One that is being imported removes its file at its end. */
const waiting = ["matching", "checking", "checked", "failed"] as const;

/**
 * Removes uploaded files of a leader that still wait to be imported and have one of these numbers (E.164) in them: the
 * rest of such a file can be uploaded again. The imports are canceled.
 */
export async function forgetWaitingFiles(tx: Tx, leaderId: number, phones: string[]): Promise<void> {
  const numbers = new Set(phones.map((phone) => phone.replace(/\D/g, "").slice(-10)));
  for (const one of await waitingImports(tx, leaderId, [...waiting])) {
    if (!one.storedAs || !(await hasNumber(storedPath(one.storedAs), numbers))) continue;
    const canceled = { state: "cancelled" as const, finishedAt: new Date(), ...withoutRows(one) };
    if (await changeImportIn(tx, leaderId, one.id, [...waiting], canceled)) await removeStored(one.storedAs);
  }
}

/** Whether a cell of the file has one of these ten-digit numbers, in whatever writing. A file that is gone has none. */
async function hasNumber(path: string, numbers: Set<string>): Promise<boolean> {
  let open = "";
  try {
    for await (const chunk of createReadStream(path, "utf8")) {
      const cells = `${open}${chunk}`.split(/[\r\n,;\t|"]/);
      open = cells.pop() ?? "";
      if (cells.some((cell) => names(cell, numbers))) return true;
      // A cell without end names nobody: only its tail can still become a number.
      open = open.slice(-100);
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return false;
    throw error;
  }
  return names(open, numbers);
}

function names(cell: string, numbers: Set<string>): boolean {
  const digits = cell.replace(/\D/g, "");
  for (let at = 0; at + 10 <= digits.length; at++) if (numbers.has(digits.slice(at, at + 10))) return true;
  return false;
}
