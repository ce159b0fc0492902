import { db } from "@/lib/db/client";
import { announceBroadcast } from "@/lib/live/announce";

/** Milliseconds between two words about a broadcast: a hundred batches a second are nothing to look at. */
const every = 400;
const planned = new Set<string>();

/** Has open dashboards told that a broadcast moved on, soon and not too often. */
export function announceSoon(leaderId: number, id: number): void {
  const key = `${leaderId}.${id}`;
  if (planned.has(key)) return;
  planned.add(key);
  setTimeout(() => {
    planned.delete(key);
    // While the database is away nobody could look anyway.
    void announceBroadcast(db(), leaderId, id).catch(() => {});
  }, every).unref();
}
