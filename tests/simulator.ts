import { type ChildProcess, spawn } from "node:child_process";
import { generateKeyPairSync, randomUUID } from "node:crypto";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Bubble } from "@/lib/carrier/simulator/phones";
import type { Switches } from "@/lib/carrier/simulator/switches";
import type { Late } from "@/lib/carrier/simulator/world";
import { bundled, freePort, type Program, until } from "./program";

/** A send the simulator accepted, as its ledger has it. */
export type Accepted = {
  to: string;
  from: string;
  text: string;
  client_ref: string | null;
  message_uuid: string;
  at: number;
};

/** Speaks to a simulator's control doors: through the product's page, or to one that stands alone. */
export class Phones {
  constructor(
    readonly base: string,
    readonly headers: Record<string, string> = {},
  ) {}

  static of(program: Program): Phones {
    return new Phones(`${program.url}/simulator/api`, { authorization: `Bearer ${program.localToken}` });
  }

  async call<T>(method: string, path: string, body?: unknown): Promise<T> {
    const answer = await fetch(`${this.base}/${path}`, {
      method,
      headers: { "content-type": "application/json", ...this.headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
    return (await answer.json()) as T;
  }

  /** A phone texts a number (E.164 both), perhaps `late`. Returns the carrier's id of the text. */
  async text(from: string, to: string, text: string, late: Late = {}): Promise<string> {
    return (await this.call<{ message_uuid: string }>("POST", "texts", { from, to, text, ...late })).message_uuid;
  }

  /** Every send that was accepted, oldest first, or those to one phone. */
  async accepted(to?: string): Promise<Accepted[]> {
    return this.call("GET", `accepted${to ? `?to=${encodeURIComponent(to)}` : ""}`);
  }

  /** The newest text to a phone that matches, waited for. */
  async read(phone: string, pattern: RegExp, patience?: number): Promise<RegExpExecArray> {
    return until(
      `${pattern} on ${phone}`,
      async () => {
        const texts = (await this.accepted(phone)).map((sent) => sent.text).reverse();
        return texts.map((text) => pattern.exec(text)).find(Boolean);
      },
      patience,
    );
  }

  async switches(change: Partial<Switches>): Promise<void> {
    await this.call("POST", "switches", change);
  }

  /** What a phone shows. */
  async bubbles(phone: string): Promise<Bubble[]> {
    return (await this.call<{ bubbles: Bubble[] }>("GET", `phones/${encodeURIComponent(phone)}`)).bubbles;
  }

  async state(): Promise<{ numbers: { phone: string }[]; phones: string[]; counts: Record<string, number> }> {
    return this.call("GET", "state");
  }
}

/** A simulator in a process of its own, which lives on while the product dies. */
export class LoneSimulator {
  #child: ChildProcess | undefined;
  output = "";

  private constructor(
    readonly port: number,
    readonly dir: string,
    readonly keys: Keys,
    readonly webhookBase: string,
  ) {}

  /** Starts one that brings its webhooks to `webhookBase`, with an account of its own or the `keys` of another. */
  static async start(webhookBase: string, keys: Partial<Keys> = {}): Promise<LoneSimulator> {
    const simulator = new LoneSimulator(
      await freePort(),
      mkdtempSync(join(tmpdir(), "tenfour-simulator-")),
      { ...someKeys(), ...keys },
      webhookBase,
    );
    await simulator.restart();
    return simulator;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  get phones(): Phones {
    return new Phones(`${this.url}/_sim`, { "x-sim-key": this.keys.apiSecret });
  }

  /** What a program needs to take this simulator for Vonage. */
  get settings(): Record<string, string> {
    return {
      VONAGE_API_KEY: this.keys.apiKey,
      VONAGE_API_SECRET: this.keys.apiSecret,
      VONAGE_SIGNATURE_SECRET: this.keys.signatureSecret,
      VONAGE_SIGNATURE_METHOD: "sha256",
      VONAGE_APPLICATION_ID: this.keys.applicationId,
      VONAGE_PRIVATE_KEY: this.keys.privateKey,
      VONAGE_API_HOST: this.url,
      VONAGE_REST_HOST: this.url,
    };
  }

  async restart(): Promise<void> {
    const child = spawn(process.execPath, bundled("lib/carrier/simulator/main.ts"), {
      env: {
        ...process.env,
        SIM_PORT: String(this.port),
        SIM_DIR: this.dir,
        SIM_WEBHOOK_BASE: this.webhookBase,
        SIM_API_KEY: this.keys.apiKey,
        SIM_API_SECRET: this.keys.apiSecret,
        SIM_SIGNATURE_SECRET: this.keys.signatureSecret,
        SIM_APPLICATION_ID: this.keys.applicationId,
        SIM_PUBLIC_KEY: this.keys.publicKey,
      },
      stdio: ["ignore", "pipe", "pipe"],
    });
    this.#child = child;
    for (const stream of [child.stdout, child.stderr])
      stream?.on("data", (chunk: Buffer) => (this.output += chunk.toString()));
    await until(
      "the simulator to listen",
      () => {
        if (child.exitCode !== null) throw new Error(`The simulator ended: ${this.output}`);
        return this.phones.state().catch(() => null);
      },
      90_000,
    );
  }

  async kill9(): Promise<void> {
    await this.#end("SIGKILL");
  }

  async stop(): Promise<void> {
    await this.#end("SIGTERM");
  }

  async #end(signal: NodeJS.Signals): Promise<void> {
    const child = this.#child;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const gone = new Promise((done) => child.once("exit", done));
    child.kill(signal);
    await gone;
  }
}

type Keys = { [name in keyof ReturnType<typeof someKeys>]: string };

function someKeys() {
  const pair = generateKeyPairSync("rsa", {
    modulusLength: 2048,
    publicKeyEncoding: { type: "spki", format: "pem" },
    privateKeyEncoding: { type: "pkcs8", format: "pem" },
  });
  return {
    apiKey: "abcd1234",
    apiSecret: randomUUID(),
    signatureSecret: randomUUID() + randomUUID(),
    applicationId: randomUUID(),
    ...pair,
  };
}
