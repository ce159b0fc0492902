import { setTimeout as pause } from "node:timers/promises";
import type { Sent } from "@/lib/carrier/simulator/entries";
import { db } from "@/lib/db/client";
import { queueTexts } from "@/lib/messages/queue";
import { until } from "../program";
import { readLedger, type Verdict } from "./judge";
import { onStage, type Say, type Stage } from "./stage";

type Options = { people: number; seed: number; say: Say };
type Outage = { name: string; begin(stage: Stage): Promise<void>; end(stage: Stage): Promise<void>; loses: boolean };

const repliesEach = 4;
/** Milliseconds. */
const lasts = 12_000;

const switched = (name: string, on: object, off: object, loses = false): Outage => ({
  name,
  begin: ({ simulator }) => simulator.phones.switches(on),
  end: ({ simulator }) => simulator.phones.switches(off),
  loses,
});
const outages: Outage[] = [
  switched("429", { throttling: 1 }, { throttling: 0 }),
  switched("503", { outage: "refuse" }, { outage: "off" }),
  // Cut after it was written, a request may have gone out: those texts are unconfirmed and never sent again.
  switched("dropped connections", { outage: "drop" }, { outage: "off" }, true),
  {
    name: "connection refused",
    begin: ({ simulator }) => simulator.stop(),
    end: ({ simulator }) => simulator.restart(),
    loses: false,
  },
];

/** Outages of every kind while a leader writes: replies to one person arrive in order. How soon is printed, not judged. */
export async function orderAfterOutages({ people, seed, say }: Options): Promise<Verdict> {
  return onStage({ seed, say }, async (stage) => {
    const { leader, number } = stage;
    const phones = Array.from({ length: people }, (_, index) => `+1${2_025_550_100 + index * 41}`);
    const members = await leader.join(phones, number);
    const leaderId = await leader.leaderId();
    const broken: string[] = [];
    const counts: Record<string, number> = {};
    for (const outage of outages) {
      await outage.begin(stage);
      const begun = Date.now();
      for (let n = 1; n <= repliesEach; n++) {
        await queueTexts(
          db(),
          [...members].map(([phone, memberId]) => ({
            leaderId,
            memberId,
            number,
            phone,
            kind: "reply" as const,
            body: `${outage.name}, reply ${n}`,
          })),
        );
        await pause(500);
      }
      await pause(Math.max(0, begun + lasts - Date.now()));
      await outage.end(stage);
      const back = Date.now();
      await until(`replies to leave after ${outage.name}`, async () => (await leader.open(false)) === 0, 120_000);
      const mine = readLedger(stage.simulator.dir).filter(
        (entry): entry is Sent => entry.k === "sent" && entry.text.startsWith(outage.name),
      );
      const unconfirmed = (await leader.messages()).filter(
        (one) => one.state === "unconfirmed" && one.body.startsWith(outage.name),
      ).length;
      broken.push(...judgeOrder(outage, phones, mine, unconfirmed));
      const after = mine.map((one) => Math.max(0, one.at - back)).sort((a, b) => a - b);
      const [first, half, last] = [after[0], after[Math.floor(after.length / 2)], after.at(-1)];
      say(`${outage.name}: first reply ${first} ms after recovery, half ${half} ms, last ${last} ms`);
      counts[`${outage.name}: accepted of ${people * repliesEach}`] = mine.length;
      counts[`${outage.name}: unconfirmed`] = unconfirmed;
    }
    return { broken, counts };
  });
}

/** What the ledger says of replies that were written while the carrier was away. */
export function judgeOrder(
  { name, loses }: Pick<Outage, "name" | "loses">,
  phones: string[],
  accepted: Pick<Sent, "to" | "text" | "at">[],
  unconfirmed: number,
): string[] {
  const broken: string[] = [];
  const wanted = phones.length * repliesEach;
  for (const phone of phones) {
    const numbers = accepted.filter((one) => one.to === phone).map((one) => Number(one.text.split(" ").at(-1)));
    if (new Set(numbers).size < numbers.length) broken.push(`${name}: ${phone} got a reply twice: ${numbers}`);
    else if (numbers.some((number, index) => index > 0 && number < numbers[index - 1]!))
      broken.push(`${name}: ${phone} got replies out of order: ${numbers}`);
  }
  if (!loses && unconfirmed > 0) broken.push(`${name}: ${unconfirmed} replies are unconfirmed although none had left`);
  if (accepted.length + unconfirmed < wanted)
    broken.push(
      `${name}: ${wanted - accepted.length - unconfirmed} of ${wanted} replies are neither sent nor unconfirmed`,
    );
  return broken;
}
