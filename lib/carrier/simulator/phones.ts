import { EventEmitter } from "node:events";
import type { Attached } from "./entries";

/** How many texts of one phone, and how many phones, are kept at hand; the ledger has them all. */
const bubblesKept = 200;
const phonesKept = 2_000;

export type Bubble = {
  /** The carrier's id of the text. */
  id: string;
  /** Grows with every new bubble and every change of one. */
  seq: number;
  phone: string;
  /** The leader's number. */
  number: string;
  /** Sent by the phone. */
  mine: boolean;
  text: string;
  media?: Attached[];
  at: number;
  /** mine: sending, waiting (no 2xx yet), delivered. Others: accepted, submitted, delivered, undeliverable. */
  status: string;
};

/** What the phones of the world show. Emits "bubble" for each new or changed one. */
export class Phones extends EventEmitter {
  readonly kept = new Set<string>();
  /** Grows across restarts as well, for it starts at the clock. */
  #seq = Date.now() * 1000;
  readonly #phones = new Map<string, Bubble[]>();
  readonly #byId = new Map<string, Bubble>();

  constructor() {
    super();
    this.setMaxListeners(0);
  }

  get seq(): number {
    return this.#seq;
  }

  show(told: Omit<Bubble, "seq">): void {
    const bubble: Bubble = { ...told, seq: ++this.#seq };
    let bubbles = this.#phones.get(bubble.phone);
    if (!bubbles) {
      bubbles = [];
      this.#phones.set(bubble.phone, bubbles);
      if (this.#phones.size > phonesKept + this.kept.size) this.#forgetOldest();
    }
    bubbles.push(bubble);
    this.#byId.set(bubble.id, bubble);
    if (bubbles.length > bubblesKept) this.#byId.delete(bubbles.shift()!.id);
    if (this.listenerCount("bubble") > 0) this.emit("bubble", bubble);
  }

  /** Changes a text's status; a final one stands. */
  mark(id: string, status: string): void {
    const bubble = this.#byId.get(id);
    if (!bubble || bubble.status === status || bubble.status === "delivered" || bubble.status === "undeliverable")
      return;
    bubble.status = status;
    bubble.seq = ++this.#seq;
    if (this.listenerCount("bubble") > 0) this.emit("bubble", bubble);
  }

  /** The bubbles of a phone that are new or changed since `after`, oldest first. */
  of(phone: string, after = 0): Bubble[] {
    return (this.#phones.get(phone) ?? []).filter((bubble) => bubble.seq > after);
  }

  /** Phones that were texted lately and are not kept on the page, newest first. */
  others(most: number): string[] {
    return [...this.#phones.keys()]
      .filter((phone) => !this.kept.has(phone))
      .slice(-most)
      .reverse();
  }

  #forgetOldest(): void {
    for (const [phone, bubbles] of this.#phones) {
      if (this.kept.has(phone)) continue;
      for (const bubble of bubbles) this.#byId.delete(bubble.id);
      this.#phones.delete(phone);
      return;
    }
  }
}
