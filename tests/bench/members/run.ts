import { mkdtempSync, rmSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { parseArgs } from "node:util";
import { sql } from "drizzle-orm";
import { type Crowd, countCrowd, listCrowd } from "@/lib/bulk/crowd";
import { closeDb, db } from "@/lib/db/client";
import { startEmbedded } from "@/lib/db/embedded";
import { migrateDatabase } from "@/lib/db/migrate";
import { asTenant } from "@/lib/db/scope";
import type { Sort } from "@/lib/members/list";
import { makePeople } from "./people";

/**
 * `npm run bench:members -- --members 1000000 [--keep FOLDER]`: pages and searches of the table of members on the
 * embedded database. Ratios to a full scan in the same run are worth keeping, absolute figures drift.
 */
const leader = { leaderId: 1, timeZone: "America/Chicago" };
const search = (search: string): Crowd => ({ search });
const pages: [string, Crowd, Sort][] = [
  ["first page, newest", {}, "joined"],
  ["first page, last text", {}, "last_text"],
  ["first page, by name", {}, "name"],
  ["search: a common name, maria", search("maria"), "joined"],
  ["search: two names, john garcia", search("john garcia"), "joined"],
  ["search: one letter, m", search("m"), "joined"],
  ["search: two letters, ma", search("ma"), "joined"],
  ["search: misspelt, jhon", search("jhon"), "joined"],
  ["search: misspelt, gonsales", search("gonsales"), "joined"],
  ["search: a rare name, zamilwell", search("zamilwell"), "joined"],
  ["search: a rare name, by name", search("zamilwell"), "name"],
  ["search: nobody, qqxxyy", search("qqxxyy"), "joined"],
  ["search: last four digits", search("9687"), "joined"],
  ["search: area code", search("312"), "joined"],
  ["search: a whole number", search("+12000007919"), "joined"],
  ["search: e-mail, maria.3", search("maria.3"), "joined"],
  ["search: a common word texted, concert", search("concert"), "joined"],
  ["search: a rare word texted, xylophone", search("xylophone"), "last_text"],
  ["tag of 1 in 1,000", { tagId: 1 }, "joined"],
  ["tag of 1 in 20", { tagId: 2 }, "joined"],
  ["tag of 1 in 20, searched for maria", { tagId: 2, search: "maria" }, "joined"],
  ["opted out, by name", { status: "opted_out" }, "name"],
  ["blocked (nobody)", { status: "blocked" }, "joined"],
];
const counts: [string, Crowd][] = [
  ["everyone", {}],
  ["search maria", search("maria")],
  ["search concert", search("concert")],
  ["tag of 1 in 20", { tagId: 2 }],
];
const { values } = parseArgs({
  options: { members: { type: "string", default: "1000000" }, keep: { type: "string" } },
});
const members = Number(values.members);
const folder = values.keep ?? mkdtempSync(join(tmpdir(), "tenfour-bench-"));
const server = await startEmbedded(folder);
process.env.DATABASE_URL = server.url;
process.env.NEXTAUTH_SECRET ??= "a-secret-of-the-bench";
process.env.TENFOUR_TENANT_ROLE = (await migrateDatabase(server.url)) === "roles" ? "tenfour_tenant" : "";
try {
  const there = await db().execute<{ n: number }>(sql`SELECT count(*) AS n FROM members`);
  if ((there.rows[0]?.n ?? 0) === 0) {
    const begun = performance.now();
    await makePeople(members);
    console.log(`${members.toLocaleString("en-US")} members made in ${seconds(begun)} s`);
  }
  console.log(`One run, Node ${process.version}, ${cpus().length} cores (${cpus()[0]?.model.trim()})`);
  const scan = await median(() => db().execute(sql`SELECT count(*) FROM members WHERE gender IS DISTINCT FROM 'x'`));
  line("full scan, counting", scan, scan);
  for (const [name, crowd, sort] of pages) {
    let rows = 0;
    const read = async () => {
      const page = await listCrowd(db(), leader, crowd, { sort }, new Date());
      rows = page.members.length;
    };
    const first = await median(read);
    line(`${name} (${rows} rows)`, first, scan, await median(() => asTenant(leader.leaderId, read), 3));
  }
  for (const [name, crowd] of counts) {
    const count = () => countCrowd(db(), leader, crowd, new Date());
    line(`count: ${name}`, await median(count, 3), scan, await median(() => asTenant(leader.leaderId, count), 3));
  }
  line("page 500 deep, by last text", await deep(500), scan);
} finally {
  await closeDb();
  await server.stop();
  if (!values.keep) rmSync(folder, { recursive: true, force: true });
}

async function median(ask: () => Promise<unknown>, times = 7): Promise<number> {
  await ask();
  const took: number[] = [];
  for (let at = 0; at < times; at++) {
    const begun = performance.now();
    await ask();
    took.push(performance.now() - begun);
  }
  return took.sort((a, b) => a - b)[Math.floor(times / 2)] as number;
}

/** The page after this many were walked through, as somebody who scrolls gets there. */
async function deep(pages: number): Promise<number> {
  let after: string | null = null;
  for (let at = 0; at < pages; at++) {
    after = (await listCrowd(db(), leader, {}, { sort: "last_text", after }, new Date())).next;
    if (!after) return Number.NaN;
  }
  return median(() => listCrowd(db(), leader, {}, { sort: "last_text", after }, new Date()));
}

/** `limited`: the same under row-level security, as a leader's request reads by default. */
function line(name: string, took: number, scan: number, limited?: number): void {
  const ratio =
    limited === undefined ? "" : ` ${limited.toFixed(1).padStart(8)} ms limited (× ${(limited / took).toFixed(1)})`;
  console.log(
    `${name.padEnd(46)} ${took.toFixed(1).padStart(8)} ms ${(took / scan).toFixed(3).padStart(8)} × scan${ratio}`,
  );
}

function seconds(begun: number): string {
  return ((performance.now() - begun) / 1000).toFixed(0);
}
