import type { Receipt } from "@/lib/carrier/carrier";
import type { Tx } from "@/lib/db/client";
import { announce } from "@/lib/live/announce";
import { optOut } from "@/lib/members/opt-out";
import { setUnreachable } from "@/lib/members/status";
import { readRef, refOf, type Settlement, settleMessages } from "@/lib/messages/outbox";

type Told = { id: number; receipt: Receipt };
type Done = { id: number; problem?: string; leaderId?: number; memberId?: number; messageId?: number };

/** The order of outcomes; between two final ones the first that came stays. */
const rank = { sent: 0, delivered: 1, failed: 1 } as const;

/**
 * Settles texts by what the carrier's receipts say, one statement for any number of them. A carrier's report of
 * opt-out opts the member out here as well; a dead number is not tried again. Answers what became of each arrival.
 */
export async function settle(tx: Tx, told: Told[]): Promise<Done[]> {
  if (told.length === 0) return [];
  const last = new Map<string, Settlement & { remedy?: string }>();
  for (const { receipt } of told) {
    const ref = readRef(receipt.ref);
    if (!ref) continue;
    const key = refOf(ref);
    const before = last.get(key);
    if (before && rank[before.state] >= rank[receipt.outcome]) continue;
    last.set(key, {
      ...ref,
      state: receipt.outcome,
      carrierId: receipt.carrierId,
      errorCode: receipt.error?.code,
      reason: receipt.error?.reason,
      remedy: receipt.error?.remedy,
    });
  }
  const known = await settleMessages(tx, [...last.values()]);
  const settled = [...last.values()].filter((one) => known.has(refOf(one)) && one.memberId !== 0);
  await setUnreachable(
    tx,
    settled.filter((one) => one.remedy === "unreachable"),
  );
  for (const one of settled) {
    if (one.remedy === "opt_out") await optOut(tx, { ...one, channel: "carrier", words: one.errorCode });
  }
  for (const leaderId of new Set(settled.map((one) => one.leaderId))) {
    await announce(
      tx,
      leaderId,
      settled.filter((one) => one.leaderId === leaderId).map((one) => one.memberId),
    );
  }
  return told.map(({ id, receipt }) => {
    const ref = readRef(receipt.ref);
    if (!ref || !known.has(refOf(ref))) return { id, problem: "a receipt for no text of ours" };
    return { id, leaderId: ref.leaderId, memberId: ref.memberId, messageId: ref.id };
  });
}
