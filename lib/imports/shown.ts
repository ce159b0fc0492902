import { mayBeUndone } from "./decide";
import type { Import } from "./queries";
import { undoMinutes } from "./undo";

/** An import as it goes over the wire; every time ISO, UTC. */
export type ShownImport = ReturnType<typeof showImport>;

/** What the screens show of an import. */
export function showImport(one: Import, now: Date) {
  const busy = one.state === "checking" || one.state === "running";
  const { id, fileName, bytes, encoding, delimiter, state, mapping, firstRow, sample, source, proof } = one;
  const { counts, foretold, problem, teammateName, undone, row } = one;
  return {
    ...{ id, fileName, bytes, encoding, delimiter, state, mapping, firstRow, sample, source, proof },
    ...{ counts, foretold, problem, teammateName, undone, row },
    hasFile: one.storedAs !== null,
    /** From 0 to 1. */
    part: bytes > 0 ? Math.min(1, one.offset / bytes) : 0,
    secondsLeft: busy ? secondsLeft(one, now) : null,
    createdAt: one.createdAt.toISOString(),
    finishedAt: one.finishedAt?.toISOString() ?? null,
    undoUntil:
      mayBeUndone(one, now) && one.finishedAt
        ? new Date(Number(one.finishedAt) + undoMinutes * 60_000).toISOString()
        : null,
  };
}

/** At the pace so far; null while there is none to tell by. */
function secondsLeft({ startedAt, offset, bytes }: Import, now: Date): number | null {
  const elapsed = startedAt ? (Number(now) - Number(startedAt)) / 1_000 : 0;
  if (elapsed < 2 || offset < bytes * 0.02) return null;
  return Math.max(1, Math.round((elapsed * (bytes - offset)) / offset));
}
