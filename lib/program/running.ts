// Next bundles pages apart from server.ts, so what runs in this process is kept on globalThis.
const shared = globalThis as typeof globalThis & { tenfourRunning?: { started: boolean; work: boolean } };
shared.tenfourRunning ??= { started: false, work: false };
const running = shared.tenfourRunning;

/** All roles of this process have been started. */
export function setStarted(): void {
  running.started = true;
}

/** Whether what happens beside the web (sender, jobs) runs now. */
export function setWorkRuns(runs: boolean): void {
  running.work = runs;
}

/** What of this process does not run, as a sentence; null where all of it does. `roles`: those it has. */
export function notRunning(roles: string[]): string | null {
  if (!running.started) return "Tenfour is starting.";
  if (!running.work && roles.some((role) => role !== "web")) return "The sender or the jobs are being started again.";
  return null;
}
