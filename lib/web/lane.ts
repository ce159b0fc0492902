/** Lets a few requests run at a time and has the others wait their turn, as many as the line holds. */
export class Lane {
  #running = 0;
  readonly #waiting: (() => void)[] = [];

  /** `most`: requests that run at a time; `longest`: requests that may wait. */
  constructor(
    readonly most: number,
    readonly longest: number,
  ) {}

  /**
   * Calls `run` at once or when its turn comes, with the function that it calls once when it is done. Returns false
   * where the line is full: then `run` is never called.
   */
  enter(run: (leave: () => void) => void): boolean {
    if (this.#running >= this.most) {
      if (this.#waiting.length >= this.longest) return false;
      this.#waiting.push(() => this.#start(run));
      return true;
    }
    this.#start(run);
    return true;
  }

  #start(run: (leave: () => void) => void): void {
    this.#running++;
    let left = false;
    run(() => {
      if (left) return;
      left = true;
      this.#running--;
      // Not within the one that leaves: many that have gone meanwhile would nest.
      if (this.#waiting.length > 0) setImmediate(() => this.#next());
    });
  }

  #next(): void {
    if (this.#running < this.most) this.#waiting.shift()?.();
  }
}
