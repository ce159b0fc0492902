import { deliveriesByCarrierId } from "@/lib/broadcasts/by-carrier-id";
import { type DeliveryRef, readDeliveryRef } from "@/lib/broadcasts/walk";
import type { Receipt } from "@/lib/carrier/carrier";
import type { Tx } from "@/lib/db/client";
import { memberIdsByPhone } from "@/lib/members/by-phone";
import { messagesByCarrierId } from "@/lib/messages/by-carrier-id";
import { type Ref, readRef } from "@/lib/messages/outbox";
import { formerOwnersOf, ownersOf } from "@/lib/numbers/owners";

/** What a receipt is about: a message, a delivery of a broadcast, or only somebody who was texted. */
export type About = {
  text: Ref | null;
  delivery: DeliveryRef | null;
  member: { leaderId: number; memberId: number } | null;
};

/**
 * Finds what receipts are about, in their order: by our reference where the carrier brings it back, else (no reference, an
 * empty one, or one that is not ours) by the carrier's own id among the texts from this number to this phone.
 */
export async function findTexts(tx: Tx, receipts: Receipt[]): Promise<About[]> {
  const namedOf = ({ ref }: Receipt) => {
    const text = readRef(ref);
    const delivery = text ? null : readDeliveryRef(ref);
    return text || delivery ? { text, delivery, member: null } : null;
  };
  const unnamed = receipts.filter((receipt) => !namedOf(receipt));
  const memberOf = await recipientsOf(tx, unnamed);
  const sent = unnamed.flatMap((receipt) => {
    const member = memberOf(receipt);
    return member ? [{ ...member, carrierId: receipt.carrierId }] : [];
  });
  const texts = await messagesByCarrierId(tx, sent);
  const deliveries = await deliveriesByCarrierId(
    tx,
    sent.filter((one) => !texts.has(one.carrierId)),
  );
  return receipts.map((receipt) => {
    const named = namedOf(receipt);
    if (named) return named;
    const member = memberOf(receipt) ?? null;
    const text = texts.get(receipt.carrierId) ?? null;
    const delivery = deliveries.get(receipt.carrierId) ?? null;
    // Member 0 is a teammate, whom nothing of a receipt concerns.
    return { text, delivery, member: member?.memberId ? member : null };
  });
}

type Member = { leaderId: number; memberId: number };

async function recipientsOf(tx: Tx, receipts: Receipt[]): Promise<(receipt: Receipt) => Member | undefined> {
  const numbers = receipts.map((receipt) => receipt.from);
  const [owners, former] = [await ownersOf(tx, numbers), await formerOwnersOf(tx, numbers)];
  const leaderOf = (number: string) => owners.get(number)?.leaderId ?? former.get(number);
  const ids = await memberIdsByPhone(
    tx,
    receipts.flatMap(({ from, to }) => {
      const leaderId = leaderOf(from);
      return leaderId === undefined ? [] : [{ leaderId, phone: to }];
    }),
  );
  return ({ from, to }) => {
    const leaderId = leaderOf(from);
    return leaderId === undefined ? undefined : { leaderId, memberId: ids.get(`${leaderId}:${to}`) ?? 0 };
  };
}
