import { setTimeout as pause } from "node:timers/promises";
import type { Attempt, Text } from "@/lib/carrier/simulator/entries";
import { readLedger, type Verdict } from "./judge";
import { consentWords, judgeLate } from "./late-judge";
import { onStage, rest, type Say } from "./stage";

type Options = { people: number; kills: number; seed: number; say: Say };

/** Milliseconds: written up to so long ago, brought within so long, at least so far apart for one person. */
const oldest = 6 * 3_600_000;
const spread = 12_000;
const apart = 3_000;

/**
 * People write STOP, START and other texts, whose webhooks come hours late, out of order, twice, in both dialects, and
 * again after the program was killed with -9. The ledger says what was written when, and who is texted afterwards.
 */
export async function lateTexts({ people, kills, seed, say }: Options): Promise<Verdict> {
  return onStage({ seed, say }, async (stage) => {
    const { simulator, program, leader, number, random } = stage;
    const phones = Array.from({ length: people }, (_, index) => `+1${2_025_550_100 + index * 37}`);
    const members = await leader.join(phones, number);
    await simulator.phones.switches({ duplicates: 0.3 });
    let dialect: "messages" | "sms" = "messages";
    for (const [index, phone] of phones.entries()) {
      if (index % 50 === 0) {
        dialect = dialect === "sms" ? "messages" : "sms";
        await simulator.phones.switches({ dialect });
      }
      const count = 2 + Math.floor(random() * 5);
      const times = new Set<number>();
      while (times.size < count) times.add(Math.floor((random() * oldest) / apart) * apart);
      await Promise.all(
        [...times].map((agoMs, place) => {
          const chat = random() < 0.3;
          const words = chat ? `see you, ${place}` : consentWords[random() < 0.5 ? 0 : 1];
          return simulator.phones.text(phone, number, words, { agoMs, delayMs: random() * spread });
        }),
      );
    }
    for (let kill = 1; kill <= kills; kill++) {
      await pause(random() * 2_000);
      say(`kill -9 ${kill}/${kills} while late texts come`);
      await program.kill9();
      await pause(random() * 2_000);
      await program.restart();
    }
    await rest(stage, false);
    const ledger = readLedger(simulator.dir);
    const texts = ledger.filter((entry): entry is Text => entry.k === "text");
    const attempts = ledger.filter((entry): entry is Attempt => entry.k === "hook" && entry.what.startsWith("inbound"));
    const verdict = await judgeLate(texts, { leaderId: await leader.leaderId(), number, simulator, members });
    const isWell = ({ status }: Attempt) => status >= 200 && status < 300;
    const first = new Map(attempts.filter((one) => !one.again && isWell(one)).map((one) => [one.id, one.at]));
    const overtaken = phones.filter((phone) => {
      const mine = texts.filter((text) => text.from === phone).sort((a, b) => a.at - b.at);
      return mine.some((text, index) => index > 0 && (first.get(text.id) ?? 0) < (first.get(mine[index - 1]!.id) ?? 0));
    });
    return {
      ...verdict,
      counts: {
        ...verdict.counts,
        "webhooks tried again": attempts.filter((one) => !isWell(one)).length,
        "webhooks brought twice": attempts.filter((one) => one.again).length,
        "people whose texts came out of order": overtaken.length,
      },
    };
  });
}
