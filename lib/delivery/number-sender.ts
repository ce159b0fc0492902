import { pauseBroadcast } from "@/lib/broadcasts/control";
import { putBack, releaseDeliveries } from "@/lib/broadcasts/outcome";
import { deliveryRefOf } from "@/lib/broadcasts/walk";
import type { Carrier, SendOutcome, TextToSend } from "@/lib/carrier/carrier";
import { db } from "@/lib/db/client";
import { Nap } from "@/lib/live/nap";
import { log } from "@/lib/log";
import { mediaToSend } from "@/lib/media/outgoing";
import { type Claimed, claim, putBackMessages, refOf, releaseRetries } from "@/lib/messages/outbox";
import { dailyLimitAt, holdsLease, type LeasedNumber, setPaused } from "@/lib/numbers/lease";
import { backOff } from "./back-off";
import { BroadcastLane, type Departing } from "./broadcast-lane";
import { answerOf, type CircuitBreaker } from "./circuit-breaker";
import { fill } from "./fill";
import { Pacer } from "./pacer";
import type { Results, Told } from "./results";
import { batchOf, SendWindow } from "./window";

type Meaning = Told & {
  state: "sent" | "failed" | "unconfirmed" | "again";
  carrierId?: string;
  errorCode?: string;
  reason?: string;
  /** Seconds. */
  retryAfter?: number;
};

/** at: when the request was made. */
type Ended = { outcome: SendOutcome; at: Date };
const notReady = { code: "not_ready", reason: "Tenfour could not make this text ready.", remedy: "give_up" } as const;

/** Seconds between tries while the account stands still: one text asks whether it moves again. */
const probeEvery = 15;
/** Milliseconds after which the queue is looked at even if nobody said anything. */
const look = 1_000;
/** Requests that broadcasts leave free at most, so that an answer need not wait for one of theirs. */
const keptFree = 4;
/** Seconds until a text is tried again while the circuit is open: which of them is tried is decided by order alone. */
const retryWhileOpen = 0.5;

/**
 * Sends the texts of one number while its lease lasts: takes as many as the pace and the open requests allow, by
 * priority, so that an answer overtakes whatever waits; what then remains goes to the number's broadcasts.
 */
export class NumberSender {
  #pacer: Pacer;
  #window: SendWindow;
  #lane: BroadcastLane;
  #leaseUntil: number;
  #stopped = false;
  #nap = new Nap();
  /** Milliseconds of the clock before which nothing is claimed: the carrier asked to slow down. */
  #resumeAt = 0;
  /** Milliseconds of the clock before which the outbox is known to be empty, unless somebody says otherwise. */
  #emptyUntil = 0;
  #paused: boolean;
  /** When each broadcast was last paused for the carrier's sake, in milliseconds of the clock. */
  #pausedAt = new Map<number, number>();
  /** A claim broke: marks may stand in the database of texts that were never sent. */
  #doubt = false;
  readonly done: Promise<void>;

  constructor(
    private number: LeasedNumber,
    leaseUntil: number,
    private readonly deps: {
      carrier: Carrier;
      results: Results;
      breaker: CircuitBreaker;
      concurrency: number;
      owner: string;
    },
  ) {
    this.#pacer = new Pacer(number.partsPerSecond, Date.now());
    this.#lane = new BroadcastLane(number, deps.owner);
    this.#leaseUntil = leaseUntil;
    this.#window = new SendWindow(deps.concurrency);
    this.#paused = number.pausedReason !== null && number.pausedReason !== number.circuit?.reason;
    deps.breaker.listen({ closed: () => this.#recovered(), ready: () => this.#nap.wake() });
    this.done = this.#run();
  }

  renew(leaseUntil: number, number: LeasedNumber): void {
    this.#leaseUntil = leaseUntil;
    this.number = number;
    this.#pacer.setRate(number.partsPerSecond);
    this.#lane.renew(number);
  }

  /** what: "outbox", "broadcasts", or anything else for "look at all of it". */
  wake(what = ""): void {
    if (what !== "broadcasts") this.#emptyUntil = 0;
    if (what !== "outbox") this.#lane.wake();
    this.#nap.wake();
  }

  stop(): void {
    this.#stopped = true;
    this.deps.breaker.listen({ closed: () => {}, ready: () => {} });
    this.wake();
  }

  async #run(): Promise<void> {
    while (!this.#stopped) {
      try {
        const wait = await this.#step();
        if (wait > 0) await this.#nap.sleep(wait);
      } catch (error) {
        this.#doubt = true;
        log.warn({ err: error }, "the outbox could not be read; trying again");
        await this.#nap.sleep(look);
      }
    }
    while (this.#window.inFlight > 0) {
      this.#nap.looking();
      await this.#nap.sleep(50);
    }
  }

  /** Claims and starts what may go now; answers the milliseconds to wait, 0 where there may be more. */
  async #step(): Promise<number> {
    this.#nap.looking();
    const now = Date.now();
    // A worker that could not renew must fall silent before another one starts.
    if (now > this.#leaseUntil - 1_500) return 250;
    if (this.#doubt && !(await this.#clearDoubt())) return 50;
    if (now < this.#resumeAt) return Math.min(look, this.#resumeAt - now);
    const { breaker } = this.deps;
    const permit = breaker.permit();
    if (permit.kind === "none") return breaker.wait();
    if (permit.kind === "all") return (await this.#startSome(this.#paused ? 1 : this.#window.limit, now)).wait;
    let sent = 0;
    try {
      // A probe goes beside requests that hang.
      const step = await this.#startSome(this.#window.inFlight + 1, now, permit.token);
      sent = step.sent;
      return sent > 0 ? look : step.wait;
    } finally {
      if (sent === 0) breaker.release(permit.token);
    }
  }

  /**
   * Starts as many requests as bring those under way to `most`; with a `probe` one, beside those that hang. `wait`:
   * milliseconds until another look.
   */
  async #startSome(most: number, now: number, probe: number | null = null): Promise<{ sent: number; wait: number }> {
    const room = most - this.#window.inFlight;
    // Taken in batches where there is much; the wait ends with the answers that make room (#freed).
    const few = probe === null && this.#window.inFlight > 0 && room < batchOf(most);
    if (room < 1 || few) return { sent: 0, wait: look };
    const limit = Math.min(room, this.#pacer.allowed(now));
    if (limit < 1) return { sent: 0, wait: Math.max(5, this.#pacer.wait()) };
    const answered = await this.#startTexts(limit, now, probe);
    const rest = Math.min(limit - answered, probe === null ? room - Math.min(keptFree, Math.floor(most / 4)) : room);
    const { departing, more } =
      rest > 0 ? await this.#lane.take(rest, new Date(now)) : { departing: [], more: answered > 0 };
    for (const one of departing) {
      this.#pacer.spend(one.parts);
      void this.#sendDelivery(one, probe);
    }
    return { sent: answered + departing.length, wait: answered > 0 || more ? 0 : look };
  }

  async #startTexts(limit: number, now: number, probe: number | null): Promise<number> {
    if (now < this.#emptyUntil) return 0;
    this.#emptyUntil = now + look;
    const { toSend } = await claim(this.number, limit, dailyLimitAt(this.number, new Date(now)));
    if (toSend.length > 0) this.#emptyUntil = 0;
    for (const text of toSend) {
      this.#pacer.spend(text.parts);
      this.#lane.spent(text.parts);
      void this.#send(text, probe);
    }
    return toSend.length;
  }

  /**
   * The commit of a claim may have happened although its answer was lost with the line. Once nothing is under way and
   * every answer is written, a mark that still stands is of a text that never left: it goes back into the queue.
   */
  async #clearDoubt(): Promise<boolean> {
    if (this.#window.inFlight > 0) return false;
    await this.deps.results.idle();
    await db().transaction(async (tx) => {
      if (!(await holdsLease(tx, this.deps.owner, this.number.phone))) return;
      await putBackMessages(tx, this.number);
      await putBack(tx, this.number);
    });
    this.#doubt = false;
    return true;
  }

  async #send(text: Claimed, probe: number | null): Promise<void> {
    const ref = refOf(text);
    const ended = await this.#request(probe, () => ({
      from: this.number.phone,
      to: text.phone,
      text: fill(text),
      ref,
      ...(text.media ? { media: mediaToSend(text.leaderId, text.media, new Date()) } : {}),
    }));
    const row = { leaderId: text.leaderId, memberId: text.memberId, id: text.id };
    const { state, ...rest } = this.#meaning(text, ended);
    // The next text to the same phone may have waited for this one.
    const written = () => this.wake("outbox");
    this.deps.results.add({ ...row, ...rest, state: state === "again" ? "queued" : state }, written);
    this.#freed();
  }

  async #sendDelivery(one: Departing, probe: number | null): Promise<void> {
    const { leaderId, broadcastId, memberId, optOutLine, media } = one;
    const ended = await this.#request(probe, () => ({
      from: this.number.phone,
      to: one.phone,
      text: one.text,
      ref: deliveryRefOf(one),
      ...(media.length > 0 ? { media: mediaToSend(leaderId, media, new Date()) } : {}),
    }));
    const { state, ...rest } = this.#meaning(one, ended);
    const became = state === "again" ? "waiting" : state;
    this.deps.results.addDelivery({ leaderId, broadcastId, memberId, optOutLine, ...rest, state: became });
    const { outcome } = ended;
    if (outcome.kind === "refused" && outcome.failure.remedy === "stop") this.#pause(one, outcome.failure.reason);
    this.#freed();
  }

  /** Once for all requests that were under way: a late answer must not undo the leader's resuming. */
  #pause({ leaderId, broadcastId: id, claimedAt }: Departing, reason: string): void {
    if (claimedAt <= (this.#pausedAt.get(id) ?? 0)) return;
    this.#pausedAt.set(id, Date.now());
    void pauseBroadcast({ leaderId, id, by: "carrier", reason }).catch(() => {});
  }

  async #request(probe: number | null, make: () => TextToSend): Promise<Ended> {
    const request = this.#window.begin(Date.now());
    try {
      const outcome = await this.deps.carrier.send(make());
      this.#window.end(request, outcome.kind !== "unknown");
      this.deps.breaker.record(answerOf(outcome), probe);
      return { outcome, at: new Date(request.at) };
    } catch (error) {
      this.#window.end(request, null);
      if (probe !== null) this.deps.breaker.release(probe);
      log.error({ err: error }, "a text could not be made ready");
      return { outcome: { kind: "refused", failure: notReady }, at: new Date(request.at) };
    }
  }

  #freed(): void {
    const most = this.#window.limit;
    if (this.#window.inFlight === 0 || most - this.#window.inFlight >= batchOf(most)) this.#nap.wake();
  }

  /** The carrier takes texts again: what waited for another try goes now, in its order. */
  #recovered(): void {
    this.#window.reset();
    this.#resumeAt = 0;
    void Promise.all([releaseRetries(this.number), releaseDeliveries(this.number)])
      .catch((error) => log.warn({ err: error }, "texts that wait for another try could not be released"))
      .finally(() => this.wake());
  }

  /** What an outcome means for the row that was sent, and for the number. */
  #meaning({ parts, attempts }: { parts: number; attempts: number }, { outcome, at }: Ended): Meaning {
    const told = { number: this.number.phone, parts, at };
    if (outcome.kind === "accepted") {
      if (this.#paused) this.#moveAgain();
      return { ...told, state: "sent", carrierId: outcome.carrierId };
    }
    if (outcome.kind === "unknown")
      return { ...told, state: "unconfirmed", reason: `${outcome.reason} It may or may not have gone out.` };
    if (outcome.kind === "throttled") {
      if (!this.deps.breaker.isOpen) this.#resumeAt = Math.max(this.#resumeAt, Date.now() + 200 + Math.random() * 300);
      const retryAfter = this.deps.breaker.isOpen ? retryWhileOpen : backOff(attempts, Math.random());
      return { ...told, state: "again", reason: outcome.reason, retryAfter };
    }
    const { failure } = outcome;
    if (failure.remedy === "stop") {
      this.#standStill(failure.reason);
      return { ...told, state: "again", reason: failure.reason, retryAfter: probeEvery };
    }
    const remedy = failure.remedy === "opt_out" || failure.remedy === "unreachable" ? failure.remedy : undefined;
    return { ...told, state: "failed", errorCode: failure.code, reason: failure.reason, remedy };
  }

  #standStill(reason: string): void {
    // Dozens of texts are under way at once, and each is told the same.
    if (!this.#paused) log.error({ reason }, "sending stands still");
    this.#paused = true;
    this.#resumeAt = Date.now() + probeEvery * 1_000;
    void setPaused(this.number.phone, reason).catch(() => {});
  }

  #moveAgain(): void {
    this.#paused = false;
    void setPaused(this.number.phone, null).catch(() => {});
    this.#recovered();
  }
}
