import { setTimeout as pause } from "node:timers/promises";
import { judge, type Verdict } from "./judge";
import { Database } from "./role";
import { onStage, rest, type Say, type Stage } from "./stage";

type Options = { fans: number; kills: number; seed: number; say: Say };

/**
 * While the program starts its database is killed with -9 several times: the program waits for it and comes up. Fans text
 * all along, and the ledger judges. Once with the embedded database, once with one that the operator runs.
 */
export async function killsDuringStart({ fans, kills, seed, say }: Options): Promise<Verdict> {
  const embedded = await onStage({ seed, say }, (stage) =>
    startUnderFire(stage, { fans, kills }, async () => {
      // Nobody starts it but the program itself.
      await pause(stage.random() * 2_500);
      stage.program.killPostgres();
    }),
  );
  const database = await Database.start();
  try {
    const own = await onStage({ seed, say, database }, (stage) =>
      startUnderFire(stage, { fans, kills }, async () => {
        await pause(stage.random() * 2_500);
        await database.kill9();
        await pause(stage.random() * 1_000);
        await database.start();
      }),
    );
    const counts = Object.fromEntries([
      ...Object.entries(embedded.counts).map(([name, count]) => [`embedded: ${name}`, count] as const),
      ...Object.entries(own.counts).map(([name, count]) => [`external: ${name}`, count] as const),
    ]);
    return { broken: [...embedded.broken, ...own.broken], counts };
  } finally {
    await database.remove();
  }
}

async function startUnderFire(
  stage: Stage,
  { fans, kills }: { fans: number; kills: number },
  killDatabase: () => Promise<void>,
): Promise<Verdict> {
  const { simulator, program, leader, number, say } = stage;
  leader.start();
  await simulator.phones.call("POST", "burst", { to: number, count: fans, perSecond: 40 });
  await pause(1_000);
  await program.kill9();
  const begun = Date.now();
  // Throws where the program ends instead of waiting.
  const started = program.restart();
  let killed = 0;
  const killing = (async () => {
    for (; killed < kills; killed++) await killDatabase();
  })();
  await Promise.all([started, killing]);
  await program.waitUntilReady();
  say(`ready after ${Date.now() - begun} ms and ${killed} kills of the database during the start`);
  await rest(stage, true);
  return judge(simulator, leader);
}
