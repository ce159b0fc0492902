import { logImportUndone } from "@/lib/consent/imported";
import { db } from "@/lib/db/client";
import { announce } from "@/lib/live/announce";
import { forgetTakenIn } from "@/lib/members/forget-taken-in";
import { forgetTagged } from "@/lib/tags/queries";
import type { Job } from "./job";
import { changeImport, createdAfter, dropBatch, importById } from "./queries";

/** Minutes after its end in which an import can be undone. */
export const undoMinutes = 10;

/**
 * Takes out again whom the import created, a batch at a time, but for those who did something since: who texted, was
 * texted or signed up stays. What was filled in for known members stays, too.
 */
export async function undoBatches({ import: one, stopped, tick }: Job): Promise<void> {
  for (;;) {
    if (stopped()) return;
    const batch = await createdAfter(db(), one.leaderId, one.id, -1);
    if (!batch) break;
    await db().transaction(async (tx) => {
      const gone = await forgetTakenIn(tx, one.leaderId, batch.created, one.startedAt ?? one.createdAt);
      await forgetTagged(
        tx,
        one.leaderId,
        gone.map((member) => member.id),
      );
      if (one.proof) {
        const words = `The import of “${one.fileName}” was undone.`;
        await logImportUndone(tx, one.leaderId, gone, words);
      }
      await dropBatch(tx, one.leaderId, one.id, batch.row);
      const now = await importById(tx, one.leaderId, one.id);
      await changeImport(tx, one.leaderId, one.id, { undone: (now?.undone ?? 0) + gone.length });
    });
    tick(batch.row);
  }
  await changeImport(db(), one.leaderId, one.id, { state: "undone" });
  await announce(db(), one.leaderId, []);
}
