/** A worker's sleep between two looks. A word ends it; one that comes during a look lets the next sleep end at once. */
export class Nap {
  #woken = false;
  #end = () => {};

  /** A look begins: whatever was said before is seen by it. */
  looking(): void {
    this.#woken = false;
  }

  wake(): void {
    this.#woken = true;
    this.#end();
  }

  async sleep(milliseconds: number): Promise<void> {
    if (this.#woken) return;
    await new Promise<void>((done) => {
      const timer = setTimeout(done, milliseconds);
      this.#end = () => {
        clearTimeout(timer);
        done();
      };
    });
  }
}
