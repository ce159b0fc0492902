/**
 * Lets a few requests run at a time and has the others wait their turn, as many as the line holds. Visitors take turns,
 * and one of them can fill no more than half of the line, so that a flood from one address leaves room for the others.
 */
export class Lane {
  #running = 0;
  #waiting = 0;
  /** What waits of each visitor. The one whose turn is next comes first. */
  readonly #lines = new Map<string, (() => void)[]>();

  /** `most`: requests that run at a time; `longest`: requests that may wait. */
  constructor(
    readonly most: number,
    readonly longest: number,
  ) {}

  /**
   * Calls `run` now or when its turn comes, with the function that it calls once when it is done. Returns false where
   * the line or the visitor's half of it is full: then `run` is never called. `visitor`: whose turns are counted
   * together.
   */
  enter(visitor: string, run: (leave: () => void) => void): boolean {
    if (this.#running < this.most) {
      this.#start(run);
      return true;
    }
    const line = this.#lines.get(visitor) ?? [];
    if (this.#waiting >= this.longest || line.length >= Math.ceil(this.longest / 2)) return false;
    this.#waiting++;
    line.push(() => this.#start(run));
    this.#lines.set(visitor, line);
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
      if (this.#waiting > 0) setImmediate(() => this.#next());
    });
  }

  #next(): void {
    if (this.#running >= this.most) return;
    for (const [visitor, line] of this.#lines) {
      const start = line.shift();
      this.#lines.delete(visitor);
      if (line.length > 0) this.#lines.set(visitor, line);
      this.#waiting--;
      return start?.();
    }
  }
}
