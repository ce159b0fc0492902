/** How a request to the carrier ended, as far as it says something about the carrier. */
export type Answer = "accepted" | "answered" | "fault" | "limited" | "unknown";

/** Consecutive outcomes without an accepted text that open a circuit. One alone is normal on any network. */
const opensAfter = { fault: 3, limited: 10, unknown: 3 } as const;
/** Outcomes that are remembered, and unknowns among them that open a circuit: one dead server of several behind a load balancer. */
const remembered = 20;
const mostUnknown = 4;
/** Accepted probes in a row that close a circuit. */
const closesAfter = 3;
/** Milliseconds between probes while the carrier refuses: a refused text is not lost, and recovery is noticed within a second. */
const retryFaultEvery = 800;
/** Milliseconds before the next probe after one went unanswered; doubles up to the maximum. */
const firstWait = 2_000;
const longestWait = 300_000;
/** Milliseconds within which a circuit that opens again continues with the waits it had. */
const sameOutage = 60_000;
/** Milliseconds of refusals before the reason is shown. */
const showFaultAfter = 10_000;

/** An open circuit as it is stored: survives a restart. Times in milliseconds since 1970. */
export type StoredCircuit = { state: "fault" | "silent"; openedAt: number; retryAt: number; waitMs: number };

/**
 * One circuit: closed while texts may leave, open while the carrier fails. It opens after a few failures in a row, or when
 * unknowns are a large share of the last outcomes. While it is open, one text at a time is sent as a probe; only the outcome
 * of the current probe counts, so a late outcome of an earlier request changes nothing. Several accepted probes in a row
 * close it. Pure but for `now`, milliseconds.
 */
export class Circuit {
  #state: "closed" | "fault" | "silent" = "closed";
  #recent: { unknown: boolean; source: string }[] = [];
  #inARow = { fault: 0, limited: 0, unknown: 0 };
  #sources = new Set<string>();
  #accepted = 0;
  #retryAt = 0;
  #openedAt = 0;
  #closedAt = Number.NEGATIVE_INFINITY;
  #wait = firstWait;
  #probe: number | null = null;
  /** A silent carrier has answered a check, so one text may be tried. */
  #heard = false;
  /** It has not answered one. */
  #unheard = false;

  /** leastSources: different numbers whose failures it takes to open. */
  constructor(
    private readonly now: () => number,
    private readonly leastSources = 1,
  ) {}

  get isOpen(): boolean {
    return this.#state !== "closed";
  }

  get retryAt(): number {
    return this.#retryAt;
  }

  /** Open on silence, and nothing has been heard of the carrier since. */
  get needsCheck(): boolean {
    return this.#state === "silent" && !this.#heard && this.#isDue;
  }

  /** A probe may start now. */
  get isReady(): boolean {
    return this.isOpen && this.#isDue && (this.#state === "fault" || this.#heard);
  }

  get #isDue(): boolean {
    return this.#probe === null && this.now() >= this.#retryAt;
  }

  /** The text with this token is the probe, until its outcome is recorded or it is released. */
  startProbe(token: number): void {
    this.#probe = token;
  }

  /** The probe was not sent. */
  release(token: number): void {
    if (this.#probe === token) this.#probe = null;
  }

  /** The carrier answered a check that sends nothing. */
  heard(): void {
    if (this.needsCheck) this.#heard = true;
  }

  /** The carrier did not answer a check. */
  unheard(): void {
    if (this.needsCheck) this.#unheard = true;
  }

  /** The outcome of a request. `token`: of the probe it was, else null. `source`: the number it was sent from. */
  record(answer: Answer, token: number | null, source: string): void {
    if (this.isOpen) {
      if (token === null || token !== this.#probe) return;
      this.#probe = null;
      this.#recordProbe(answer);
    } else this.#recordUsual(answer, source);
  }

  /** Opens it as it was before a restart. */
  restore({ state, openedAt, retryAt, waitMs }: StoredCircuit): void {
    const wait = Math.min(longestWait, Math.max(firstWait, waitMs));
    this.#state = state;
    this.#openedAt = Math.min(openedAt, this.now());
    this.#wait = wait;
    this.#retryAt = Math.min(retryAt, this.now() + wait);
    this.#heard = false;
    this.#accepted = 0;
  }

  /** Opens it because texts were left without an outcome: the first that leave now are probes. */
  suspect(): void {
    if (!this.isOpen) this.#open("silent", 0);
  }

  get stored(): StoredCircuit | null {
    if (this.#state === "closed") return null;
    return { state: this.#state, openedAt: this.#openedAt, retryAt: this.#retryAt, waitMs: this.#wait };
  }

  /** Why nothing is sent, for the leader; null while there is nothing to say. */
  get reason(): string | null {
    if (this.#state === "silent" && (this.#unheard || this.#retryAt > this.#openedAt))
      return `The carrier isn’t answering. Sending is paused; next try in ${Math.round(this.#wait / 1_000)} s.`;
    if (this.#state === "fault" && this.now() - this.#openedAt >= showFaultAfter)
      return "The carrier isn’t accepting texts. Sending is paused and resumes when it does.";
    return null;
  }

  #recordUsual(answer: Answer, source: string): void {
    this.#recent.push({ unknown: answer === "unknown", source });
    if (this.#recent.length > remembered) this.#recent.shift();
    if (answer === "accepted" || answer === "answered") {
      this.#inARow = { fault: 0, limited: 0, unknown: 0 };
      this.#sources.clear();
      return;
    }
    this.#inARow[answer]++;
    this.#sources.add(source);
    const inARow = this.#inARow[answer] >= opensAfter[answer] && this.#sources.size >= this.leastSources;
    if (inARow || (answer === "unknown" && this.#isShareTooLarge()))
      this.#open(answer === "unknown" ? "silent" : "fault");
  }

  #isShareTooLarge(): boolean {
    const unknown = this.#recent.filter((one) => one.unknown);
    return unknown.length >= mostUnknown && new Set(unknown.map((one) => one.source)).size >= this.leastSources;
  }

  #recordProbe(answer: Answer): void {
    if (answer === "accepted" || answer === "answered") {
      if (++this.#accepted >= closesAfter) this.#close();
      else this.#retryAt = this.now();
      return;
    }
    this.#accepted = 0;
    if (answer !== "unknown") {
      this.#state = "fault";
      this.#retryAt = this.now() + this.#untilRetry();
      return;
    }
    this.#wait = this.#state === "silent" ? Math.min(longestWait, this.#wait * 2) : firstWait;
    this.#state = "silent";
    this.#heard = false;
    this.#retryAt = this.now() + this.#wait;
  }

  #open(state: "fault" | "silent", wait?: number): void {
    const again = this.now() - this.#closedAt < sameOutage;
    this.#state = state;
    this.#openedAt = this.now();
    this.#wait = again && state === "silent" ? Math.min(longestWait, this.#wait * 2) : firstWait;
    this.#retryAt = this.now() + (wait ?? (state === "silent" ? this.#wait : this.#untilRetry()));
    this.#heard = this.#unheard = false;
    this.#accepted = 0;
    this.#probe = null;
  }

  #close(): void {
    this.#state = "closed";
    this.#closedAt = this.now();
    this.#recent = [];
    this.#sources.clear();
    this.#inARow = { fault: 0, limited: 0, unknown: 0 };
  }

  #untilRetry(): number {
    return retryFaultEvery * (0.75 + Math.random() / 2);
  }
}
