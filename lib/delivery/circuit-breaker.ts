import type { SendOutcome } from "@/lib/carrier/carrier";

/** How a request to the carrier ended, as far as it says something about the carrier. */
export type Answer = "accepted" | "answered" | "fault" | "limited" | "unknown";

/** What an outcome says about the carrier. */
export function answerOf(outcome: SendOutcome): Answer {
  if (outcome.kind === "throttled") return outcome.down ? "fault" : "limited";
  return outcome.kind === "refused" ? "answered" : outcome.kind;
}

/** What may be sent now: as much as the window allows, one text to try, or nothing. */
export type Permit = "all" | "one" | "none";

/** So many in a row without an accepted text open the circuit. One alone is the weather of any network. */
const opensAfter = { fault: 3, limited: 10, unknown: 3 } as const;
/** Milliseconds between tries while the carrier refuses: nothing is lost by asking, and recovery is noticed within a second. */
const retryFaultEvery = 800;
/** Milliseconds between checks whether a silent carrier answers at all: they send nothing. */
const checkEvery = 1_500;
/** Milliseconds before the next try after a text was tried on a silent carrier in vain; doubles up to the second. */
const firstWait = 2_000;
const longestWait = 300_000;
/** Milliseconds of faults after which people are told. */
const tellFaultAfter = 10_000;
/** How every reason given here begins. */
const beginning = "The carrier isn’t ";

/** Whether a number's reason was given by a circuit breaker, which a process that ended may have left behind. */
export const isBreakerReason = (reason: string | null): boolean => reason?.startsWith(beginning) === true;

type Options = {
  /** Asks the carrier something that sends no text. True where it answers. */
  answers: () => Promise<boolean>;
  /** Milliseconds. */
  now?: () => number;
};

/**
 * A circuit breaker between all numbers of this process and the carrier. A carrier that takes requests and does not
 * answer costs a text for each request, which may or may not have gone out. So after a few of them nothing is sent any
 * more; when a harmless question is answered, ONE text is tried, and the first that is accepted opens the way for all.
 * A carrier that refuses (5xx, unreachable) is tried with one text about every second.
 */
export class CircuitBreaker {
  #state: "closed" | "fault" | "silent" = "closed";
  #inARow = { fault: 0, limited: 0, unknown: 0 };
  #tryAt = 0;
  #openedAt = 0;
  #wait = firstWait;
  #trying = false;
  /** A silent carrier has answered a check, so that one text may be tried. */
  #heard = false;
  #said: string | null = null;
  readonly #onClose = new Set<() => void>();
  readonly #onReason = new Set<(reason: string | null, before: string | null) => void>();
  readonly #now: () => number;

  constructor(private readonly options: Options) {
    this.#now = options.now ?? Date.now;
  }

  get isOpen(): boolean {
    return this.#state !== "closed";
  }

  /** Asked before texts are taken. Whoever gets "one" sends one text or calls `unused`. */
  permit(): Permit {
    if (this.#state === "closed") return "all";
    const now = this.#now();
    if (this.#trying || now < this.#tryAt) return "none";
    if (this.#state === "silent" && !this.#heard) {
      this.#tryAt = now + checkEvery;
      void this.#check();
      return "none";
    }
    this.#trying = true;
    return "one";
  }

  /** There was nothing to try with. */
  unused(): void {
    this.#trying = false;
  }

  /** Milliseconds until it is worth asking again. */
  wait(): number {
    return Math.max(20, Math.min(1_000, this.#tryAt - this.#now()));
  }

  /** Every answer to a text is told here. "answered": refused for a reason of its own, so that the carrier works. */
  record(answer: Answer): void {
    this.#trying = false;
    if (answer === "accepted" || answer === "answered") return this.#close();
    this.#inARow[answer]++;
    if (answer === "unknown") this.#unanswered();
    else this.#refused(answer);
  }

  /** Calls when texts may leave again. Returns the function that stops it. */
  onClose(hear: () => void): () => void {
    this.#onClose.add(hear);
    return () => this.#onClose.delete(hear);
  }

  /** Calls with what people are told, and what they were told before; null: nothing. */
  onReason(hear: (reason: string | null, before: string | null) => void): () => void {
    this.#onReason.add(hear);
    return () => this.#onReason.delete(hear);
  }

  #unanswered(): void {
    if (this.#state === "silent") {
      if (!this.#heard) return;
      this.#wait = Math.min(longestWait, this.#wait * 2);
    } else if (this.#inARow.unknown < opensAfter.unknown) return;
    else this.#open("silent");
    this.#heard = false;
    this.#tryAt = this.#now() + this.#wait;
    this.#say(`${beginning}answering. Sending is paused; next try in ${Math.round(this.#wait / 1_000)} s.`);
  }

  #refused(answer: "fault" | "limited"): void {
    if (this.#state !== "fault" && (this.#state === "silent" || this.#inARow[answer] >= opensAfter[answer]))
      this.#open("fault");
    if (this.#state !== "fault") return;
    this.#tryAt = this.#now() + retryFaultEvery * (0.75 + Math.random() / 2);
    if (this.#now() - this.#openedAt >= tellFaultAfter)
      this.#say(`${beginning}accepting texts. Sending is paused and resumes when it does.`);
  }

  #open(state: "fault" | "silent"): void {
    if (this.#state === "closed") this.#openedAt = this.#now();
    this.#state = state;
    this.#wait = firstWait;
    this.#heard = false;
  }

  #close(): void {
    this.#inARow = { fault: 0, limited: 0, unknown: 0 };
    if (this.#state === "closed") return;
    this.#state = "closed";
    this.#say(null);
    for (const hear of this.#onClose) hear();
  }

  async #check(): Promise<void> {
    const answers = await this.options.answers().catch(() => false);
    if (answers && this.#state === "silent" && !this.#trying && !this.#heard) {
      this.#heard = true;
      this.#tryAt = this.#now();
    }
  }

  #say(reason: string | null): void {
    if (reason === this.#said) return;
    const before = this.#said;
    this.#said = reason;
    for (const hear of this.#onReason) hear(reason, before);
  }
}
