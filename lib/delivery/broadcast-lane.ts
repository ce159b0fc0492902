import { type Running, readRunning, runningOn } from "@/lib/broadcasts/running";
import { type ClaimedDelivery, rewind, takeStep, type Walk } from "@/lib/broadcasts/walk";
import { db } from "@/lib/db/client";
import { log } from "@/lib/log";
import { carrierDay, partsOn } from "@/lib/numbers/day";
import { dailyLimitAt, type LeasedNumber } from "@/lib/numbers/lease";

/** Milliseconds after which broadcasts, and those of them who had to wait, are looked for again. */
const again = 1_000;
/** Rows a step looks at where most of them are nobody's: bounds what a step costs. */
const mostLooked = 5_000;

type Walker = {
  running: Running;
  /** Milliseconds of the clock before which a walk that has come to its end is not tried again. */
  restUntil: Record<Walk, number>;
  /** Rows the walk through all looks at: more where few of them can go. */
  look: number;
  last: Walk;
};

/** A delivery and what goes along with it. */
export type Departing = ClaimedDelivery & {
  media: Running["media"];
  /** Milliseconds of the clock. */
  claimedAt: number;
};

/**
 * The broadcasts of one number, side by side: each gets its share of what may leave, so that a small one does not wait
 * for a large one, and within each those whose morning has come do not wait for the rest.
 */
export class BroadcastLane {
  #walkers = new Map<number, Walker>();
  #readAt = 0;
  #turn = 0;
  #day = "";
  #partsToday = 0;

  constructor(
    private number: LeasedNumber,
    private readonly owner: string,
  ) {}

  renew(number: LeasedNumber): void {
    this.number = number;
  }

  /** Looks at once for what was started, paused or cancelled. */
  wake(): void {
    this.#readAt = 0;
  }

  /** Parts that were sent besides broadcasts count for the day as well. */
  spent(parts: number): void {
    this.#partsToday += parts;
  }

  /** Claims up to `limit` deliveries. `more`: another look at once may find more. */
  async take(limit: number, now: Date): Promise<{ departing: Departing[]; more: boolean }> {
    await this.#refresh(now);
    let parts = await this.#roomToday(now);
    let room = Math.min(limit, parts);
    const departing: Departing[] = [];
    let more = false;
    const walkers = [...this.#walkers.values()];
    for (let index = 0; index < walkers.length && room > 0; index++) {
      const walker = walkers[(this.#turn + index) % walkers.length] as Walker;
      const share = Math.ceil(room / (walkers.length - index));
      const step = await this.#step(walker, { limit: share, parts }, now);
      departing.push(...step.departing);
      more ||= step.more;
      parts -= step.departing.reduce((sum, one) => sum + one.parts, 0);
      room = Math.min(room - step.departing.length, parts);
    }
    this.#turn++;
    for (const one of departing) this.#partsToday += one.parts;
    return { departing, more };
  }

  async #step(
    walker: Walker,
    { limit, parts }: { limit: number; parts: number },
    now: Date,
  ): Promise<{ departing: Departing[]; more: boolean }> {
    const walk = this.#nextWalk(walker, now.getTime());
    if (!walk) return { departing: [], more: false };
    walker.last = walk;
    const look = walk === "all" ? Math.max(limit, walker.look) : limit;
    const { toSend, ended, empty } = await takeStep(walker.running, {
      walk,
      limit,
      parts,
      daily: dailyLimitAt(this.number, now),
      look,
      owner: this.owner,
      now,
    });
    if (walk === "all") walker.look = toSend.length * 2 < limit ? Math.min(mostLooked, look * 2) : limit;
    if (ended) {
      walker.restUntil[walk] = now.getTime() + (walk === "all" ? 5 * again : again);
      if (walk === "later" && empty) await rewind(walker.running);
    }
    const { media } = walker.running;
    return {
      departing: toSend.map((one) => ({ ...one, media, claimedAt: now.getTime() })),
      more: !ended || this.#nextWalk(walker, now.getTime()) !== null,
    };
  }

  /** The two walks take turns where both have something. */
  #nextWalk({ restUntil, last }: Walker, now: number): Walk | null {
    const ready = (walk: Walk) => restUntil[walk] <= now;
    const other: Walk = last === "all" ? "later" : "all";
    if (ready(other)) return other;
    return ready(last) ? last : null;
  }

  async #refresh(now: Date): Promise<void> {
    if (now.getTime() - this.#readAt < again) return;
    const ids = await runningOn(this.number);
    this.#readAt = now.getTime();
    for (const id of this.#walkers.keys()) if (!ids.includes(id)) this.#walkers.delete(id);
    for (const id of ids) {
      if (this.#walkers.has(id)) continue;
      const running = await readRunning(db(), this.number.leaderId, id);
      if (!running) continue;
      log.info({ broadcast: id }, "a broadcast is being sent");
      this.#walkers.set(id, { running, restUntil: { all: 0, later: 0 }, look: 0, last: "all" });
    }
  }

  /** Parts that broadcasts may still use on the carriers' day. */
  async #roomToday(now: Date): Promise<number> {
    const { partsPerDay } = this.number;
    if (partsPerDay === null) return Number.POSITIVE_INFINITY;
    const day = carrierDay(now);
    if (day !== this.#day) {
      this.#partsToday = await partsOn(this.number, day);
      this.#day = day;
    }
    return Math.max(0, partsPerDay - this.#partsToday);
  }
}
