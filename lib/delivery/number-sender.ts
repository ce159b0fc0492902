import type { Carrier, SendOutcome } from "@/lib/carrier/carrier";
import { log } from "@/lib/log";
import { mediaToSend } from "@/lib/media/outgoing";
import { type Claimed, claim, refOf } from "@/lib/messages/outbox";
import { type LeasedNumber, setPaused } from "@/lib/numbers/lease";
import { fill } from "./fill";
import { Pacer } from "./pacer";
import type { Consequence, Results } from "./results";

/** Seconds between tries while the account stands still: one text asks whether it moves again. */
const probeEvery = 15;
/** Milliseconds after which the queue is looked at even if nobody said anything. */
const look = 1_000;

/**
 * Sends the texts of one number while its lease lasts: takes as many as the pace and the open requests allow, by
 * priority, so that an answer overtakes whatever waits.
 */
export class NumberSender {
  #pacer: Pacer;
  #inFlight = 0;
  #leaseUntil: number;
  #stopped = false;
  #wake: () => void = () => {};
  #woken = false;
  /** Milliseconds of the clock before which nothing is claimed: the carrier asked to slow down. */
  #resumeAt = 0;
  #paused: boolean;
  readonly done: Promise<void>;

  constructor(
    readonly number: LeasedNumber,
    leaseUntil: number,
    private readonly deps: { carrier: Carrier; results: Results; concurrency: number },
  ) {
    this.#pacer = new Pacer(number.partsPerSecond, Date.now());
    this.#leaseUntil = leaseUntil;
    this.#paused = number.pausedReason !== null;
    this.done = this.#run();
  }

  renew(leaseUntil: number, number: LeasedNumber): void {
    this.#leaseUntil = leaseUntil;
    this.#pacer.setRate(number.partsPerSecond);
  }

  wake(): void {
    this.#woken = true;
    this.#wake();
  }

  stop(): void {
    this.#stopped = true;
    this.wake();
  }

  async #run(): Promise<void> {
    while (!this.#stopped) {
      try {
        const wait = await this.#step();
        if (wait > 0) await this.#sleep(wait);
      } catch (error) {
        log.warn({ err: error }, "the outbox could not be read; trying again");
        await this.#sleep(look);
      }
    }
    while (this.#inFlight > 0) await this.#sleep(50);
  }

  /** Claims and starts what may go now; answers the milliseconds to wait, 0 where there may be more. */
  async #step(): Promise<number> {
    this.#woken = false;
    const now = Date.now();
    // A worker that could not renew must fall silent before another one starts.
    if (now > this.#leaseUntil - 1_500) return 250;
    if (now < this.#resumeAt) return Math.min(look, this.#resumeAt - now);
    const room = this.#paused ? (this.#inFlight > 0 ? 0 : 1) : this.deps.concurrency - this.#inFlight;
    if (room < Math.min(16, this.deps.concurrency) && this.#inFlight > 0) return look;
    const limit = Math.min(room, this.#pacer.allowed(now));
    if (limit < 1) return Math.max(5, this.#pacer.wait());
    const { toSend } = await claim(this.number, limit);
    for (const text of toSend) {
      this.#pacer.spend(text.parts);
      this.#inFlight++;
      void this.#send(text);
    }
    return toSend.length === 0 ? look : 0;
  }

  async #send(text: Claimed): Promise<void> {
    let outcome: SendOutcome;
    try {
      const body = fill(text);
      outcome = await this.deps.carrier.send({
        from: this.number.phone,
        to: text.phone,
        text: body,
        ref: refOf(text),
        ...(text.media ? { media: mediaToSend(text.leaderId, text.media, new Date()) } : {}),
      });
    } catch (error) {
      log.error({ err: error }, "a text could not be made ready");
      outcome = {
        kind: "refused",
        failure: { code: "not_ready", reason: "Tenfour could not make this text ready.", remedy: "give_up" },
      };
    }
    this.#inFlight--;
    this.deps.results.add(this.#resultOf(text, outcome));
    if (this.#inFlight <= this.deps.concurrency - 16 || this.#inFlight === 0) this.wake();
  }

  #resultOf(text: Claimed, outcome: SendOutcome): Consequence {
    const row = { leaderId: text.leaderId, memberId: text.memberId, id: text.id };
    if (outcome.kind === "accepted") {
      if (this.#paused) this.#moveAgain();
      return { ...row, state: "sent", carrierId: outcome.carrierId };
    }
    if (outcome.kind === "unknown")
      return { ...row, state: "unconfirmed", reason: `${outcome.reason} It may or may not have gone out.` };
    if (outcome.kind === "throttled") {
      const seconds = backOff(text.attempts, Math.random());
      this.#resumeAt = Math.max(this.#resumeAt, Date.now() + 200 + Math.random() * 300);
      return { ...row, state: "queued", reason: outcome.reason, retryAfter: seconds };
    }
    const { failure } = outcome;
    if (failure.remedy === "stop") {
      this.#standStill(failure.reason);
      return { ...row, state: "queued", reason: failure.reason, retryAfter: probeEvery };
    }
    return {
      ...row,
      state: "failed",
      errorCode: failure.code,
      reason: failure.reason,
      remedy: failure.remedy === "opt_out" || failure.remedy === "unreachable" ? failure.remedy : undefined,
    };
  }

  #standStill(reason: string): void {
    this.#paused = true;
    this.#resumeAt = Date.now() + probeEvery * 1_000;
    log.error({ reason }, "sending stands still");
    void setPaused(this.number.phone, reason).catch(() => {});
  }

  #moveAgain(): void {
    this.#paused = false;
    this.#resumeAt = 0;
    void setPaused(this.number.phone, null).catch(() => {});
  }

  #sleep(milliseconds: number): Promise<void> {
    // Woken between the step and here: do not sleep through it.
    if (this.#woken && !this.#stopped) return Promise.resolve();
    return new Promise((done) => {
      const timer = setTimeout(done, milliseconds);
      this.#wake = () => {
        clearTimeout(timer);
        done();
      };
    });
  }
}

/** Seconds until the next try: doubling from one half to a minute, with jitter (random: 0 to 1). */
export function backOff(attempts: number, random: number): number {
  return Math.min(60, 0.5 * 2 ** Math.min(attempts - 1, 10)) * (0.75 + random / 2);
}
