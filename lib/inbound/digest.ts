import type { Receipt } from "@/lib/carrier/carrier";
import { recordFlag } from "@/lib/consent/record";
import { db } from "@/lib/db/client";
import { settle } from "@/lib/delivery/settle";
import { env } from "@/lib/env";
import { log } from "@/lib/log";
import { tally } from "@/lib/tally/count";
import { digestTexts } from "./digest-texts";
import { joinParts } from "./join-parts";
import {
  behindArrival,
  contentOf,
  type Digested,
  markDigested,
  removeArrivals,
  takeDigestLock,
  type WaitingArrival,
  waitingArrivals,
} from "./queries";

/** Arrivals understood in one transaction: large enough for sets, small enough to be seen at once. */
const mostArrivals = 1_000;

/** An arrival that broke the digestion of the batch it stood in. */
export class PoisonedBatch extends Error {
  constructor(
    readonly firstId: number,
    readonly size: number,
    cause: unknown,
  ) {
    super("arrivals could not be digested", { cause });
  }
}

/**
 * Understands the arrivals that wait, oldest first. Their effects and their "digested" marks (or their removal) commit
 * together, so a crash anywhere loses and doubles nothing. Returns how many were digested; 0 also where another process is at it.
 * Throws PoisonedBatch where an arrival cannot be digested; nothing of that batch has happened then.
 */
export async function digest(now: Date, limit = mostArrivals): Promise<number> {
  let firstId = 0;
  let size = 0;
  let told: Receipt[] = [];
  try {
    const digested = await db().transaction(async (tx) => {
      if (!(await takeDigestLock(tx))) return 0;
      const arrivals = await waitingArrivals(tx, limit);
      if (arrivals.length === 0) return 0;
      firstId = arrivals[0]?.id ?? 0;
      size = arrivals.length;
      const { whole, done } = await joinParts(
        tx,
        arrivals.filter((arrival) => arrival.kind === "text"),
        now,
      );
      const texts = await digestTexts(tx, whole, env(), now);
      const receipts = arrivals.filter((arrival) => arrival.kind === "receipt");
      told = receipts.map(contentOf.receipt);
      const settled = await settle(
        tx,
        receipts.map((arrival) => ({
          id: arrival.id,
          receipt: contentOf.receipt(arrival),
          receivedAt: arrival.receivedAt,
        })),
      );
      const spent = new Set(receipts.filter(saysNoMore).map((arrival) => arrival.id));
      const isSpent = (one: Digested) => spent.has(one.id) && !one.problem;
      await removeArrivals(
        tx,
        settled.filter(isSpent).map((one) => one.id),
      );
      await markDigested(tx, [...done, ...texts, ...settled.filter((one) => !isSpent(one))]);
      return done.length + texts.length + settled.length;
    });
    for (const { outcome, error } of told) tally(`receipt:${outcome}${error ? `:${error.code}` : ""}`);
    return digested;
  } catch (error) {
    if (size > 0) throw new PoisonedBatch(firstId, size, error);
    throw error;
  }
}

/**
 * A receipt that a text went or came to its end, and nothing else: once that is written it is worth nothing, and a
 * second one changes nothing. A broadcast to millions brings twice as many. One with an error stays: it also acts on
 * the member, which must not happen twice, and the operator looks for it.
 */
const saysNoMore = (arrival: WaitingArrival) => contentOf.receipt(arrival).error === null;

/**
 * Sets one arrival aside, kept and marked, so that it blocks nobody. It may have been a STOP: members of the phone it
 * came from are held until a person decides.
 */
export async function setAside(id: number, problem: string): Promise<void> {
  await db()
    .transaction(async (tx) => recordFlag(tx, await behindArrival(tx, id)))
    .catch((error: unknown) => log.error({ err: error, arrival: id }, "whoever sent it could not be held"));
  await markDigested(db(), [{ id, problem: problem.slice(0, 500) }]);
}
