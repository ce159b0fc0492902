/** Requests that may always be under way: what a carrier that falls silent costs at most on a quiet number. */
const least = 4;
/** How much one answer weighs in what is usually under way. */
const weight = 0.1;

/** Texts that are taken at a time, of so many that may be under way. */
export const batchOf = (most: number): number => Math.min(16, Math.ceil(most / 3));

/**
 * How many requests of a number may be under way at once: about twice as many as usually are, so that a number that
 * needs three at its pace does not have fifty in the air when the carrier falls silent. Grows to `most` within
 * dozens of answers where all are used. While the last answer was none, only one may be.
 */
export class SendWindow {
  #used = 0;
  #unanswered = false;

  constructor(private readonly most: number) {}

  get limit(): number {
    if (this.#unanswered) return 1;
    return Math.min(this.most, Math.floor(least + 2 * this.#used));
  }

  /** A request was answered, however. `underWay`: how many there were when it began, with itself. */
  answered(underWay: number): void {
    this.#unanswered = false;
    this.#used += (underWay - this.#used) * weight;
  }

  /** A request was not answered. */
  unanswered(): void {
    this.#unanswered = true;
  }

  /** Begins small again, after the carrier was away. */
  reset(): void {
    this.#used = 0;
    this.#unanswered = false;
  }
}
