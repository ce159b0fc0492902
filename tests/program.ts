import { type ChildProcess, execFile, spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { promisify } from "node:util";

const run = promisify(execFile);

export type Wish = {
  /** A free one is taken where none is given. */
  port?: number;
  /** A temporary folder where none is given; `remove` deletes it then. */
  dataDir?: string;
  env?: Record<string, string>;
  /** Milliseconds until /health must answer; the first start builds. */
  patience?: number;
};

/** Node's arguments that run an entry point of the program from its bundle. */
export const bundled = (entryPoint: string): string[] => ["lib/program/run.mjs", entryPoint];

/** What `npm start` gives Node. With a script of the tests' own, the same flags and that script. */
export function startWords(script?: string): string[] {
  const { scripts } = JSON.parse(readFileSync("package.json", "utf8")) as { scripts: { start: string } };
  const words = scripts.start.split(" ").slice(1);
  return script ? [...words.filter((word) => word.startsWith("--")), "--import", "tsx", script] : words;
}

/** The whole real program in a process of its own, as `npm start` runs it. */
export class Program {
  output = "";
  /** Where in `output` what the newest start printed begins. */
  #started = 0;
  /** The printed address of a program that was started elsewhere. */
  #address = "";
  #child: ChildProcess | undefined;
  readonly #madeFolder: boolean;

  private constructor(
    readonly port: number,
    readonly dataDir: string,
    readonly env: Record<string, string>,
    readonly patience: number,
    madeFolder: boolean,
  ) {
    this.#madeFolder = madeFolder;
  }

  /** Starts it and waits until /health says it is ready. */
  static async start(wish: Wish = {}): Promise<Program> {
    const dataDir = wish.dataDir ?? mkdtempSync(join(tmpdir(), "tenfour-program-"));
    const port = wish.port ?? (await freePort());
    const program = new Program(port, dataDir, wish.env ?? {}, wish.patience ?? 180_000, !wish.dataDir);
    await program.restart().catch(async (error) => {
      await program.remove();
      throw error;
    });
    return program;
  }

  /** One that was started elsewhere, with the address that it printed: for its pages and its command line. */
  static running(address: string, dataDir: string): Program {
    const program = new Program(Number(new URL(address).port), dataDir, {}, 0, false);
    program.#address = address;
    return program;
  }

  get url(): string {
    return `http://localhost:${this.port}`;
  }

  /** The printed address, which lets a browser on this computer in. */
  get address(): string {
    return this.#address || (/Tenfour is ready: (\S+)/.exec(this.output.slice(this.#started))?.[1] ?? this.url);
  }

  /** The token in the printed address, which is the simulator's token as well while only this computer can open it. */
  get localToken(): string {
    return new URL(this.address).searchParams.get("local") ?? "";
  }

  get settings(): NodeJS.ProcessEnv {
    const inherited = { ...process.env };
    // What the tests' own runner sets is not the program's business.
    for (const name of [
      "NODE_ENV",
      "VITEST",
      "DATABASE_URL",
      "DATABASE_OWNER_URL",
      "NEXTAUTH_SECRET",
      "PUBLIC_URL",
      "TEST",
    ])
      delete inherited[name];
    return {
      ...inherited,
      LOG_LEVEL: "warn",
      PORT: String(this.port),
      DATA_DIR: this.dataDir,
      ...this.env,
    } as NodeJS.ProcessEnv;
  }

  /** Starts it again on the same port and data; after a stop or a kill. */
  async restart(): Promise<void> {
    this.#started = this.output.length;
    const child = spawn(process.execPath, startWords(), {
      env: this.settings,
      detached: true,
      stdio: ["ignore", "pipe", "pipe"],
    });
    this.#child = child;
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on("data", (chunk: Buffer) => {
        this.output += chunk.toString();
      });
    }
    await this.waitUntilReady();
  }

  /** Waits until /health says it is ready. Throws where the program ends instead. */
  async waitUntilReady(): Promise<void> {
    const child = this.#child;
    if (!child) throw new Error("The program was never started.");
    const until = Date.now() + this.patience;
    while (!(await this.isReady()) || !this.output.slice(this.#started).includes("Tenfour is ready")) {
      if (child.exitCode !== null) throw new Error(`The program ended with ${child.exitCode}:\n${this.output}`);
      if (Date.now() > until) {
        await this.kill9();
        throw new Error(`The program was not ready in ${this.patience} ms:\n${this.output}`);
      }
      await pause(100);
    }
  }

  async isReady(): Promise<boolean> {
    const answer = await fetch(`${this.url}/health`, { signal: AbortSignal.timeout(5_000) }).catch(() => null);
    await answer?.arrayBuffer();
    return answer?.status === 200;
  }

  /** Ctrl-C, and waits for the end; returns the exit code. */
  async stop(): Promise<number | null> {
    const child = this.#child;
    if (!child || child.exitCode !== null || child.signalCode !== null) return child?.exitCode ?? null;
    child.kill("SIGINT");
    await ended(child, 30_000);
    if (child.exitCode === null && child.signalCode === null) await this.kill9();
    return child.exitCode;
  }

  /**
   * kill -9 of its process group: web, sender, and the simulator it forked. PostgreSQL is in a group of its own and
   * lives on, unless `postgres` is wished for.
   */
  async kill9(options: { postgres?: boolean } = {}): Promise<void> {
    const child = this.#child;
    const running = child?.pid !== undefined && child.exitCode === null && child.signalCode === null;
    if (options.postgres) this.killPostgres();
    if (!running || !child?.pid) return;
    try {
      process.kill(-child.pid, "SIGKILL");
    } catch {
      child.kill("SIGKILL");
    }
    await ended(child, 10_000);
  }

  /** kill -9 of the embedded PostgreSQL alone, where one runs. */
  killPostgres(): void {
    const file = join(this.dataDir, "postgres", "postmaster.pid");
    if (!existsSync(file)) return;
    const pid = Number(readFileSync(file, "utf8").split("\n")[0]);
    try {
      if (pid > 1) process.kill(pid, "SIGKILL");
    } catch {
      // After a kill the file stays and names a process that is gone.
    }
  }

  /** Stops it and deletes what it kept, where the folder was made here. */
  async remove(): Promise<void> {
    await this.stop();
    await this.#stopOrphan();
    if (this.#madeFolder) rmSync(this.dataDir, { recursive: true, force: true });
  }

  /** A server that outlived its program is stopped by the next one; where none comes, here. */
  async #stopOrphan(): Promise<void> {
    const file = join(this.dataDir, "postgres", "postmaster.pid");
    if (!existsSync(file)) return;
    const pid = Number(readFileSync(file, "utf8").split("\n")[0]);
    try {
      process.kill(pid, "SIGINT");
    } catch {
      return;
    }
    for (let turn = 0; existsSync(file) && turn < 100; turn++) await pause(100);
  }

  /** The command line beside the running program; returns what it printed as JSON. */
  async tenfour(...words: string[]): Promise<unknown> {
    const { stdout } = await run(process.execPath, [...bundled("tenfour.ts"), ...words, "--json"], {
      env: this.settingsBeside(),
    });
    return JSON.parse(stdout);
  }

  /** The command line speaks to the carrier the program speaks to. */
  settingsBeside(): NodeJS.ProcessEnv {
    return { ...this.settings, PUBLIC_URL: this.env.PUBLIC_URL ?? this.url };
  }

  /** A leader made by the command line. The number is one the simulator sells. */
  async createLeader(wish: Partial<LeaderWish> = {}): Promise<LeaderWish> {
    const leader = { ...someLeader, ...wish };
    await this.tenfour(
      "leader",
      "create",
      "--name",
      leader.name,
      "--handle",
      leader.handle,
      "--mobile",
      leader.mobile,
      "--number",
      leader.number,
      "--time-zone",
      leader.timeZone,
    );
    return leader;
  }
}

export type LeaderWish = { name: string; handle: string; mobile: string; number: string; timeZone: string };

const someLeader: LeaderWish = {
  name: "Nadia Hope",
  handle: "nadia",
  mobile: "+14155550199",
  number: "+17733659687",
  timeZone: "America/Chicago",
};

/** A port nobody listens on at the moment. */
export async function freePort(): Promise<number> {
  return new Promise((done, fail) => {
    const probe = createServer();
    probe.once("error", fail);
    probe.listen(0, () => {
      const { port } = probe.address() as { port: number };
      probe.close(() => done(port));
    });
  });
}

/** Looks again and again until the answer is true-ish, and returns it. Throws what was waited for after `patience` ms. */
export async function until<T>(what: string, look: () => Promise<T> | T, patience = 10_000): Promise<NonNullable<T>> {
  const end = Date.now() + patience;
  for (;;) {
    const answer = await look();
    if (answer) return answer as NonNullable<T>;
    if (Date.now() > end) throw new Error(`Waited ${patience} ms in vain for: ${what}`);
    await pause(50);
  }
}

async function ended(child: ChildProcess, patience: number): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  await Promise.race([new Promise((done) => child.once("exit", done)), pause(patience)]);
}
