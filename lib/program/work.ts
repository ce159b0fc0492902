import { startSender } from "@/lib/delivery/sender";
import { startImporter } from "@/lib/imports/worker";
import { startDigester } from "@/lib/inbound/digester";
import { startJobs } from "@/lib/jobs/jobs";
import { stopListening } from "@/lib/live/listen";
import { startFetcher } from "@/lib/media/fetcher";
import { writeTallies } from "@/lib/tally/count";

export type Role = "sender" | "jobs";
type Stop = () => unknown;

/** Starts what a program does behind its doors. Returns the function that ends it, last started first. */
export async function startWork(roles: Role[]): Promise<() => Promise<void>> {
  const undo: Stop[] = [stopListening, writeTallies];
  if (roles.includes("jobs")) {
    undo.push(await startJobs());
    undo.push(startDigester(), startFetcher(), startImporter());
  }
  if (roles.includes("sender")) undo.push(startSender());
  return async () => {
    for (const stop of undo.splice(0).reverse()) {
      try {
        await stop();
      } catch {
        // One that cannot end must not keep the others from ending.
      }
    }
  };
}
