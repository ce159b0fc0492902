import { createReadStream, createWriteStream } from "node:fs";
import { stat } from "node:fs/promises";
import { basename } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { Command } from "commander";
import { db } from "@/lib/db/client";
import { fieldsOf } from "@/lib/fields/queries";
import { type Mapping, mapping, maySeveral, type Target, targets } from "@/lib/imports/columns";
import { refusedRows, unreadValues } from "@/lib/imports/counts";
import { isMixed } from "@/lib/imports/date-order";
import { beginCheck, beginImport, cancel, checkWish, refuseSource } from "@/lib/imports/decide";
import { type Import, importById } from "@/lib/imports/queries";
import { receiveFile } from "@/lib/imports/receive";
import { ImportRefused } from "@/lib/imports/refused";
import { refusedFile } from "@/lib/imports/refused-file";
import { workOn } from "@/lib/imports/work";
import { leaderByHandle } from "@/lib/leaders/queries";
import { Mistake, say, withDatabase } from "./run";

type Options = {
  leader: string;
  source?: string;
  proof?: boolean;
  suppression?: boolean;
  refused?: string;
  match?: string[];
  replace?: boolean;
  tag?: string[];
  dayFirst?: boolean;
  monthFirst?: boolean;
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
    .description("import members, or numbers that must never be texted, from a CSV or vCard file")
    .argument("<file>", "CSV with one row per person, or contact cards (.vcf); encoding and separator are detected")
    .requiredOption("--leader <handle>", "the leader whose members they become")
    .option("--source <words>", "where these people agreed to get texts from the leader, in a few words")
    .option("--proof", "you attest to written consent of each person: they become active, otherwise invited")
    .option("--suppression", "the file lists numbers that must never be texted: they are opted out")
    .option(
      "--match <column=field>",
      `use a column, by its name or number from 1, as one of: ${targets.join(", ")}, the label of a custom field, or none; may be repeated`,
      gather,
    )
    .option("--replace", "values from the file replace existing ones; otherwise they fill in what's missing")
    .option("--tag <name>", "tag everyone in the file; may be repeated", gather)
    .option("--day-first", "dates are written 17/5/1990; otherwise this is detected from all rows")
    .option("--month-first", "dates are written 5/17/1990")
    .option("--refused <file>", "where to write refused rows with their reasons; default: <file>.refused.csv")
    .option("--dry-run", "say what would happen, and import no one")
    .option("--json", "print the outcome as JSON")
    .addHelpText(
      "after",
      "\nRows that say they opted out are never made active. If the command is stopped, the import continues when Tenfour runs, and adds nobody twice.",
    )
    .action((file: string, options: Options) => withDatabase(() => importFile(file, options)));
}

async function importFile(file: string, options: Options): Promise<void> {
  const leader = await leaderByHandle(options.leader);
  if (!leader) throw new Mistake(`There is no leader with the handle “${options.leader}”. See: tenfour leader list.`);
  if (!(await stat(file).catch(() => null))?.isFile()) throw new Mistake(`The file ${file} cannot be read.`);
  try {
    refuseSource(options.suppression ? "suppression" : "members", options.source ?? "");
    const one = await receiveFile({
      leaderId: leader.id,
      teammateId: null,
      teammateName: "the command line",
      fileName: basename(file),
      body: createReadStream(file),
    });
    const checked = await checkOrCancel(one, options);
    if (options.dryRun) return await reportOutcome(checked, file, options);
    await beginImport(leader.id, one.id);
    await reportOutcome(await finished(one, "running"), file, options);
  } catch (error) {
    if (error instanceof ImportRefused) throw new Mistake(error.message);
    throw error;
  }
}

/** The dry run. A file that cannot be imported as asked is not kept. */
async function checkOrCancel(one: Import, options: Options): Promise<Import> {
  try {
    const input = checkWish.parse({
      mapping: await mappingOf(one, options),
      source: options.source ?? "",
      proof: options.proof ?? false,
    });
    await beginCheck(one.leaderId, one.id, input);
    const checked = await finished(one, "checking");
    if (checked.problem) throw new Mistake(checked.problem);
    if (checked.mapping.dates === "auto" && isMixed(checked.counts))
      throw new Mistake(
        `Some dates in this file are day first (${checked.counts.dates.day_first}), others month first (${checked.counts.dates.month_first}). Say which with --day-first or --month-first.`,
      );
    return checked;
  } catch (error) {
    await cancel(one.leaderId, one.id).catch(() => {});
    throw error;
  }
}

async function mappingOf(one: Import, options: Options): Promise<Mapping> {
  const fields = await fieldsOf(db(), one.leaderId);
  const columns = [...one.mapping.columns];
  const asks = new Set(one.mapping.asks);
  for (const match of options.match ?? []) {
    const at = match.lastIndexOf("=");
    const place = columnAt(match.slice(0, at), one);
    const target = targetOf(match.slice(at + 1), fields);
    columns.forEach((old, other) => {
      if (target !== null && old === target && !maySeveral(target)) columns[other] = null;
      if (target === "phone" && old === "phoneLabel") columns[other] = null;
    });
    columns[place] = target;
    asks.delete(place);
  }
  return mapping.parse({
    ...one.mapping,
    kind: options.suppression ? "suppression" : "members",
    columns,
    rule: options.replace ? "replace" : "fill",
    dates: options.dayFirst ? "day_first" : options.monthFirst ? "month_first" : one.mapping.dates,
    tags: options.tag ?? [],
    asks: [...asks],
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

async function reportOutcome(one: Import, file: string, { json, refused: wanted }: Options): Promise<void> {
  const { created, updated, unchanged, repeated, refused, leftOut, says, unknownWords, alsoOut = 0 } = one.counts;
  const asked = Object.entries(one.counts.asked ?? {}).map(([at, { values }]) => ({
    column: (one.mapping.header && one.firstRow[Number(at)]?.trim()) || String(Number(at) + 1),
    values,
  }));
  const refusedPath = refusedRows(one.counts) > 0 ? (wanted ?? `${file}.refused.csv`) : null;
  if (refusedPath) await writeRefused(one, refusedPath);
  const consent = { optedOut: says.out ?? 0, invited: says.invited ?? 0, agreed: says.in ?? 0 };
  const shown = {
    ...{ import: one.id, state: one.state, created, updated, unchanged, repeated, refused, leftOut },
    ...{ says: consent, alsoOptedOut: alsoOut, unknownWords, askedColumns: asked, refusedFile: refusedPath },
  };
  const unread = unreadValues(one.counts);
  const words = one.state === "checked" ? "would be " : "";
  const stated = consent.optedOut + consent.invited + consent.agreed;
  say(json, shown, [
    `${created} ${words}added, ${updated} ${words}updated, ${unchanged + repeated} ${words}unchanged or repeated, ${refusedRows(one.counts)} ${words}refused.`,
    ...(stated > 0
      ? [`The file says: ${consent.optedOut} opted out, ${consent.invited} invited, ${consent.agreed} agreed to texts.`]
      : []),
    ...(alsoOut > 0 ? [`Other numbers in rows that say someone opted out, ${words}opted out too: ${alsoOut}.`] : []),
    ...asked.map(
      ({ column, values }) =>
        `  Column “${column}” (${Object.keys(values).join(", ") || "empty"}) may be about consent, so everyone is added as invited. Say what it is: --match "${column}=optIn", "${column}=optOut" or "${column}=none".`,
    ),
    ...Object.entries(unknownWords).map(
      ([word, count]) => `  “${word}” is not a known status (${count}): added as invited`,
    ),
    ...Object.entries(refused).map(([reason, count]) => `  ${reason}: ${count}`),
    ...unread.leftOut.map(([target, count]) => `  ${target} left out: ${count}`),
    ...unread.asWritten.map(([target, count]) => `  ${target} can’t be read, saved as written: ${count}`),
    ...(refusedPath ? [`Refused rows: ${refusedPath}`] : []),
  ]);
}

/** Writes the refused rows as a CSV to fix and import again. They are people's data: only the user may read the file. */
async function writeRefused(one: Import, path: string): Promise<void> {
  try {
    await pipeline(Readable.from(refusedFile(one)), createWriteStream(path, { mode: 0o600 }));
  } catch (error) {
    throw new Mistake(
      `The import is done, but refused rows can't be written to ${path} (${(error as { code?: string }).code ?? "error"}). Choose another file with --refused; they can also be downloaded from the import's page.`,
    );
  }
}
