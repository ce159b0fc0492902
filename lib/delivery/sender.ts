import { randomUUID } from "node:crypto";
import { callDeliveriesUnconfirmed } from "@/lib/broadcasts/outcome";
import { startTending } from "@/lib/broadcasts/tend";
import { carrier } from "@/lib/carrier/current";
import { db } from "@/lib/db/client";
import { env } from "@/lib/env";
import { announce } from "@/lib/live/announce";
import { listen } from "@/lib/live/listen";
import { log } from "@/lib/log";
import { callUnconfirmed } from "@/lib/messages/outbox";
import { leaseSeconds, releaseLeases, setPaused, setPausedForAll, takeLeases } from "@/lib/numbers/lease";
import { CircuitBreaker, isBreakerReason } from "./circuit-breaker";
import { NumberSender } from "./number-sender";
import { Results } from "./results";

/** Milliseconds between renewals of the leases: a third of their life. */
const renewEvery = (leaseSeconds * 1_000) / 3;

/**
 * The sender of this process: leases numbers and runs a NumberSender for each. Workers on other machines take the
 * numbers this one does not have. Returns the function that stops it: texts on their way are waited for.
 */
export function startSender(): () => Promise<void> {
  const owner = randomUUID();
  const results = new Results();
  const breaker = new CircuitBreaker({ answers: () => carrier().answers() });
  breaker.onReason((reason, before) => {
    log.warn({ reason }, reason ? "sending is paused" : "sending goes on");
    telling = telling.then(() => setPausedForAll(owner, reason, before)).catch(() => {});
  });
  let telling = Promise.resolve();
  const running = new Map<string, NumberSender>();
  let stopped = false;
  let timer: NodeJS.Timeout;

  async function renew(): Promise<void> {
    const asked = Date.now();
    try {
      const leased = await db().transaction(async (tx) => {
        const numbers = await takeLeases(tx, owner);
        for (const number of numbers.filter((one) => one.fresh)) {
          if (isBreakerReason(number.pausedReason)) {
            await setPaused(number.phone, null, tx);
            number.pausedReason = null;
          }
          await callDeliveriesUnconfirmed(tx, number);
          const left = await callUnconfirmed(tx, number);
          if (left.length > 0)
            await announce(
              tx,
              number.leaderId,
              left.map((row) => row.memberId),
            );
        }
        return numbers;
      });
      const until = asked + leaseSeconds * 1_000;
      for (const number of leased) {
        const known = running.get(number.phone);
        if (known && !number.fresh) known.renew(until, number);
        else {
          known?.stop();
          running.set(
            number.phone,
            new NumberSender(number, until, {
              carrier: carrier(),
              results,
              breaker,
              concurrency: env().SEND_CONCURRENCY,
              owner,
            }),
          );
        }
      }
      const held = new Set(leased.map((number) => number.phone));
      for (const [phone, sender] of running) {
        if (held.has(phone)) continue;
        sender.stop();
        running.delete(phone);
      }
    } catch (error) {
      log.warn({ err: error }, "the numbers could not be leased; trying again");
    }
    if (!stopped) timer = setTimeout(renew, renewEvery);
  }

  const deaf = listen("tenfour_work", (what) => {
    if (what === "numbers") {
      clearTimeout(timer);
      void renew();
    }
    if (what !== "arrivals") for (const sender of running.values()) sender.wake(what);
  });
  void renew();
  const stopTending = startTending();

  return async () => {
    stopped = true;
    const tended = stopTending();
    clearTimeout(timer);
    deaf();
    for (const sender of running.values()) sender.stop();
    await Promise.race([
      Promise.all([...running.values()].map((sender) => sender.done)),
      new Promise((done) => setTimeout(done, 8_000)),
    ]);
    await tended;
    await results.idle();
    await releaseLeases(owner).catch(() => {});
  };
}
