import { randomUUID } from "node:crypto";
import { callDeliveriesUnconfirmed } from "@/lib/broadcasts/outcome";
import { runningOn } from "@/lib/broadcasts/running";
import { announceSoon } from "@/lib/broadcasts/tell";
import { startTending } from "@/lib/broadcasts/tend";
import { carrier } from "@/lib/carrier/current";
import { db } from "@/lib/db/client";
import { env } from "@/lib/env";
import { announce } from "@/lib/live/announce";
import { listen } from "@/lib/live/listen";
import { log } from "@/lib/log";
import { callUnconfirmed } from "@/lib/messages/outbox";
import { type LeasedNumber, leaseSeconds, releaseLeases, saveCircuit, takeLeases } from "@/lib/numbers/lease";
import { type CircuitBreaker, CircuitBreakers, type CircuitOfNumber } from "./circuit-breaker";
import { NumberSender } from "./number-sender";
import { Results } from "./results";

/** Milliseconds between renewals of the leases: a third of their life. */
const renewEvery = (leaseSeconds * 1_000) / 3;

/** Texts left without an outcome by a process that ended, from which on the next one sends a probe first. */
const suspicious = 3;

/**
 * The sender of this process: leases numbers and runs a NumberSender for each. Workers on other machines take the
 * numbers this one does not have. Returns the function that stops it: texts on their way are waited for.
 */
export function startSender(): () => Promise<void> {
  const owner = randomUUID();
  const results = new Results();
  const breakers = new CircuitBreakers({ answers: () => carrier().answers() });
  let saving = Promise.resolve();
  const running = new Map<string, NumberSender>();
  let stopped = false;
  let timer: NodeJS.Timeout;

  /** `left`: texts that the process before left without an outcome. */
  function breakerOf({ leaderId, phone, circuit }: LeasedNumber, left: number): CircuitBreaker {
    const breaker = breakers.add(phone, circuit as CircuitOfNumber | null);
    const save = async (now: CircuitOfNumber | null) => {
      await saveCircuit(owner, phone, now);
      for (const id of await runningOn({ leaderId, phone })) announceSoon(leaderId, id);
    };
    breaker.listen({
      changed: (now) => {
        log.warn({ number: phone, circuit: now }, now ? "the carrier fails: sending is paused" : "sending resumes");
        saving = saving.then(() => save(now)).catch((error) => log.warn({ err: error }, "a circuit was not stored"));
      },
    });
    if (left >= suspicious) breaker.suspect();
    return breaker;
  }

  async function renew(): Promise<void> {
    const asked = Date.now();
    const leftBehind = new Map<string, number>();
    try {
      const leased = await db().transaction(async (tx) => {
        const numbers = await takeLeases(tx, owner);
        for (const number of numbers.filter((one) => one.fresh)) {
          const deliveries = await callDeliveriesUnconfirmed(tx, number);
          const left = await callUnconfirmed(tx, number);
          leftBehind.set(number.phone, deliveries + left.length);
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
              breaker: breakerOf(number, leftBehind.get(number.phone) ?? 0),
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
        breakers.remove(phone);
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
    await saving;
    await releaseLeases(owner).catch(() => {});
  };
}
