import { readFile } from "node:fs/promises";
import type { Command } from "commander";
import type { Carrier } from "@/lib/carrier/carrier";
import { db } from "@/lib/db/client";
import { env } from "@/lib/env";
import { dropPicture, savePicture } from "@/lib/leaders/picture";
import { allLeaders, leaderByHandle } from "@/lib/leaders/queries";
import type { Leader } from "@/lib/leaders/table";
import { carrierDay } from "@/lib/numbers/day";
import { showPhone } from "@/lib/numbers/phone";
import { numbersOf } from "@/lib/numbers/register";
import { setLimits } from "@/lib/operator/limits";
import { restoreLeader, suspendLeader } from "@/lib/operator/suspension";
import { type LeaderUsage, usageOf } from "@/lib/operator/usage";
import { createLeader } from "@/lib/team/found";
import { withCarrier } from "./carrier";
import { Mistake, say, withDatabase } from "./run";

type CreateOptions = {
  name: string;
  handle: string;
  mobile: string;
  number: string;
  timeZone: string;
  firstAnswer?: string;
  picture?: string;
  json?: boolean;
};

type LimitOptions = { handle: string; numbers?: string; parts?: string; storage?: string; json?: boolean };

/** `tenfour leader create`, `list`, `limits`, `suspend` and `restore`. */
export function leaderCommands(program: Command): void {
  const leader = program.command("leader").description("the people whose fans text them");
  leader
    .command("create")
    .description("make a leader with a number, and themselves as the owner of their team")
    .requiredOption("--name <name>", "as fans read it")
    .requiredOption("--handle <handle>", "the end of their address: small letters, digits, hyphens")
    .requiredOption("--mobile <phone>", "their own mobile, for sign-in codes")
    .requiredOption("--number <phone>", "the number fans text, owned or for sale at the carrier")
    .requiredOption("--time-zone <zone>", "as in America/Chicago")
    .option("--first-answer <words>", "what an unknown fan is answered; must contain {{link}}")
    .option("--picture <file>", "JPEG, PNG or WebP up to 5 MB")
    .option("--json", "print the leader as JSON")
    .action((options: CreateOptions) => withDatabase(() => withCarrier((line) => create(options, line))));
  leader
    .command("list")
    .description("all leaders with their numbers")
    .option("--json", "print them as JSON")
    .action((options: { json?: boolean }) => withDatabase(() => list(options.json)));
  leader
    .command("limits")
    .description("show what a leader uses and may use, and set it")
    .requiredOption("--handle <handle>", "the leader")
    .option("--numbers <count>", 'numbers they may have, or "default"')
    .option("--parts <count>", 'message parts a day over all their numbers, or "default"')
    .option("--storage <mb>", 'megabytes of media and imported files, or "default"')
    .option("--json", "print the result as JSON")
    .action((options: LimitOptions) => withDatabase(() => limits(options)));
  leader
    .command("suspend")
    .description("stop a leader from sending and changing anything; inbound texts are still recorded")
    .requiredOption("--handle <handle>", "the leader")
    .option("--reason <words>", "why, for you", "")
    .action(({ handle, reason }: { handle: string; reason: string }) =>
      withDatabase(async () => {
        await suspendLeader((await found(handle)).id, reason);
        console.log(`${handle} is suspended.`);
      }),
    );
  leader
    .command("restore")
    .description("end a suspension")
    .requiredOption("--handle <handle>", "the leader")
    .action(({ handle }: { handle: string }) =>
      withDatabase(async () => {
        await restoreLeader((await found(handle)).id);
        console.log(`${handle} is active again.`);
      }),
    );
}

async function limits({ handle, json, ...options }: LimitOptions): Promise<void> {
  const { id } = await found(handle);
  const before = (await usageOf(id, carrierDay(new Date()))) as LeaderUsage;
  const set = {
    maxNumbers: limitOf("--numbers", options.numbers, before.set.maxNumbers),
    partsPerDay: limitOf("--parts", options.parts, before.set.partsPerDay),
    storageMb: limitOf("--storage", options.storage, before.set.storageMb),
  };
  if (options.numbers ?? options.parts ?? options.storage) await setLimits(id, set);
  const usage = (await usageOf(id, carrierDay(new Date()))) as LeaderUsage;
  const of = (used: number, limit: number | null) =>
    `${used.toLocaleString("en-US")} of ${limit === null ? "no limit" : limit.toLocaleString("en-US")}`;
  say(json, usage, [
    `${usage.name} (${usage.handle})${usage.suspendedAt ? ", suspended" : ""}`,
    `Numbers: ${of(usage.numbers, usage.limits.maxNumbers)}`,
    `Message parts today: ${of(usage.partsToday, usage.limits.partsPerDay)}`,
    `Storage: ${of(Math.ceil(usage.storedBytes / 1024 / 1024), usage.limits.storageMb)} MB`,
  ]);
}

/** What an option asks for: a whole number, null for "default", and what was set where it is left out. */
function limitOf(name: string, text: string | undefined, before: number | null): number | null {
  if (text === undefined) return before;
  if (text === "default") return null;
  if (!/^\d{1,9}$/.test(text)) throw new Mistake(`${name} takes a whole number, or "default".`);
  return Number(text);
}

async function found(handle: string): Promise<Leader> {
  const leader = await leaderByHandle(handle);
  if (!leader) throw new Mistake(`There is no leader with the handle ${handle}.`);
  return leader;
}

async function create({ json, picture: file, ...wish }: CreateOptions, line: Carrier): Promise<void> {
  const picture = file ? await savePicture(await read(file)) : null;
  try {
    const leader = await createLeader({ ...wish, picture }, { buy: (phone) => line.buyNumber(phone) });
    const shown = await forPrinting(leader);
    say(json, shown, [
      `${leader.name} is ready. Fans text ${showPhone(shown.numbers[0] ?? "")}.`,
      `Their page is ${env().PUBLIC_URL}/${leader.handle}. Sign in at ${env().PUBLIC_URL}/sign-in.`,
    ]);
  } catch (error) {
    if (picture) await dropPicture(picture);
    throw error;
  }
}

async function list(json?: boolean): Promise<void> {
  const shown = await Promise.all((await allLeaders()).map(forPrinting));
  const lines = shown.map(
    ({ handle, name, numbers, timeZone }) => `${handle}\t${name}\t${numbers.map(showPhone).join(", ")}\t${timeZone}`,
  );
  say(json, shown, lines.length > 0 ? lines : ["There is no leader yet."]);
}

async function forPrinting({ id, handle, name, timeZone }: Leader) {
  const numbers = (await numbersOf(db(), id)).map((number) => number.phone);
  return { id, handle, name, timeZone, numbers };
}

async function read(file: string): Promise<Buffer> {
  return readFile(file).catch(() => {
    throw new Mistake(`The picture ${file} cannot be read.`);
  });
}
