import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { startEmbedded } from "@/lib/db/embedded";
import { freePort, startWords, until } from "../program";

/** One role of the program in a process of its own, beside others on one database. */
export class Role {
  #child: ChildProcess | undefined;
  #output = "";
  #killing = false;
  /** What it said last where it ended by itself, which it must never do. */
  died: string | null = null;
  readonly #folder = mkdtempSync(join(tmpdir(), "tenfour-role-"));

  constructor(
    readonly roles: string,
    readonly env: Record<string, string>,
    readonly script?: string,
  ) {}

  /** Starts it, again after a kill; waits until it is ready, which it is not while the database is away. */
  async start(): Promise<void> {
    for (let turn = 0; ; turn++) {
      if (await this.#launch()) return;
      if (turn > 60) throw new Error(`${this.roles} would not start:\n${this.#output.slice(-2_000)}`);
      await pause(500);
    }
  }

  async #launch(): Promise<boolean> {
    const inherited: NodeJS.ProcessEnv = { ...process.env };
    for (const name of ["NODE_ENV", "VITEST", "TEST", "PUBLIC_URL"]) delete inherited[name];
    this.#output = "";
    const child = spawn(process.execPath, startWords(this.script), {
      env: {
        ...inherited,
        NODE_ENV: "production",
        LOG_LEVEL: "error",
        DATA_DIR: this.#folder,
        ROLES: this.roles,
        ...this.env,
      },
      detached: true,
      stdio: ["ignore", "pipe", "pipe"],
    });
    this.#child = child;
    this.#killing = false;
    let ready = false;
    child.once("exit", (code, signal) => {
      if (ready && !this.#killing)
        this.died = `${this.roles} ended by itself (${signal ?? code}):\n${this.#output.slice(-4_000)}`;
    });
    for (const stream of [child.stdout, child.stderr])
      stream?.on("data", (chunk: Buffer) => {
        this.#output = (this.#output + chunk.toString()).slice(-20_000);
      });
    await until(
      `${this.roles} to be ready`,
      () => this.#output.includes("Tenfour is ready") || child.exitCode !== null || child.signalCode !== null,
      240_000,
    );
    ready = child.exitCode === null && child.signalCode === null;
    return ready;
  }

  /** What it holds of the machine's memory, in megabytes. */
  memory(): number {
    const status = readFileSync(`/proc/${this.#child?.pid}/status`, "utf8");
    return Math.round(Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1024);
  }

  async kill9(): Promise<void> {
    const child = this.#child;
    if (!child?.pid || child.exitCode !== null || child.signalCode !== null) return;
    this.#killing = true;
    const gone = new Promise((done) => child.once("exit", done));
    process.kill(-child.pid, "SIGKILL");
    await gone;
  }

  async remove(): Promise<void> {
    await this.kill9();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

/** A PostgreSQL on one port and folder, that can be killed with -9 and started again. */
export class Database {
  readonly #folder = mkdtempSync(join(tmpdir(), "tenfour-chaos-"));
  #stop = async () => {};
  url = "";

  private constructor(readonly port: number) {}

  static async start(): Promise<Database> {
    const database = new Database(await freePort());
    await database.start();
    return database;
  }

  async start(): Promise<void> {
    await until(
      "the database to start",
      async () => {
        try {
          const server = await startEmbedded(this.#folder, { port: this.port });
          this.url = server.url;
          this.#stop = () => server.stop();
          return true;
        } catch {
          // What the killed one left behind is still going.
          return false;
        }
      },
      60_000,
    );
  }

  /** The postmaster alone: its children notice, and must be gone before another may start. */
  async kill9(): Promise<void> {
    const file = join(this.#folder, "postgres", "postmaster.pid");
    if (!existsSync(file)) return;
    const pid = Number(readFileSync(file, "utf8").split("\n")[0]);
    if (pid > 1) process.kill(pid, "SIGKILL");
    await until("the postmaster to be gone", () => !existsSync(`/proc/${pid}`), 10_000).catch(() => {});
    await pause(300);
  }

  async remove(): Promise<void> {
    await this.#stop().catch(() => {});
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
