import http from "node:http";
import https from "node:https";
import type { Capabilities } from "./application";
import { letter } from "./bodies";
import type { Sent, Text } from "./entries";
import type { Ledger } from "./ledger";
import type { SimulatorOptions } from "./settings";

type Hook = { entry: Sent | Text; what: string; tries: number; again?: true };

const answerWithin = 15_000;
const firstWait = 1_000;
const longestWait = 30_000;
const giveUpAfter = 24 * 3_600_000;

export type WebhookListener = {
  /** An attempt begins. */
  started(entry: Sent | Text, what: string): void;
  /** An attempt ended; `well` is a 2xx. */
  ended(entry: Sent | Text, what: string, well: boolean): void;
};

/**
 * Brings webhooks: so many at once, each until it is answered 2xx, with growing waits (1 s to 30 s) for up to 24 hours.
 * Every attempt is in the ledger.
 */
export class Webhooks {
  /** Not yet answered 2xx nor given up. */
  waiting = 0;
  attempts = 0;
  /** The simulator's own address, which media links start with. */
  base = "";
  readonly #options: SimulatorOptions;
  readonly #capabilities: () => Capabilities;
  readonly #ledger: Ledger;
  readonly #listener: WebhookListener;
  readonly #duplicates: () => number;
  readonly #limit: number;
  readonly #agent: http.Agent;
  readonly #secureAgent: https.Agent;
  #ready: Hook[] = [];
  #head = 0;
  #active = 0;
  #closed = false;

  constructor(
    options: SimulatorOptions,
    capabilities: () => Capabilities,
    ledger: Ledger,
    listener: WebhookListener,
    duplicates: () => number,
  ) {
    this.#options = options;
    this.#capabilities = capabilities;
    this.#ledger = ledger;
    this.#listener = listener;
    this.#duplicates = duplicates;
    this.#limit = options.concurrency ?? 32;
    const pool = { keepAlive: true, maxSockets: this.#limit, scheduling: "lifo" as const };
    this.#agent = new http.Agent(pool);
    this.#secureAgent = new https.Agent(pool);
  }

  /** Brings a webhook after `delay` milliseconds. */
  plan(entry: Sent | Text, what: string, delay: number): void {
    this.waiting++;
    this.#later({ entry, what, tries: 0 }, delay);
  }

  close(): void {
    this.#closed = true;
    this.#agent.destroy();
    this.#secureAgent.destroy();
  }

  #later(hook: Hook, delay: number): void {
    if (delay <= 0) this.#enqueue(hook);
    else setTimeout(() => this.#enqueue(hook), delay).unref();
  }

  #enqueue(hook: Hook): void {
    this.#ready.push(hook);
    this.#pump();
  }

  #pump(): void {
    while (!this.#closed && this.#active < this.#limit && this.#head < this.#ready.length) {
      this.#bring(this.#ready[this.#head++]!);
      if (this.#head > 1_024 && this.#head * 2 > this.#ready.length) {
        this.#ready = this.#ready.slice(this.#head);
        this.#head = 0;
      }
    }
  }

  #bring(hook: Hook): void {
    this.#active++;
    this.attempts++;
    hook.tries++;
    if (!hook.again) this.#listener.started(hook.entry, hook.what);
    const begun = Date.now();
    let over = false;
    const finish = (status: number) => {
      if (over) return;
      over = true;
      this.#active--;
      this.#ended(hook, status, Date.now() - begun);
      this.#pump();
    };
    let request: http.ClientRequest;
    try {
      const { url, headers, body } = letter(hook.entry, hook.what, this.#options, this.#capabilities(), this.base);
      const secure = url.startsWith("https:");
      request = (secure ? https : http).request(url, {
        method: "POST",
        agent: secure ? this.#secureAgent : this.#agent,
        timeout: answerWithin,
        headers: { ...headers, "content-length": Buffer.byteLength(body) },
      });
      request.on("response", (response) => {
        response.resume();
        response.once("close", () => finish(response.complete ? (response.statusCode ?? 0) : 0));
      });
      request.on("timeout", () => request.destroy());
      request.on("error", () => finish(0));
      request.end(body);
    } catch {
      finish(0);
    }
  }

  #ended({ entry, what, tries, again }: Hook, status: number, ms: number): void {
    if (this.#closed) return;
    const well = status >= 200 && status < 300;
    this.#ledger.append({
      k: "hook",
      at: Date.now(),
      id: entry.id,
      what,
      try: tries,
      status,
      ms,
      ...(again ? { again } : {}),
    });
    if (again) return;
    this.#listener.ended(entry, what, well);
    if (well || Date.now() - entry.at > giveUpAfter) {
      this.waiting--;
      if (well && Math.random() < this.#duplicates())
        this.#later({ entry, what, tries: 0, again: true }, Math.random() * 500);
      return;
    }
    const wait = Math.min(longestWait, firstWait * 2 ** Math.min(tries - 1, 10));
    this.#later({ entry, what, tries }, wait * (0.8 + Math.random() * 0.4));
  }
}
