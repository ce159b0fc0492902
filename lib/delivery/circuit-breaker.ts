import type { SendOutcome } from "@/lib/carrier/carrier";
import { type Answer, Circuit, type StoredCircuit } from "./circuit";

export type { Answer, StoredCircuit } from "./circuit";

/** What an outcome says about the carrier. */
export function answerOf(outcome: SendOutcome): Answer {
  if (outcome.kind === "throttled") return outcome.down ? "fault" : "limited";
  return outcome.kind === "refused" ? "answered" : outcome.kind;
}

/** What may be sent now: as much as the window allows, one text as a probe, or nothing. */
export type Permit = { kind: "all" } | { kind: "none" } | { kind: "probe"; token: number };

/** What is stored of a number whose sending is paused by a circuit. `account`: the circuit of all numbers is open. */
export type CircuitOfNumber = StoredCircuit & { scope: "number" | "account"; reason: string | null };

/** Milliseconds between checks whether a silent carrier answers at all: they send nothing. */
const checkEvery = 800;

type Options = {
  /** Asks the carrier something that sends no text. True where it answers. */
  answers: () => Promise<boolean>;
  /** Milliseconds. */
  now?: () => number;
};

/**
 * Circuit breakers between the numbers of this process and the carrier: one circuit per number, and one of the account
 * that opens when several numbers fail together, so that a carrier that is silent for all does not cost each of them a
 * few texts. A carrier that takes requests and does not answer costs a text for each, which may or may not have gone out.
 */
export class CircuitBreakers {
  readonly #account: Circuit;
  readonly #numbers = new Map<string, CircuitBreaker>();
  readonly #now: () => number;
  #token = 0;
  #checkedAt = Number.NEGATIVE_INFINITY;

  constructor(private readonly options: Options) {
    this.#now = options.now ?? Date.now;
    this.#account = new Circuit(this.#now, 2);
  }

  /** The breaker of a number. `stored`: how its circuit was left by the process that had the number before. */
  add(number: string, stored: CircuitOfNumber | null = null): CircuitBreaker {
    const breaker = new CircuitBreaker(number, this.#account, {
      now: this.#now,
      nextToken: () => ++this.#token,
      check: () => void this.#check(),
      recorded: () => this.#changed(),
    });
    breaker.restore(stored);
    this.#numbers.set(number, breaker);
    return breaker;
  }

  remove(number: string): void {
    this.#numbers.delete(number);
  }

  /** One check at a time for all numbers; an unanswered one does not keep the next from being made. */
  async #check(): Promise<void> {
    if (this.#now() - this.#checkedAt < checkEvery) return;
    this.#checkedAt = this.#now();
    const answers = await this.options.answers().catch(() => false);
    if (answers) this.#account.heard();
    else this.#account.unheard();
    for (const breaker of this.#numbers.values()) answers ? breaker.heard() : breaker.unheard();
    if (!answers) this.#changed();
  }

  #changed(): void {
    for (const breaker of this.#numbers.values()) breaker.tellChanges();
  }
}

type Shared = { now: () => number; nextToken: () => number; check: () => void; recorded: () => void };
type Listener = {
  /** Texts may leave again. */
  closed: () => void;
  /** A probe may be worth trying now. */
  ready: () => void;
  /** What is stored and shown of the number; null: nothing any more. */
  changed: (circuit: CircuitOfNumber | null) => void;
};

/** The circuit breaker of one number, together with the circuit of the account. */
export class CircuitBreaker {
  readonly #own: Circuit;
  #listener: Partial<Listener> = {};
  #wasOpen = false;
  #told = "null";

  constructor(
    private readonly number: string,
    private readonly account: Circuit,
    private readonly shared: Shared,
  ) {
    this.#own = new Circuit(shared.now);
  }

  listen(listener: Partial<Listener>): void {
    this.#listener = { ...this.#listener, ...listener };
  }

  get isOpen(): boolean {
    return this.account.isOpen || this.#own.isOpen;
  }

  get #open(): Circuit[] {
    return [this.account, this.#own].filter((one) => one.isOpen);
  }

  /** Asked before texts are claimed. A "probe" is for one text: its outcome is recorded with the token, or it is released. */
  permit(): Permit {
    const open = this.#open;
    if (open.length === 0) return { kind: "all" };
    if (open.every((one) => one.isReady)) {
      const token = this.shared.nextToken();
      for (const one of open) one.startProbe(token);
      return { kind: "probe", token };
    }
    if (open.some((one) => one.needsCheck) && open.every((one) => one.needsCheck || one.isReady)) this.shared.check();
    return { kind: "none" };
  }

  release(token: number): void {
    for (const one of [this.account, this.#own]) one.release(token);
  }

  /** Milliseconds until it is worth asking again. */
  wait(): number {
    const left = Math.max(...this.#open.map((one) => one.retryAt)) - this.shared.now();
    return left > 0 ? Math.min(400, left) : 200;
  }

  /** Every outcome is recorded here. `token`: of the probe it was, else null. */
  record(answer: Answer, token: number | null = null): void {
    // While this number alone fails, its outcomes say nothing of the account.
    if (!this.#own.isOpen || this.account.isOpen) this.account.record(answer, token, this.number);
    this.#own.record(answer, token, this.number);
    this.shared.recorded();
  }

  /** The process before left so many texts without an outcome: the first that leave now are probes. */
  suspect(): void {
    this.#own.suspect();
    this.tellChanges();
  }

  restore(stored: CircuitOfNumber | null): void {
    if (!stored) return;
    const circuit = stored.scope === "account" ? this.account : this.#own;
    if (!circuit.isOpen) circuit.restore(stored);
    this.#wasOpen = true;
    this.#told = JSON.stringify(stored);
  }

  heard(): void {
    this.#own.heard();
    if (this.isOpen) this.#listener.ready?.();
  }

  unheard(): void {
    this.#own.unheard();
  }

  /** Tells the listener what has changed since it was last told. */
  tellChanges(): void {
    if (!this.isOpen && !this.#wasOpen) return;
    const [first] = this.#open;
    if (!first && this.#wasOpen) this.#listener.closed?.();
    this.#wasOpen = first !== undefined;
    const stored = first?.stored ?? null;
    const scope = first === this.account ? "account" : "number";
    const reason = this.account.reason ?? this.#own.reason;
    const circuit: CircuitOfNumber | null = stored && { ...stored, scope, reason };
    // Probes of a carrier that refuses come about every second: only what is shown or opens is worth writing.
    const key = JSON.stringify(circuit && { ...circuit, ...(circuit.state === "fault" ? { retryAt: 0 } : {}) });
    if (key === this.#told) return;
    this.#told = key;
    this.#listener.changed?.(circuit);
  }
}
