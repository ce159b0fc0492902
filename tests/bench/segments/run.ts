import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { parseArgs } from "node:util";
import { type SQL, sql } from "drizzle-orm";
import { closeDb, db } from "@/lib/db/client";
import { startEmbedded } from "@/lib/db/embedded";
import { migrateDatabase } from "@/lib/db/migrate";
import { asTenant } from "@/lib/db/scope";
import type { SegmentContext } from "@/lib/segments/compile";
import { countSegment, membersOf } from "@/lib/segments/count";
import { estimateSegment } from "@/lib/segments/estimate";
import { previewSegment } from "@/lib/segments/preview";
import { addSegment, segmentsOf } from "@/lib/segments/queries";
import { benchNow, benchZone, generate, ids } from "./generate";
import { crowds, named } from "./named";
import { firstPage, pages, timed } from "./pages";

/**
 * `npm run bench:segments -- --members 20000000`: what counting costs at many members, as ratios to counting all of them
 * by reading the whole table in the same run. Ratios are worth keeping, absolute figures drift. --data DIR keeps the
 * members for a second run; --plans prints how the database went about it; --seed N makes other members.
 */
const { values: wish } = parseArgs({
  options: {
    members: { type: "string", default: "1000000" },
    seed: { type: "string", default: "1" },
    data: { type: "string" },
    plans: { type: "boolean", default: false },
  },
});
const members = Number(wish.members);
const dataDir = wish.data ?? mkdtempSync(join(tmpdir(), "tenfour-bench-"));
mkdirSync(dataDir, { recursive: true });
const database = await startEmbedded(dataDir);
process.env.DATABASE_URL = database.url;
process.env.DATA_DIR = dataDir;
try {
  process.env.TENFOUR_TENANT_ROLE = (await migrateDatabase(database.url)) === "roles" ? "tenfour_tenant" : "";
  const begun = performance.now();
  const there = await db().execute<{ there: boolean }>(sql`SELECT EXISTS (SELECT FROM members) AS there`);
  if (!there.rows[0]?.there) {
    const passed = () => `${Math.round((performance.now() - begun) / 1_000)} s`;
    // In a log, a line each: whoever waits for 20,000,000 members sees that they come.
    const say = process.stderr.isTTY
      ? (words: string) => process.stderr.write(`\r\x1b[K${words}`)
      : (words: string) => words && process.stderr.write(`${passed()}: ${words}\n`);
    await generate(database.url, { members, seed: Number(wish.seed), say });
    say("");
    console.log(`${members.toLocaleString("en")} members made in ${Math.round((performance.now() - begun) / 1_000)} s`);
  }
  await measure();
} finally {
  await closeDb();
  await database.stop();
  if (!wish.data) rmSync(dataDir, { recursive: true, force: true });
}

async function measure(): Promise<void> {
  const context: SegmentContext = { leaderId: ids.large, timeZone: benchZone, now: benchNow, segments: new Map() };
  const scan = await timed(scanAll);
  console.log(`Counting everybody by reading the whole table: ${shown(scan)}, which is 1.00 below`);
  console.log(
    row([
      "segment",
      "members",
      "can be texted",
      "estimate",
      "exact",
      "exact, limited by row-level security",
      "five",
      "members page",
    ]),
  );
  const saved = await savedSegments();
  for (const { name, tree } of [...named, ...crowds]) {
    const segmentId = saved.get(name) ?? (await addSegment(db(), ids.large, name, tree));
    const size = await countSegment(db(), tree, context);
    const estimate = await timed(() => estimateSegment(db(), tree, context));
    const exact = await timed(() => countSegment(db(), tree, context));
    const limited = await timed(() => asTenant(ids.large, () => countSegment(db(), tree, context)));
    const five = await timed(() => previewSegment(db(), tree, context));
    const page = await timed(() => firstPage(ids.large, "joined", { segmentId }));
    const ratio = (took: number) => `${(took / scan).toFixed(3)} (${shown(took)})`;
    console.log(
      row([
        name,
        comma(size.members),
        comma(size.reachable),
        ratio(estimate),
        ratio(exact),
        ratio(limited),
        ratio(five),
        ratio(page),
      ]),
    );
    if (wish.plans) console.log(await plan(sql`SELECT count(*) FROM members m WHERE ${membersOf(tree, context)}`));
  }
  for (const sentence of await pages(scan)) console.log(sentence);
  const again = await timed(scanAll);
  console.log(`The same count at the end: ${shown(again)} (${(again / scan).toFixed(2)})`);
  console.log(`Memory of this process: ${Math.round(process.memoryUsage().rss / 1024 / 1024)} MB`);
}

/** The ids of those that an earlier run saved on the same members, by name. */
async function savedSegments(): Promise<Map<string, number>> {
  return new Map((await segmentsOf(db(), ids.large)).map(({ name, id }) => [name, id]));
}

/** All of the leader's members counted with no help of an index. */
async function scanAll(): Promise<void> {
  await db().transaction(async (tx) => {
    await tx.execute(sql`SET LOCAL enable_indexscan = off`);
    await tx.execute(sql`SET LOCAL enable_indexonlyscan = off`);
    await tx.execute(sql`SET LOCAL enable_bitmapscan = off`);
    await tx.execute(sql`SELECT count(*) FROM members m WHERE m.leader_id = ${ids.large}`);
  });
}

async function plan(query: SQL): Promise<string> {
  const found = await db().execute<{ "QUERY PLAN": string }>(sql`EXPLAIN (ANALYZE, BUFFERS) ${query}`);
  return found.rows.map((one) => `    ${one["QUERY PLAN"]}`).join("\n");
}

function shown(ms: number): string {
  return ms < 10 ? `${ms.toFixed(1)} ms` : `${Math.round(ms)} ms`;
}

function comma(count: number): string {
  return count.toLocaleString("en");
}

function row(cells: string[]): string {
  return `| ${cells.map((cell, i) => (i === 0 ? cell.padEnd(44) : cell.padStart(18))).join(" | ")} |`;
}
