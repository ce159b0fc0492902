import { readFile } from "node:fs/promises";
import type { Command } from "commander";
import type { Carrier } from "@/lib/carrier/carrier";
import { db } from "@/lib/db/client";
import { env } from "@/lib/env";
import { dropPicture, savePicture } from "@/lib/leaders/picture";
import { allLeaders } from "@/lib/leaders/queries";
import type { Leader } from "@/lib/leaders/table";
import { showPhone } from "@/lib/numbers/phone";
import { numbersOf } from "@/lib/numbers/register";
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

/** `tenfour leader create` and `tenfour leader list`. */
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
