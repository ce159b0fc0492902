import { settleDeliveries } from "@/lib/broadcasts/outcome";
import { deliveryRefOf } from "@/lib/broadcasts/walk";
import type { Receipt } from "@/lib/carrier/carrier";
import { recordCarrierOptOut } from "@/lib/consent/record";
import type { Tx } from "@/lib/db/client";
import { announce } from "@/lib/live/announce";
import { setUnreachable } from "@/lib/members/status";
import { refOf, settleMessages } from "@/lib/messages/outbox";
import { type About, findTexts } from "./find-text";

/** receivedAt: when the receipt reached us. */
type Told = { id: number; receipt: Receipt; receivedAt: Date };
type Found = Told & About;
type Done = { id: number; problem?: string; leaderId?: number; memberId?: number; messageId?: number };
type Said = {
  state: Receipt["outcome"];
  carrierId: string;
  errorCode?: string;
  reason?: string;
  remedy?: string;
  at: Date;
};

/** The order of outcomes; between two final ones the first that came stays. */
const rank = { sent: 0, delivered: 1, failed: 1 } as const;

/**
 * Settles texts and deliveries by what the carrier's receipts say, one statement for any number of them. A carrier's
 * report of opt-out opts the member out here as well; a dead number is not tried again. Answers what became of each
 * arrival.
 */
export async function settle(tx: Tx, told: Told[]): Promise<Done[]> {
  if (told.length === 0) return [];
  const found = await findTexts(
    tx,
    told.map((one) => one.receipt),
  );
  const about = told.map((one, index): Found => ({ ...one, ...(found[index] as About) }));
  const texts = lastWords(about, (one) => one.text, refOf);
  const deliveries = lastWords(about, (one) => one.delivery, deliveryRefOf);
  const known = await settleMessages(tx, [...texts.values()]);
  const settled = [...texts.values()].filter((one) => known.has(refOf(one)) && one.memberId !== 0);
  // Members before deliveries: whoever writes both takes them in this order, and none waits for another in a circle.
  await noteMembers(tx, [...settled, ...deliveries.values(), ...about.flatMap(ofMemberOnly)]);
  const delivered = await settleDeliveries(tx, [...deliveries.values()]);
  for (const leaderId of new Set(settled.map((one) => one.leaderId))) {
    await announce(
      tx,
      leaderId,
      settled.filter((one) => one.leaderId === leaderId).map((one) => one.memberId),
    );
  }
  return about.map(({ id, text, delivery, member }) => {
    if (text && known.has(refOf(text)))
      return { id, leaderId: text.leaderId, memberId: text.memberId, messageId: text.id };
    if (delivery && delivered.has(deliveryRefOf(delivery)))
      return { id, leaderId: delivery.leaderId, memberId: delivery.memberId };
    if (member) return { id, ...member, problem: "a receipt for no text of ours" };
    return { id, problem: "a receipt for no text of ours" };
  });
}

/** A text that cannot be found says all the same that its recipient opted out, or that the number is dead. */
function ofMemberOnly({ text, delivery, member, receipt, receivedAt }: Found): Noted[] {
  if (text || delivery || !member) return [];
  const at = happenedAt(receipt, receivedAt);
  return [{ ...member, errorCode: receipt.error?.code, remedy: receipt.error?.remedy, at }];
}

/** What was said last of each, by the order of outcomes. */
function lastWords<Named extends object>(
  about: Found[],
  named: (one: Found) => Named | null,
  keyOf: (ref: Named) => string,
): Map<string, Named & Said> {
  const last = new Map<string, Named & Said>();
  for (const one of about) {
    const ref = named(one);
    if (!ref) continue;
    const { outcome, carrierId, error } = one.receipt;
    const before = last.get(keyOf(ref));
    if (before && rank[before.state] >= rank[outcome]) continue;
    last.set(keyOf(ref), {
      ...ref,
      state: outcome,
      carrierId,
      errorCode: error?.code,
      reason: error?.reason,
      remedy: error?.remedy,
      at: happenedAt(one.receipt, one.receivedAt),
    });
  }
  return last;
}

type Noted = { leaderId: number; memberId: number; errorCode?: string; remedy?: string; at: Date };

/** When the carrier reported it, by its own clock; without a time, or with one in the future, when it reached us. */
function happenedAt({ at }: Receipt, receivedAt: Date): Date {
  const time = at ? Date.parse(at) : Number.NaN;
  return time <= receivedAt.getTime() ? new Date(time) : receivedAt;
}

async function noteMembers(tx: Tx, all: Noted[]): Promise<void> {
  await setUnreachable(
    tx,
    all.filter((one) => one.remedy === "unreachable").sort((a, b) => a.memberId - b.memberId),
  );
  await recordCarrierOptOut(
    tx,
    all.filter((one) => one.remedy === "opt_out"),
  );
}
