import { setTimeout as pause } from "node:timers/promises";
import type { Command } from "commander";
import type { Controlled } from "@/lib/broadcasts/control";
import { countersOf } from "@/lib/broadcasts/counters";
import { type Plan, plan as planSchema, readMoment } from "@/lib/broadcasts/plan";
import { addBroadcast } from "@/lib/broadcasts/queries";
import { scheduleBroadcast } from "@/lib/broadcasts/schedule";
import { db } from "@/lib/db/client";
import { leaderByHandle } from "@/lib/leaders/queries";
import { readPhone } from "@/lib/numbers/phone";
import { numbersOf } from "@/lib/numbers/register";
import { audienceHelp, readAudience } from "./audience";
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
  const broadcast = program.command("broadcast").description("send one message to many people");
  broadcast
    .command("send")
    .description("send a message to everyone or to an audience, now or later; the running program sends it")
    .requiredOption("--leader <handle>", "whose members get it")
    .requiredOption("--body <words>", 'the message, with {{ first_name | default: "friend" }} and links')
    .option("--number <phone>", "the leader's number it leaves from; else their first one")
    .option("--audience <names>", audienceHelp)
    .option(
      "--at <time>",
      "when, in the leader's time zone: 2026-11-24T09:30; or with an offset: 2026-11-24T09:30-06:00",
    )
    .option("--local-day <day>", "at the same local time for each member: the day, 2026-11-24 …")
    .option("--local-time <time>", "… and the time, 09:30")
    .option("--not-after <time>", "skip anyone who could only be reached after it, in the leader's time zone")
    .option("--override-cap", "ignore the leader's frequency limit; state law limits still apply")
    .option("--wait", "wait until it has finished, and print the result")
    .option("--json", "print it as JSON")
    .action((options: SendOptions) => withDatabase(() => send(options)));
}

async function send(options: SendOptions): Promise<void> {
  const leader = await leaderByHandle(options.leader);
  if (!leader) throw new Mistake(`There is no leader “${options.leader}”. “tenfour leader list” shows them.`);
  const plan = planOf(options, leader.timeZone);
  const audience = options.audience === undefined ? null : await readAudience(db(), leader.id, options.audience);
  const number = await numberOf(leader.id, options.number);
  const { id, done } = await db().transaction(async (tx) => {
    const id = await addBroadcast(tx, { leaderId: leader.id, number, body: options.body.trim(), audience });
    const done = await scheduleBroadcast({ leaderId: leader.id, id, plan }, tx);
    if (done.refused) throw new Mistake(done.refused);
    return { id, done };
  });
  for (const warning of done.warnings ?? []) console.error(`Warning: ${warning}`);
  if (options.wait) return waitFor(leader.id, id, options.json);
  say(options.json, { id, state: done.state, warnings: done.warnings ?? [] }, [resultLine(id, done)]);
}

function resultLine(id: number, { state }: Controlled): string {
  return state === "scheduled"
    ? `Broadcast ${id} is scheduled. The running program will send it.`
    : `Broadcast ${id} is starting. The running program sends it.`;
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
    const { at, problem } = readMoment(local, zone);
    if (at !== null) return at;
    const twice = problem.includes("happens twice");
    throw new Mistake(twice ? `${problem} Or add the offset: ${local}-05:00.` : problem);
  };
  const always = {
    notAfter: options.notAfter === undefined ? null : moment(options.notAfter),
    overrideCap: options.overrideCap ?? false,
  };
  const local = options.localDay !== undefined || options.localTime !== undefined;
  if (options.at !== undefined && local) throw new Mistake("Use either --at, or --local-day with --local-time.");
  if (options.at !== undefined) return planSchema.parse({ kind: "at", at: moment(options.at), ...always });
  if (local && (options.localDay === undefined || options.localTime === undefined))
    throw new Mistake("--local-day and --local-time go together.");
  if (local) return planSchema.parse({ kind: "local", day: options.localDay, time: options.localTime, ...always });
  return { kind: "now", ...always };
}

async function numberOf(leaderId: number, given?: string): Promise<string> {
  const numbers = await numbersOf(db(), leaderId);
  const phone = given === undefined ? numbers[0]?.phone : readPhone(given)?.e164;
  if (!phone || !numbers.some((number) => number.phone === phone))
    throw new Mistake(given ? `${given} isn't one of this leader's numbers.` : "This leader has no number yet.");
  return phone;
}
