import { setTimeout as pause } from "node:timers/promises";
import { judge, type Verdict } from "./judge";
import { onStage, rest, type Say } from "./stage";

/**
 * What is killed with -9: program (web and sender), database (PostgreSQL as well), carrier (the simulator as well).
 * The carrier is a process of its own in all of them, so that its ledger can judge.
 */
export type Variant = "program" | "database" | "carrier";

export type Wish = {
  fans: number;
  kills: number;
  seed: number;
  variant: Variant;
  say: Say;
};

/** Lets a crowd text and a leader answer while everything is killed again and again, then asks the ledger. */
export async function crash({ fans, kills, seed, variant, say }: Wish): Promise<Verdict> {
  return onStage({ seed, say }, async (stage) => {
    const { simulator, program, leader, number, random } = stage;
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
    await rest(stage, true);
    return judge(simulator, leader);
  });
}
