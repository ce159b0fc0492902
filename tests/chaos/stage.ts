import { setTimeout as pause } from "node:timers/promises";
import { runningEmbedded } from "@/lib/db/embedded";
import { freePort, Program, until } from "../program";
import { LoneSimulator } from "../simulator";
import { AnsweringLeader } from "./answering-leader";
import type { Verdict } from "./judge";
import { mulberry } from "./random";

export type Say = (words: string) => void;

/** A whole program, a carrier that outlives it and keeps the ledger, and a leader with a number. */
export type Stage = {
  simulator: LoneSimulator;
  program: Program;
  leader: AnsweringLeader;
  /** The leader's number, E.164. */
  number: string;
  random: () => number;
  say: Say;
};

type Options = {
  seed: number;
  say: Say;
  /** A temporary folder by default. */
  dataDir?: string;
  /** A PostgreSQL of its own by default. */
  database?: { url: string };
};

const secret = "a-secret-of-the-chaos-and-of-nothing-else";

/** Starts program and carrier, runs `play`, and removes both. */
export async function onStage(
  { seed, say, dataDir, database }: Options,
  play: (stage: Stage) => Promise<Verdict>,
): Promise<Verdict> {
  const port = await freePort();
  const simulator = await LoneSimulator.start(`http://127.0.0.1:${port}`);
  const env = {
    ...simulator.settings,
    LOG_LEVEL: "error",
    NEXTAUTH_SECRET: secret,
    ...(database ? { DATABASE_URL: database.url } : {}),
  };
  // What the judge does through the product's own functions, it does as this program.
  process.env.NEXTAUTH_SECRET = secret;
  const program = await Program.start({ port, env, ...(dataDir ? { dataDir } : {}) }).catch(async (error) => {
    await simulator.stop();
    throw error;
  });
  const leader = new AnsweringLeader(() => database?.url ?? runningEmbedded(program.dataDir));
  try {
    const { number } = await program.createLeader();
    await leader.hurry();
    await simulator.phones.switches({ receiptDelayMs: 50 });
    return await play({ simulator, program, leader, number, random: mulberry(seed), say });
  } finally {
    await leader.stop();
    await program.remove();
    await simulator.stop();
  }
}

/**
 * Waits until no webhook is on its way, everything stored is processed, and no text waits in the outbox; with
 * `answered`, until the leader has answered every fan as well.
 */
export async function rest({ simulator, leader, say }: Stage, answered: boolean): Promise<void> {
  const begun = Date.now();
  let still = 0;
  let last = "";
  await until(
    "everything to come to rest",
    async () => {
      const [{ counts }, open] = await Promise.all([simulator.phones.state(), leader.open(answered)]);
      last = `${counts.webhooksWaiting} webhooks and ${open} others are open`;
      still = counts.webhooksWaiting === 0 && open === 0 ? still + 1 : 0;
      // Once is not enough: a reply is queued a moment after the text is read.
      if (still < 20) await pause(100);
      return still >= 20;
    },
    180_000,
  ).catch((error: Error) => {
    throw new Error(`${error.message}; ${last}`);
  });
  say(`at rest after ${Date.now() - begun} ms`);
}
