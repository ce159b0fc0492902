import type { InboundText } from "@/lib/carrier/carrier";
import type { Tx } from "@/lib/db/client";
import { announce } from "@/lib/live/announce";
import { completeReceived } from "@/lib/messages/record";
import { type Group, groupParts } from "./group-parts";
import { flagLateRequest } from "./late-part";
import { contentOf, type Digested, type Part, partSeconds, partsOf, type WaitingArrival } from "./queries";

/** Stands in a long text where a part has not come within a minute. */
export const missingMark = " […part missing…] ";

export type WholeText = { text: InboundText; receivedAt: Date; arrivalIds: number[] };

/**
 * Turns arrivals into whole texts. Parts come in any order and are joined; a part that comes after its text was shown
 * with a mark takes the mark's place. Parts of a text that is not complete yet are left waiting, for a minute at most.
 */
export async function joinParts(
  tx: Tx,
  arrivals: WaitingArrival[],
  now: Date,
): Promise<{ whole: WholeText[]; done: Digested[] }> {
  const texts = await groupsOf(tx, arrivals);
  const whole: WholeText[] = [];
  const done: Digested[] = [];
  const seen = new Set<Group<Part>>();
  for (const arrival of arrivals) {
    if (arrival.concatKey === null) {
      whole.push({ text: contentOf.text(arrival), receivedAt: arrival.receivedAt, arrivalIds: [arrival.id] });
      continue;
    }
    const group = texts.get(arrival.id);
    if (!group || seen.has(group)) continue;
    seen.add(group);
    if (group.messageId !== null) done.push(...(await complete(tx, group)));
    else if (isReady(group, now)) whole.push(wholeOf(group));
  }
  return { whole, done };
}

/** The text that each waiting part belongs to, by the part's id. */
async function groupsOf(tx: Tx, arrivals: WaitingArrival[]): Promise<Map<number, Group<Part>>> {
  const byKey = new Map<string, Part[]>();
  for (const part of await partsOf(
    tx,
    arrivals.filter((arrival) => arrival.concatKey !== null),
  ))
    byKey.set(part.concatKey, [...(byKey.get(part.concatKey) ?? []), part]);
  const groups = new Map<number, Group<Part>>();
  for (const parts of byKey.values()) {
    for (const group of groupParts(parts))
      for (const part of [...group.parts.values(), ...group.repeats]) groups.set(part.id, group);
  }
  return groups;
}

function isReady(group: Group<Part>, now: Date): boolean {
  const parts = [...group.parts.values()];
  const total = parts[0]?.content.concat?.total ?? parts.length;
  const oldest = Math.min(...parts.map((part) => part.receivedAt.getTime()));
  return parts.length >= total || now.getTime() - oldest >= partSeconds * 1_000;
}

function wholeOf(group: Group<Part>): WholeText {
  const parts = inOrder(group);
  const first = parts[0] as Part;
  const { note } = parts.find((part) => part.content.note)?.content ?? {};
  return {
    text: { ...first.content, ...(note ? { note } : {}), text: joined(parts), concat: null },
    receivedAt: first.receivedAt,
    arrivalIds: [...parts, ...group.repeats].map((part) => part.id),
  };
}

/** Shows the parts that came after their text; a repeat says nothing new. */
async function complete(tx: Tx, group: Group<Part>): Promise<Digested[]> {
  const shown = [...group.parts.values(), ...group.repeats];
  const { leaderId, memberId, messageId } = shown.find((part) => part.messageId !== null) as {
    leaderId: number;
    memberId: number;
    messageId: number;
  };
  if ([...group.parts.values()].some((part) => part.messageId === null)) {
    const parts = inOrder(group);
    const [before, after] = [joined(parts.filter((part) => part.messageId !== null)), joined(parts)];
    await completeReceived(tx, leaderId, memberId, messageId, after);
    const receivedAt = parts[0]?.receivedAt as Date;
    await flagLateRequest(tx, { leaderId, memberId, messageId, before, after, receivedAt });
    await announce(tx, leaderId, [memberId]);
  }
  return shown
    .filter((part) => part.messageId === null)
    .map((part) => ({ id: part.id, leaderId, memberId, messageId }));
}

const inOrder = (group: Group<Part>): Part[] => [...group.parts.values()].sort((a, b) => a.part - b.part);

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
