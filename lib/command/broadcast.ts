import { setTimeout as pause } from "node:timers/promises";
import type { Command } from "commander";
import { type Controlled, scheduleBroadcast } from "@/lib/broadcasts/control";
import { countersOf } from "@/lib/broadcasts/counters";
import { momentIn, type Plan, plan as planSchema } from "@/lib/broadcasts/plan";
import { addBroadcast } from "@/lib/broadcasts/queries";
import { db } from "@/lib/db/client";
import { leaderByHandle } from "@/lib/leaders/queries";
import { longest, measure } from "@/lib/messages/parts";
import { readPhone } from "@/lib/numbers/phone";
import { numbersOf } from "@/lib/numbers/register";
import { segmentTree } from "@/lib/segments/tree";
import { Mistake, say, withDatabase } from "./run";

type SendOptions = {
  leader: string;
  body: string;
  number?: string;
  audience?: string;
  at?: string;
  localDay?: string;
  localTime?: string;
  notAfter?: string;
  overrideCap?: boolean;
  wait?: boolean;
  json?: boolean;
};

/** `tenfour broadcast send`. */
export function broadcastCommands(program: Command): void {
  const broadcast = program.command("broadcast").description("one text to many");
  broadcast
    .command("send")
    .description("send a text to everyone, or to an audience, now or later; the running program sends it")
    .requiredOption("--leader <handle>", "whose members get it")
    .requiredOption("--body <words>", 'the words, with {{ first_name | default: "friend" }} and links')
    .option("--number <phone>", "the leader's number it leaves from; else their first one")
    .option("--audience <json>", "conditions as a segment has them; without them everyone")
    .option("--at <time>", "when, in the leader's zone: 2026-11-24T09:30")
    .option("--local-day <day>", "at the same local time for each member: the day, 2026-11-24 …")
    .option("--local-time <time>", "… and the time, 09:30")
    .option("--not-after <time>", "drop whoever could only be reached after it, in the leader's zone")
    .option("--override-cap", "also to those who have had their broadcast of the day")
    .option("--wait", "wait until it is through, and print how it went")
    .option("--json", "print it as JSON")
    .action((options: SendOptions) => withDatabase(() => send(options)));
}

async function send(options: SendOptions): Promise<void> {
  const leader = await leaderByHandle(options.leader);
  if (!leader) throw new Mistake(`There is no leader “${options.leader}”. “tenfour leader list” shows them.`);
  const { characters } = measure(options.body.trim());
  if (characters > longest)
    throw new Mistake(`That is ${characters} characters; ${longest} is the most a text may have.`);
  const plan = planOf(options, leader.timeZone);
  const audience = options.audience === undefined ? null : segmentTree.parse(jsonOf(options.audience));
  const number = await numberOf(leader.id, options.number);
  const { id, done } = await db().transaction(async (tx) => {
    const id = await addBroadcast(tx, { leaderId: leader.id, number, body: options.body.trim(), audience });
    const done = await scheduleBroadcast({ leaderId: leader.id, id, plan }, tx);
    if (done.refused) throw new Mistake(done.refused);
    return { id, done };
  });
  if (options.wait) return waitFor(leader.id, id, options.json);
  say(options.json, { id, state: done.state }, [told(id, done)]);
}

function told(id: number, { state }: Controlled): string {
  return state === "scheduled"
    ? `Broadcast ${id} is scheduled. The running program sends it.`
    : `Broadcast ${id} begins. The running program sends it.`;
}

async function waitFor(leaderId: number, id: number, json?: boolean): Promise<void> {
  for (;;) {
    const counters = await countersOf(db(), leaderId, id);
    if (!counters || ["finished", "cancelled", "paused"].includes(counters.state)) {
      say(json, { id, ...counters }, [
        `Broadcast ${id} is ${counters?.state ?? "gone"}: ${counters?.recipients ?? 0} recipients, ` +
          `${(counters?.sent ?? 0) + (counters?.delivered ?? 0)} sent, ${counters?.failed ?? 0} failed, ${counters?.unconfirmed ?? 0} unconfirmed.`,
        ...(counters?.pausedReason ? [counters.pausedReason] : []),
      ]);
      return;
    }
    await pause(500);
  }
}

function planOf(options: SendOptions, zone: string): Plan {
  const moment = (local: string): string => {
    const found = momentIn(local, zone);
    if (!found) throw new Mistake(`“${local}” is no time. Write it like 2026-11-24T09:30.`);
    return found;
  };
  const always = {
    notAfter: options.notAfter ? moment(options.notAfter) : null,
    overrideCap: options.overrideCap ?? false,
  };
  if (options.at) return planSchema.parse({ kind: "at", at: moment(options.at), ...always });
  if (options.localDay || options.localTime)
    return planSchema.parse({ kind: "local", day: options.localDay, time: options.localTime, ...always });
  return { kind: "now", ...always };
}

async function numberOf(leaderId: number, wished?: string): Promise<string> {
  const numbers = await numbersOf(db(), leaderId);
  const phone = wished === undefined ? numbers[0]?.phone : readPhone(wished)?.e164;
  if (!phone || !numbers.some((number) => number.phone === phone))
    throw new Mistake(wished ? `${wished} is no number of this leader.` : "This leader has no number yet.");
  return phone;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Mistake("The audience is not valid JSON.");
  }
}
