/** Requests that may always be under way: what a carrier that falls silent costs at most on a quiet number. */
const least = 4;
/** How much one answer weighs in what is usually under way. */
const weight = 0.1;

/** Texts that are taken at a time, of so many that may be under way. */
export const batchOf = (most: number): number => Math.min(16, Math.ceil(most / 3));

/** Milliseconds after which an unanswered request no longer shows how many are usually under way. */
const hangsAfter = 3_000;

type Request = { at: number; underWay: number };

/**
 * The requests of a number that are under way, and how many may be: about twice as many as usually are, so that a number
 * that needs three at its pace does not have fifty in the air when the carrier falls silent. Grows to `most` within
 * dozens of answers where all are used; requests that hang do not make it grow. While the last one was not answered, only one
 * may be under way. Times in milliseconds.
 */
export class SendWindow {
  readonly #requests = new Set<Request>();
  #used = 0;
  #unanswered = false;

  constructor(private readonly most: number) {}

  get inFlight(): number {
    return this.#requests.size;
  }

  get limit(): number {
    if (this.#unanswered) return 1;
    return Math.min(this.most, Math.floor(least + 2 * this.#used));
  }

  begin(now: number): Request {
    let underWay = 1;
    for (const { at } of this.#requests) if (now - at < hangsAfter) underWay++;
    const request = { at: now, underWay };
    this.#requests.add(request);
    return request;
  }

  /** answered: the carrier said something. null: the request was never made. */
  end(request: Request, answered: boolean | null): void {
    this.#requests.delete(request);
    if (answered === null) return;
    this.#unanswered = !answered;
    if (answered) this.#used += (request.underWay - this.#used) * weight;
  }

  /** Begins small again, after the carrier was away. */
  reset(): void {
    this.#used = 0;
    this.#unanswered = false;
  }
}
