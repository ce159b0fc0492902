import type { MediaKind, TextToSend } from "@/lib/carrier/carrier";
import type { Tx } from "@/lib/db/client";
import type { MessageMedia } from "@/lib/messages/table";
import { markUsed, mediaByIds } from "./queries";
import { signedUrl } from "./sign";

/**
 * Takes the leader's own uploads for a text, a broadcast or an answer, so that they stay; null where one of them is not
 * there (removed, or another leader's).
 */
export async function takeAlong(
  tx: Tx,
  leaderId: number,
  ids: string[],
  memberId?: number,
): Promise<MessageMedia[] | null> {
  const rows = await mediaByIds(tx, leaderId, ids);
  const mine = rows.filter((row) => row.source === "leader" && row.state === "stored");
  if (mine.length !== ids.length) return null;
  await markUsed(tx, leaderId, ids, memberId);
  return mine.map(itemOf);
}

/** Seconds the carrier has to fetch what goes along; it does so within minutes, or retries for some hours. */
const fetchedWithin = 24 * 3600;

/** What goes along with a text, as the carrier is told: an address of its own for each file, signed anew at each sending. */
export function mediaToSend(leaderId: number, items: MessageMedia[], now: Date): NonNullable<TextToSend["media"]> {
  return items.map((item) => ({
    url: signedUrl({ leaderId, id: item.id, variant: "original", type: item.type, seconds: fetchedWithin }, now),
    type: kindOf(item.type),
  }));
}

function kindOf(type: string): MediaKind {
  if (type.startsWith("image/")) return "image";
  if (type.startsWith("video/")) return "video";
  return type.startsWith("audio/") ? "audio" : "vcard";
}

/** The item of a stored row. */
export function itemOf(row: {
  id: string;
  type: string | null;
  bytes: number | null;
  width: number | null;
  height: number | null;
  name: string | null;
  chosenBytes: number | null;
}): MessageMedia {
  return {
    id: row.id,
    type: row.type ?? "",
    bytes: row.bytes ?? 0,
    width: row.width,
    height: row.height,
    name: row.name,
    ...(row.chosenBytes === null ? {} : { chosenBytes: row.chosenBytes }),
  };
}
