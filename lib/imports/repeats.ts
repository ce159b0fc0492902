import { readFile, rename, unlink, writeFile } from "node:fs/promises";

/**
 * Which rows of a file have a number that stood in a row above, one bit a row: found out by the dry run, and needed
 * again by the import, which may be another process and begin in the middle.
 */
export class Repeats {
  #bits: Buffer;

  private constructor(bits: Buffer) {
    this.#bits = bits;
  }

  static none(): Repeats {
    return new Repeats(Buffer.alloc(1024));
  }

  static async read(path: string): Promise<Repeats> {
    return new Repeats(await readFile(path));
  }

  has(row: number): boolean {
    return ((this.#bits[row >> 3] ?? 0) & (1 << (row & 7))) !== 0;
  }

  add(row: number): void {
    const at = row >> 3;
    if (at >= this.#bits.length) this.#bits = Buffer.concat([this.#bits], Math.max(at + 1, this.#bits.length * 2));
    this.#bits[at] = (this.#bits[at] ?? 0) | (1 << (row & 7));
  }

  async write(path: string): Promise<void> {
    await writeFile(`${path}.new`, this.#bits, { mode: 0o600 });
    await rename(`${path}.new`, path);
  }

  static async remove(path: string): Promise<void> {
    await unlink(path).catch(() => {});
  }
}
