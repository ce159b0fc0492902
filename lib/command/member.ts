import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { basename } from "node:path";
import type { Command } from "commander";
import { db } from "@/lib/db/client";
import { fieldsOf } from "@/lib/fields/queries";
import { type Mapping, mapping, type Target, targets } from "@/lib/imports/columns";
import { refusedRows } from "@/lib/imports/counts";
import { beginCheck, beginImport } from "@/lib/imports/decide";
import { type Import, importById } from "@/lib/imports/queries";
import { receiveFile } from "@/lib/imports/receive";
import { ImportRefused } from "@/lib/imports/refused";
import { workOn } from "@/lib/imports/work";
import { leaderByHandle } from "@/lib/leaders/queries";
import { Mistake, say, withDatabase } from "./run";

type Options = {
  leader: string;
  source: string;
  proof?: boolean;
  match?: string[];
  replace?: boolean;
  tag?: string[];
  dayFirst?: boolean;
  dryRun?: boolean;
  json?: boolean;
};

const gather = (value: string, before: string[] = []) => [...before, value];

/** `tenfour member import`. */
export function memberCommands(program: Command): void {
  program
    .command("member")
    .description("the people who text, or agreed to be texted")
    .command("import")
    .description("bring people along from a CSV file")
    .argument("<file>", "CSV with one row a person; encoding and separator are found out")
    .requiredOption("--leader <handle>", "whose members they become")
    .requiredOption("--source <words>", "where these people agreed to get texts from the leader")
    .option("--proof", "you attest to each one's written consent: they become active, else invited")
    .option(
      "--match <column=field>",
      `take a column, by its name or number from 1, for one of: ${targets.join(", ")}, the label of a field, or none; may be repeated`,
      gather,
    )
    .option("--replace", "let the file win over what is known; else it fills what is missing")
    .option("--tag <name>", "put a tag on everybody in the file; may be repeated", gather)
    .option("--day-first", "days are written 17/5/1990")
    .option("--dry-run", "say what would happen, and add nobody")
    .option("--json", "print the outcome as JSON")
    .addHelpText("after", "\nKilled in between, the import goes on by itself when Tenfour runs, and adds nobody twice.")
    .action((file: string, options: Options) => withDatabase(() => importFile(file, options)));
}

async function importFile(file: string, options: Options): Promise<void> {
  const leader = await leaderByHandle(options.leader);
  if (!leader) throw new Mistake(`There is no leader with the handle “${options.leader}”. See: tenfour leader list.`);
  if (!(await stat(file).catch(() => null))?.isFile()) throw new Mistake(`The file ${file} cannot be read.`);
  try {
    const one = await receiveFile({
      leaderId: leader.id,
      teammateId: null,
      teammateName: "the command line",
      fileName: basename(file),
      body: createReadStream(file),
    });
    const wish = { mapping: await mappingOf(one, options), source: options.source, proof: options.proof ?? false };
    await beginCheck(leader.id, one.id, wish);
    const checked = await finished(one, "checking");
    if (checked.problem) throw new Mistake(checked.problem);
    if (options.dryRun) return tellOutcome(checked, options);
    await beginImport(leader.id, one.id);
    tellOutcome(await finished(one, "running"), options);
  } catch (error) {
    if (error instanceof ImportRefused) throw new Mistake(error.message);
    throw error;
  }
}

async function mappingOf(one: Import, options: Options): Promise<Mapping> {
  const fields = await fieldsOf(db(), one.leaderId);
  const columns = [...one.mapping.columns];
  for (const match of options.match ?? []) {
    const at = match.lastIndexOf("=");
    const place = columnAt(match.slice(0, at), one);
    const target = targetOf(match.slice(at + 1), fields);
    columns.forEach((old, other) => {
      if (target !== null && old === target) columns[other] = null;
    });
    columns[place] = target;
  }
  return mapping.parse({
    ...one.mapping,
    columns,
    rule: options.replace ? "replace" : "fill",
    dates: options.dayFirst ? "day_first" : one.mapping.dates,
    tags: options.tag ?? [],
  });
}

function columnAt(name: string, one: Import): number {
  const byName = one.mapping.header
    ? one.firstRow.findIndex((cell) => cell.trim().toLowerCase() === name.trim().toLowerCase())
    : -1;
  const at = byName >= 0 ? byName : /^\d+$/.test(name) ? Number(name) - 1 : -1;
  if (at < 0 || at >= one.mapping.columns.length)
    throw new Mistake(`There is no column “${name}” in this file. Its columns: ${one.firstRow.join(", ")}.`);
  return at;
}

function targetOf(name: string, fields: { id: number; label: string }[]): Target | null {
  if (name === "none") return null;
  const known = targets.find((target) => target.toLowerCase() === name.toLowerCase());
  const field = fields.find((one) => one.label.toLowerCase() === name.toLowerCase());
  if (!known && !field)
    throw new Mistake(
      `A column cannot be taken for “${name}”. There are: ${[...targets, ...fields.map((one) => one.label)].join(", ")}, none.`,
    );
  return known ?? `field:${field?.id as number}`;
}

/** Works on it here, or watches the program that took it first; tells how far it is where somebody looks. */
async function finished({ leaderId, id }: Import, during: Import["state"]): Promise<Import> {
  const watched = process.stderr.isTTY;
  for (;;) {
    const mine = await workOn(leaderId, id, {
      tick: (row) => watched && process.stderr.write(`\r${row.toLocaleString("en-US")} rows `),
    });
    const one = await importById(db(), leaderId, id);
    if (!one) throw new Error("The import is gone.");
    if (one.state !== during) {
      if (watched) process.stderr.write("\r                    \r");
      return one;
    }
    if (!mine) await new Promise((done) => setTimeout(done, 300));
  }
}

function tellOutcome(one: Import, { json }: Options): void {
  const { created, updated, unchanged, repeated, refused, leftOut } = one.counts;
  const shown = { import: one.id, state: one.state, created, updated, unchanged, repeated, refused, leftOut };
  const words = one.state === "checked" ? "would be " : "";
  say(json, shown, [
    `${created} ${words}added, ${updated} ${words}updated, ${unchanged + repeated} ${words}unchanged or repeated, ${refusedRows(one.counts)} ${words}refused.`,
    ...Object.entries(refused).map(([reason, count]) => `  ${reason}: ${count}`),
    ...Object.entries(leftOut).map(([target, count]) => `  ${target} left out: ${count}`),
  ]);
}
