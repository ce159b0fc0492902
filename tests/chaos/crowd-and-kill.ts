import { setTimeout as pause } from "node:timers/promises";
import { runningEmbedded } from "@/lib/db/embedded";
import { freePort, Program, until } from "../program";
import { LoneSimulator } from "../simulator";
import { AnsweringLeader } from "./answering-leader";
import { judge, type Verdict } from "./judge";
import { mulberry } from "./random";

/**
 * What is killed with -9: program (web and sender), database (PostgreSQL as well), carrier (the simulator as well).
 * The carrier stands alone in all of them, so that its ledger can judge.
 */
export type Variant = "program" | "database" | "carrier";

export type Wish = {
  fans: number;
  kills: number;
  seed: number;
  variant: Variant;
  say: (words: string) => void;
};

/** Lets a crowd text and a leader answer while everything is killed again and again; then asks the ledger. */
export async function crash({ fans, kills, seed, variant, say }: Wish): Promise<Verdict> {
  const random = mulberry(seed);
  const port = await freePort();
  const simulator = await LoneSimulator.start(`http://127.0.0.1:${port}`);
  const program = await Program.start({ port, env: { ...simulator.settings, LOG_LEVEL: "error" } });
  const leader = new AnsweringLeader(() => runningEmbedded(program.dataDir));
  try {
    const { number } = await program.createLeader();
    await leader.hurry();
    await simulator.phones.switches({ receiptDelayMs: 50 });
    leader.start();
    let texted = 0;
    for (let round = 0; round <= kills; round++) {
      const share = round === kills ? fans - texted : Math.floor(fans / (kills + 1));
      await simulator.phones.call("POST", "burst", { to: number, count: share, start: texted, perSecond: 400 });
      texted += share;
      if (round === kills) break;
      await pause(50 + random() * ((share / 400) * 1_000 + 600));
      say(`kill -9 after ${texted} fans were told to text`);
      await program.kill9({ postgres: variant === "database" });
      if (variant === "carrier") {
        await simulator.kill9();
        await simulator.restart();
      }
      await program.restart();
    }
    await rest(simulator, leader, say);
    return await judge(simulator, leader);
  } finally {
    await leader.stop();
    await program.remove();
    await simulator.stop();
  }
}

/** Waits until no webhook is on its way, every fan is answered, and no text waits in the outbox. */
async function rest(simulator: LoneSimulator, leader: AnsweringLeader, say: (words: string) => void): Promise<void> {
  const begun = Date.now();
  let still = 0;
  await until(
    "everything to come to rest",
    async () => {
      const [{ counts }, open] = await Promise.all([simulator.phones.state(), leader.open()]);
      still = counts.webhooksWaiting === 0 && open === 0 ? still + 1 : 0;
      // Once is not enough: a reply is queued a moment after the text is read.
      if (still < 20) await pause(100);
      return still >= 20;
    },
    180_000,
  );
  say(`at rest after ${Date.now() - begun} ms`);
}
