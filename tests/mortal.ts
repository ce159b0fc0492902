import { type ChildProcess, spawn } from "node:child_process";

/** A script in a process of its own, on the tests' database, that is there to be killed and started again. */
export class Mortal {
  #child: ChildProcess | undefined;

  constructor(readonly script: string) {}

  start(): void {
    this.#child = spawn(process.execPath, ["--import", "tsx", this.script], { stdio: "ignore" });
  }

  /** Resolves once it is gone; where it never was, or has ended, at once. */
  async kill9(): Promise<void> {
    const child = this.#child;
    this.#child = undefined;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const gone = new Promise((done) => child.once("exit", done));
    child.kill("SIGKILL");
    await gone;
  }
}
