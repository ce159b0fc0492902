import { setTimeout as pause } from "node:timers/promises";
import { env } from "@/lib/env";
import { until } from "../program";
import type { LoneSimulator } from "../simulator";
import type { Verdict } from "./broadcast-judge";

export const silentKinds = ["silent", "gateway"] as const;

/** What a silence of the carrier cost. */
export type Silence = {
  kind: (typeof silentKinds)[number];
  /** Requests whose result the sender was not told, by the carrier's count. */
  unanswered: number;
  /** Milliseconds from the carrier's return to the first text it accepted; null where nothing was left to send. */
  resumedAfter: number | null;
};

/** Milliseconds the carrier is silent: longer than a request is waited for, so that texts become unconfirmed. */
const lasts = 40_000;
/** Texts that may be tried while it lasts: after 2, 4, 8, 16 and 20 s. */
const mostTries = 5;

/** Lets the carrier fall silent in the middle of a broadcast. It accepts half of the texts it does not answer. */
export async function fallSilent(
  simulator: LoneSimulator,
  kind: Silence["kind"],
  /** `through` gives a paused broadcast a push; `finished` only looks. */
  { through, finished }: Record<"through" | "finished", () => Promise<boolean>>,
  say: (words: string) => void,
): Promise<Silence> {
  const { phones } = simulator;
  const count = async (name: string) => (await phones.state()).counts[name] ?? 0;
  // Texts must be moving again after the last kill.
  const from = await count("accepted");
  await until("texts to move", async () => (await through()) || (await count("accepted")) >= from + 50, 120_000);
  const before = await count("unanswered");
  await phones.switches({ outage: kind, outageAccepts: 0.5 });
  say(`the carrier is ${kind}`);
  await pause(lasts);
  const [unanswered, accepted] = [(await count("unanswered")) - before, await count("accepted")];
  await phones.switches({ outage: "off", outageAccepts: 0 });
  const back = Date.now();
  const moved = async () => ((await count("accepted")) > accepted ? "moved" : (await finished()) && "finished");
  const resumed = await until("sending to resume by itself", moved, 60_000);
  const resumedAfter = resumed === "moved" ? Date.now() - back : null;
  say(`${kind} for ${lasts / 1_000} s cost ${unanswered} requests; resumed ${resumedAfter} ms after its return`);
  return { kind, unanswered, resumedAfter };
}

/** Adds what silences cost to a verdict: no more than was under way when they began, and one text a try. */
export function withSilences(verdict: Verdict, silences: Silence[], wanted: boolean): Verdict {
  const most = env().SEND_CONCURRENCY + mostTries;
  const broken = silences
    .filter(({ unanswered }) => unanswered > most)
    .map(({ kind, unanswered }) => `${unanswered} requests were sent to a carrier that is ${kind}, of at most ${most}`);
  if (wanted && silences.length < silentKinds.length)
    broken.push("the broadcast was over before the carrier fell silent: take more recipients or kills");
  for (const { kind, unanswered } of silences)
    if (unanswered === 0) broken.push(`nothing was under way when the carrier fell ${kind}, so it proves nothing`);
  const counts = Object.fromEntries(
    silences.flatMap(({ kind, unanswered, resumedAfter }): (readonly [string, number])[] => [
      [`${kind} carrier: requests without a result (at most ${most})`, unanswered],
      ...(resumedAfter === null
        ? []
        : [[`${kind} carrier: ms from its return to the next text`, resumedAfter] as const]),
    ]),
  );
  return { broken: [...verdict.broken, ...broken], counts: { ...verdict.counts, ...counts } };
}
