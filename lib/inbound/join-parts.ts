import type { InboundText } from "@/lib/carrier/carrier";
import type { Tx } from "@/lib/db/client";
import { announce } from "@/lib/live/announce";
import { completeReceived } from "@/lib/messages/record";
import { contentOf, type Digested, type Part, partsOf, type WaitingArrival } from "./queries";

/** Stands in a long text where a part has not come within a minute. */
export const missingMark = " […part missing…] ";

export type WholeText = { text: InboundText; receivedAt: Date; arrivalIds: number[] };

/**
 * Turns arrivals into whole texts. Parts come in any order and are joined; a part that comes after its text was
 * shown with a mark takes the mark's place, and is done with.
 */
export async function joinParts(tx: Tx, arrivals: WaitingArrival[]): Promise<{ whole: WholeText[]; done: Digested[] }> {
  const whole: WholeText[] = [];
  const done: Digested[] = [];
  const seen = new Set<number>();
  for (const arrival of arrivals) {
    if (seen.has(arrival.id)) continue;
    if (arrival.concatKey === null) {
      whole.push({ text: contentOf.text(arrival), receivedAt: arrival.receivedAt, arrivalIds: [arrival.id] });
      continue;
    }
    const parts = await partsOf(tx, arrival);
    // A part brought under two ids: the second says nothing new.
    if (!parts.some((part) => part.id === arrival.id))
      parts.push({ ...(parts[0] as Part), id: arrival.id, part: 0, messageId: null });
    for (const part of parts) seen.add(part.id);
    const shown = parts.find((part) => part.messageId !== null);
    if (shown) done.push(...(await complete(tx, parts, shown)));
    else
      whole.push({
        text: { ...(parts[0] as Part).content, text: joined(parts), concat: null },
        receivedAt: arrival.receivedAt,
        arrivalIds: parts.map((part) => part.id),
      });
  }
  return { whole, done };
}

async function complete(tx: Tx, parts: Part[], shown: Part): Promise<Digested[]> {
  const { leaderId, memberId, messageId } = shown as { leaderId: number; memberId: number; messageId: number };
  await completeReceived(tx, leaderId, memberId, messageId, joined(parts));
  await announce(tx, leaderId, [memberId]);
  return parts
    .filter((part) => part.messageId === null)
    .map((part) => ({ id: part.id, leaderId, memberId, messageId }));
}

/** The parts' words in order; one mark for each run of missing parts. */
export function joined(parts: Pick<Part, "content" | "part">[]): string {
  const total = parts[0]?.content.concat?.total ?? parts.length;
  const byPart = new Map(parts.map((part) => [part.part, part.content.text]));
  let text = "";
  for (let part = 1; part <= total; part++) {
    const words = byPart.get(part);
    if (words !== undefined) text += words;
    else if (!text.endsWith(missingMark)) text += missingMark;
  }
  return text.trim();
}
