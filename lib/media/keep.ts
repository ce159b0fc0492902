import { db, type Tx } from "@/lib/db/client";
import type { Looked } from "./look";
import { forgetUnused } from "./queries";
import { keyOf, mediaStore, removeMedia } from "./store";

/** Puts a file and the copy of it that is shown into the store; the row that names them is written after it. */
export async function putMedia(leaderId: number, id: string, bytes: Uint8Array, looked: Looked): Promise<void> {
  const store = mediaStore();
  await store.put(keyOf(leaderId, id, "original"), bytes, looked.type);
  if (looked.preview && looked.previewType)
    await store.put(keyOf(leaderId, id, "preview"), looked.preview, looked.previewType);
}

/** Removes uploads that nobody used within a day; returns how many. */
export async function pruneMedia(tx: Tx = db()): Promise<number> {
  const gone = await forgetUnused(tx);
  for (const { leaderId, id } of gone) await removeMedia(leaderId, id);
  return gone.length;
}
