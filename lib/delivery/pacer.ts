/**
 * How many parts a number may send now. The carriers count parts, not texts (docs/carrier.md, "Throughput"). A bucket
 * that fills at the number's rate and holds half a second of it, at least one part; a long text may overdraw it and is
 * paid back before the next one goes.
 */
export class Pacer {
  #tokens: number;
  #at: number;

  /** perSecond: parts; null is as fast as the carrier takes them. now: milliseconds. */
  constructor(
    private perSecond: number | null,
    now: number,
  ) {
    this.#tokens = this.#capacity();
    this.#at = now;
  }

  #capacity(): number {
    return this.perSecond === null ? Number.POSITIVE_INFINITY : Math.max(1, this.perSecond / 2);
  }

  setRate(perSecond: number | null): void {
    this.perSecond = perSecond;
    this.#tokens = Math.min(this.#tokens, this.#capacity());
  }

  /** Texts of one part that may be claimed now. */
  allowed(now: number): number {
    if (this.perSecond === null) return Number.POSITIVE_INFINITY;
    this.#tokens = Math.min(this.#capacity(), this.#tokens + ((now - this.#at) / 1000) * this.perSecond);
    this.#at = now;
    return Math.max(0, Math.floor(this.#tokens));
  }

  spend(parts: number): void {
    if (this.perSecond !== null) this.#tokens -= parts;
  }

  /** Milliseconds until one more part is allowed. */
  wait(): number {
    if (this.perSecond === null || this.#tokens >= 1) return 0;
    return Math.ceil(((1 - this.#tokens) / this.perSecond) * 1000);
  }
}
