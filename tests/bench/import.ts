import { createWriteStream, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { finished } from "node:stream/promises";
import { parseArgs } from "node:util";
import { sql } from "drizzle-orm";
import { startEmbedded } from "@/lib/db/embedded";
import { migrateDatabase } from "@/lib/db/migrate";

/**
 * `npm run bench:import -- --rows 1000000`: dry run, import, and the same import again over known members, against one
 * bare `INSERT … SELECT` of the same rows into the same table with the same indexes. Ratios of one run are worth
 * keeping, absolute figures drift. Prints how far the process's memory grew, sampled every 50 ms.
 */
const { values } = parseArgs({ options: { rows: { type: "string", default: "100000" }, batch: { type: "string" } } });
const rows = Number(values.rows);
const batchRows = values.batch ? Number(values.batch) : undefined;
const folder = mkdtempSync(join(tmpdir(), "tenfour-bench-import-"));
Object.assign(process.env, { DATA_DIR: folder, NEXTAUTH_SECRET: "a-secret-of-the-bench", LOG_LEVEL: "error" });
const server = await startEmbedded(folder);
process.env.DATABASE_URL = server.url;
await migrateDatabase(server.url);

const { closeDb, db } = await import("@/lib/db/client");
const { beginCheck, beginImport } = await import("@/lib/imports/decide");
const { importById } = await import("@/lib/imports/queries");
const { receiveFile } = await import("@/lib/imports/receive");
const { workOn } = await import("@/lib/imports/work");
const { addLeader } = await import("@/lib/leaders/queries");
const { addNumber } = await import("@/lib/numbers/register");
const { numberProblem } = await import("@/lib/numbers/possible");
const { locateCity } = await import("@/lib/places/postal-codes");

const firstNames = [
  "Ana",
  "José",
  "Maria",
  "Liam",
  "Olivia",
  "Noah",
  "Emma",
  "Mateo",
  "Zoë",
  "Aaliyah",
  "Wei",
  "Priya",
];
const lastNames = ["Morales", "Smith", "Muñoz", "Johnson", "Nguyen", "Brown", "García", "O’Brien", "Lee", "Kowalski"];
const zips = ["60601", "46402", "10001", "90012", "77002", "33101", "98101", "02108", "30303", "85001"];

/** Area codes and exchanges that can be a person's (lib/numbers/possible.ts). */
const areas = Array.from({ length: 800 }, (_, at) => 200 + at).filter((area) => !numberProblem(`+1${area}3659687`));
const exchanges = Array.from({ length: 800 }, (_, at) => 200 + at).filter(
  (exchange) => exchange !== 555 && !numberProblem(`+1773${exchange}9687`),
);

try {
  await main();
} finally {
  await closeDb();
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
}

async function main(): Promise<void> {
  const file = join(folder, "list.csv");
  await writeList(file);
  const leaderId = await someLeader("bench", "+13125550100");
  // What is read once and stays (the table of places, the code itself) is not what a million rows cost.
  await importFile(leaderId, join(folder, "list.csv"), 5_000);
  await db().execute(sql`TRUNCATE members, import_batches, import_refusals`);
  locateCity("Gary");
  global.gc?.();
  const watch = watchMemory();
  const first = await importFile(leaderId, file);
  const again = await importFile(leaderId, file);
  const grown = watch();
  const bare = await bareInsert();
  const per = (ms: number) => `${Math.round(rows / (ms / 1_000)).toLocaleString("en-US")} rows/s`;
  console.log(`${rows.toLocaleString("en-US")} rows, nine columns, one run, Node ${process.version}`);
  console.log(`taking the file in: ${per(first.upload)}`);
  console.log(`dry run: ${per(first.check)}, ${(first.check / bare).toFixed(1)} × the bare insert's time`);
  console.log(`import of people who are new: ${per(first.run)}, ${(first.run / bare).toFixed(1)} ×`);
  console.log(`the same again, nothing to add: ${per(again.run)}, ${(again.run / bare).toFixed(1)} ×`);
  console.log(`bare INSERT … SELECT into the same table: ${per(bare)}`);
  console.log(
    `memory: ${grown.rss} MB more at the highest than before (heap ${grown.heap} MB), ${grown.held} MB of heap held at the end`,
  );
}

async function someLeader(handle: string, phone: string): Promise<number> {
  const leader = await addLeader(db(), { handle, name: "Bench", timeZone: "America/Chicago", firstAnswer: "{{link}}" });
  await addNumber(db(), { leaderId: leader.id, phone });
  return leader.id;
}

async function writeList(path: string): Promise<void> {
  const out = createWriteStream(path);
  out.write("First name,Last name,Phone,E-mail,Date of birth,ZIP,City,Gender,Notes\n");
  for (let at = 0; at < rows; at++) {
    const first = firstNames[at % firstNames.length];
    const last = lastNames[(at * 7) % lastNames.length];
    const exchange = exchanges[Math.floor(at / areas.length) % exchanges.length];
    const line4 = 1000 + (Math.floor(at / (areas.length * exchanges.length)) % 9000);
    const phone = `(${areas[at % areas.length]}) ${exchange}-${line4}`;
    const day = `${1 + (at % 12)}/${1 + (at % 28)}/${1950 + (at % 55)}`;
    const line = `${first},${last},${phone},fan${at}@example.com,${day},${zips[at % zips.length]},,,"Met on tour, row ${at}"\n`;
    if (!out.write(line)) await new Promise<void>((done) => out.once("drain", () => done()));
  }
  out.end();
  await finished(out);
}

async function importFile(leaderId: number, path: string, most = Number.POSITIVE_INFINITY) {
  const { createReadStream } = await import("node:fs");
  const upload = await timed(() =>
    receiveFile({
      leaderId,
      teammateId: null,
      teammateName: "bench",
      fileName: "list.csv",
      body: createReadStream(path, most < rows ? { end: most * 90 } : {}),
    }),
  );
  const one = upload.value;
  const wish = { mapping: one.mapping, source: "made up for the bench", proof: false };
  await beginCheck(leaderId, one.id, wish);
  const check = await timed(() => workOn(leaderId, one.id, { batchRows }));
  await beginImport(leaderId, one.id);
  const run = await timed(() => workOn(leaderId, one.id, { batchRows }));
  const done = await importById(db(), leaderId, one.id);
  if (done?.state !== "done") throw new Error(`The import ended as ${done?.state}: ${done?.problem}`);
  if (JSON.stringify(done.counts) !== JSON.stringify(done.foretold)) throw new Error("It did not come as foretold.");
  return { upload: upload.ms, check: check.ms, run: run.ms };
}

/** The same people once more, for another leader: by the database alone, in one statement. */
async function bareInsert(): Promise<number> {
  const { ms } = await timed(() =>
    db().execute(sql`
      INSERT INTO members (leader_id, phone, country, status, number, source, first_name, last_name, birth_date, email, gender,
        city, state, postal_code, latitude, longitude, time_zone)
      SELECT 999, phone, country, status, number, source, first_name, last_name, birth_date, email, gender,
        city, state, postal_code, latitude, longitude, time_zone FROM members`),
  );
  return ms;
}

async function timed<T>(deed: () => Promise<T>): Promise<{ ms: number; value: T }> {
  const begun = performance.now();
  const value = await deed();
  return { ms: performance.now() - begun, value };
}

/** Megabytes over what was in use at the start, at the highest. */
function watchMemory(): () => { rss: number; heap: number; held: number } {
  const before = process.memoryUsage();
  let [rss, heap] = [before.rss, before.heapUsed];
  const timer = setInterval(() => {
    const now = process.memoryUsage();
    rss = Math.max(rss, now.rss);
    heap = Math.max(heap, now.heapUsed);
  }, 50);
  return () => {
    clearInterval(timer);
    const over = (now: number, then: number) => Math.round((now - then) / 1e6);
    // What is still there after a collection is held; the rest was only not collected yet.
    global.gc?.();
    const held = over(process.memoryUsage().heapUsed, before.heapUsed);
    return { rss: over(rss, before.rss), heap: over(heap, before.heapUsed), held };
  };
}
