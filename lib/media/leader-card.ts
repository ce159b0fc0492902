import { db } from "@/lib/db/client";
import { cardOf, type OnCard } from "@/lib/leaders/card";
import { log } from "@/lib/log";
import type { MessageMedia } from "@/lib/messages/table";
import { itemOf } from "./outgoing";
import { markUsed } from "./queries";
import { keepUpload } from "./upload";

/** The newest card of each leader: made again only where name, number or picture have changed. */
const made = new Map<number, { of: string; item: MessageMedia }>();

/**
 * The leader's contact card as a file that goes along with a text (MMS), with `number` (E.164) on it. Null where it
 * cannot be made now: a link says the same.
 */
export async function leaderCard(leader: OnCard & { id: number }, number: string): Promise<MessageMedia | null> {
  try {
    const of = JSON.stringify([leader.name, leader.handle, leader.picture, number]);
    const known = made.get(leader.id);
    if (known?.of === of) return known.item;
    const card = Buffer.from(await cardOf(leader, number));
    const file = await keepUpload(leader.id, card, `${leader.name}.vcf`);
    await markUsed(db(), leader.id, [file.id]);
    const item = itemOf(file);
    made.set(leader.id, { of, item });
    return item;
  } catch (error) {
    log.warn({ err: error, leader: leader.id }, "a contact card could not be made; its link goes instead");
    return null;
  }
}
