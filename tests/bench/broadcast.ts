import { execFile } from "node:child_process";
import { createReadStream } from "node:fs";
import { cpus } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as pause } from "node:timers/promises";
import { parseArgs, promisify } from "node:util";
import { pauseBroadcast, resumeBroadcast } from "@/lib/broadcasts/control";
import { addBroadcast } from "@/lib/broadcasts/queries";
import { startBroadcast } from "@/lib/broadcasts/schedule";
import { takeSnapshot } from "@/lib/broadcasts/snapshot";
import type { Entry } from "@/lib/carrier/simulator/entries";
import { closeDb, db, pool } from "@/lib/db/client";
import { migrateDatabase } from "@/lib/db/migrate";
import { digest } from "@/lib/inbound/digest";
import { Database, Role } from "../chaos/role";
import { LoneSimulator } from "../simulator";
import { openZone } from "../zones";

/**
 * `npm run bench:broadcast -- --recipients 1000000 --sends 100000`: snapshot, sends and receipts of one broadcast, each
 * as a ratio to its limit in the same run. Sends stop after `--sends` (default: all), for a million take a while; 0
 * leaves them out.
 */
const { values } = parseArgs({
  options: {
    recipients: { type: "string", default: "100000" },
    sends: { type: "string" },
    receipts: { type: "string" },
  },
});
const recipients = Number(values.recipients);
const sends = Math.min(recipients, Number(values.sends ?? recipients));
const receipts = Math.min(recipients, Number(values.receipts ?? recipients));
const number = "+17733659687";
const secret = "a-secret-of-the-bench-and-of-nothing-else";
const bareTexts = Math.min(10_000, sends);

const database = await Database.start();
const simulator = await LoneSimulator.start("http://127.0.0.1:9");
const settings = { ...simulator.settings, DATABASE_URL: database.url, NEXTAUTH_SECRET: secret };
const sender = new Role("sender", { ...settings, PUBLIC_URL: "http://localhost:9" });
Object.assign(process.env, { ...settings, LOG_LEVEL: "silent" });
try {
  console.log(`One run: ${recipients} recipients, ${cpus().length} cores, Node ${process.version}`);
  await migrateDatabase(database.url);
  await simulator.phones.call("POST", "numbers", { phone: number });
  await simulator.phones.switches({ receipts: false });
  const leaderId = await prepare();
  const id = await snapshots(leaderId);
  if (sends > 0) await sending(leaderId, id);
  await settling(leaderId, id);
} finally {
  await closeDb();
  await sender.remove();
  await simulator.stop();
  await database.remove();
}

async function prepare(): Promise<number> {
  const { rows } = await pool().query<{ id: number }>(
    "INSERT INTO leaders (handle, name, time_zone, first_answer, broadcasts_per_day) VALUES ('ana', 'Ana', 'America/Chicago', 'Hi! {{link}}', NULL) RETURNING id",
  );
  const leaderId = rows[0]?.id as number;
  await pool().query("INSERT INTO numbers (phone, leader_id, parts_per_second) VALUES ($1, $2, NULL)", [
    number,
    leaderId,
  ]);
  await pool().query(
    `INSERT INTO members (leader_id, phone, country, status, number, joined_at, time_zone, first_name, last_opt_out_line_at)
     SELECT $1, '+1' || (2015000000 + n), 'US', 'active', $2, now(), $3, 'Fan ' || n, now() FROM generate_series(0, $4 - 1) n`,
    [leaderId, number, openZone(), recipients],
  );
  await pool().query("VACUUM ANALYZE members");
  return leaderId;
}

function draft(leaderId: number): Promise<number> {
  return addBroadcast(db(), { leaderId, number, body: "Hello {{ first_name }}, the show begins at eight" });
}

/** Seconds. */
async function timed(work: () => Promise<unknown>): Promise<number> {
  const begun = performance.now();
  await work();
  return (performance.now() - begun) / 1_000;
}

function say(what: string, ours: number, limit: number, limitName: string): void {
  console.log(
    `${what}: ${Math.round(ours)}/s; ${limitName}: ${Math.round(limit)}/s; ratio ${(ours / limit).toFixed(2)}`,
  );
}

/**
 * The product's snapshot, rules and ANALYZE and counts included, against the bare statement. Each three times, in turns
 * that begin with the one and with the other, and each into an empty table: the second million costs more than the first.
 */
async function snapshots(leaderId: number): Promise<number> {
  const ours: number[] = [];
  const bare: number[] = [];
  let id = 0;
  const copyBare = async () => {
    await clear();
    bare.push(
      await timed(() =>
        pool().query(
          `INSERT INTO deliveries (leader_id, broadcast_id, member_id, phone)
           SELECT leader_id, $2, id, phone FROM members WHERE leader_id = $1 AND status = 'active'`,
          [leaderId, 1_000_000],
        ),
      ),
    );
  };
  const copyOurs = async () => {
    await clear();
    if (id) await forget(leaderId, id);
    id = await draft(leaderId);
    // Nobody sends yet: the sender is not running.
    await startBroadcast({ leaderId, id });
    ours.push(await timed(() => takeSnapshot(leaderId, id)));
  };
  for (const turn of [copyBare, copyOurs, copyOurs, copyBare, copyBare, copyOurs]) await turn();
  say("snapshot rows", recipients / Math.min(...ours), recipients / Math.min(...bare), "bare INSERT … SELECT");
  return id;
}

async function clear(): Promise<void> {
  await pool().query("TRUNCATE deliveries");
  await pool().query("CHECKPOINT");
}

async function forget(leaderId: number, id: number): Promise<void> {
  await pool().query("DELETE FROM broadcast_counts WHERE leader_id = $1 AND broadcast_id = $2", [leaderId, id]);
  await pool().query("DELETE FROM broadcasts WHERE leader_id = $1 AND id = $2", [leaderId, id]);
}

/** The sender in its own process, pacing off, against the SDK in a bare loop; by the carrier's clock. */
async function sending(leaderId: number, id: number): Promise<void> {
  const before = await bareLoop();
  await sender.start();
  const memory: number[] = [];
  const paused: Paused[] = [];
  for (;;) {
    if (memory.length >= 5 && paused.length < 3) paused.push(await pauseOnce(leaderId, id));
    const { counts } = await simulator.phones.state();
    const done = (counts.accepted ?? 0) - bareTexts;
    if (done >= sends * 0.1 * (memory.length + 1)) memory.push(sender.memory());
    if (done >= sends) break;
    await pause(250);
  }
  await sender.kill9();
  const times = await acceptedAt((ref) => ref.startsWith(`b.${leaderId}.${id}.`));
  const seconds = spanOf(times) - paused.reduce((sum, one) => sum + one.till - one.from, 0) / 1_000;
  const after = await bareLoop();
  say("sends", times.length / seconds, Math.max(before, after), "bare SDK loop");
  console.log(`first to last of ${times.length}: ${seconds.toFixed(1)} s`);
  const tails = paused.map(({ from, till }) => (times.findLast((at) => at < till) ?? from) - from);
  console.log(`paused ${tails.length} times: the last text was taken ${tails.join(", ")} ms after the click`);
  console.log(`memory of the sender, MB, at each tenth: ${memory.join(" ")}`);
}

/** Milliseconds, when pause was clicked and when it was resumed. */
type Paused = { from: number; till: number };

async function pauseOnce(leaderId: number, id: number): Promise<Paused> {
  const from = Date.now();
  await pauseBroadcast({ leaderId, id });
  await pause(2_000);
  const till = Date.now();
  await resumeBroadcast({ leaderId, id });
  await pause(1_000);
  return { from, till };
}

async function bareLoop(): Promise<number> {
  const already = (await acceptedAt((ref) => ref.startsWith("bare-"))).length;
  const words = ["--import", "tsx", "tests/bench/bare-sends.ts", String(bareTexts), "50", number];
  await promisify(execFile)(process.execPath, words, { env: { ...process.env, ...simulator.settings } });
  const times = (await acceptedAt((ref) => ref.startsWith("bare-"))).slice(already);
  return times.length / spanOf(times);
}

function spanOf(times: number[]): number {
  return ((times.at(-1) ?? 0) - (times[0] ?? 0)) / 1_000;
}

async function acceptedAt(wanted: (ref: string) => boolean): Promise<number[]> {
  const times: number[] = [];
  for await (const line of createInterface({ input: createReadStream(join(simulator.dir, "ledger.ndjson")) })) {
    if (!line.startsWith('{"k":"sent"') || !line.endsWith("}")) continue;
    const entry = JSON.parse(line) as Extract<Entry, { k: "sent" }>;
    if (entry.ref && wanted(entry.ref)) times.push(entry.at);
  }
  return times;
}

/** Receipts that lie in the arrivals until understood, against a bare update of as many rows in batches of 1,000. */
async function settling(leaderId: number, id: number): Promise<void> {
  await pool().query(
    `UPDATE deliveries SET state = 'sent', carrier_id = 'c' || member_id, sent_at = now() WHERE leader_id = $1 AND broadcast_id = $2`,
    [leaderId, id],
  );
  await pool().query("VACUUM ANALYZE deliveries");
  const ids = await pool().query<{ id: number }>(
    "SELECT member_id AS id FROM deliveries WHERE leader_id = $1 AND broadcast_id = $2 ORDER BY md5(member_id::text) LIMIT $3",
    [leaderId, id, receipts],
  );
  const half = Math.floor(ids.rows.length / 2);
  const [mine, theirs] = [ids.rows.slice(0, half), ids.rows.slice(half)].map((rows) => rows.map((row) => row.id));
  const bare = await timed(async () => {
    for (let from = 0; from < (theirs ?? []).length; from += 1_000)
      await pool().query(
        `UPDATE deliveries SET state = 'delivered', settled_at = now() FROM unnest($3::bigint[]) AS r(m)
         WHERE leader_id = $1 AND broadcast_id = $2 AND member_id = r.m`,
        [leaderId, id, theirs?.slice(from, from + 1_000)],
      );
  });
  await pool().query(
    `INSERT INTO arrivals (kind, key, content)
     SELECT 'receipt', 'r:' || m, jsonb_build_object('carrierId', 'c' || m, 'ref', 'b.' || $1::int || '.' || $2::int || '.' || m,
       'from', '+17733659687', 'to', '+1', 'outcome', 'delivered', 'status', 'delivered', 'error', NULL)
     FROM unnest($3::bigint[]) m`,
    [leaderId, id, mine],
  );
  await pool().query("VACUUM ANALYZE arrivals");
  const ours = await timed(async () => {
    while ((await digest(new Date())) > 0);
  });
  say("receipts settled", (mine ?? []).length / ours, (theirs ?? []).length / bare, "bare batched update");
  const { rows } = await pool().query<{ n: number }>(
    "SELECT count(*) AS n FROM deliveries WHERE leader_id = $1 AND broadcast_id = $2 AND state = 'delivered'",
    [leaderId, id],
  );
  if (Number(rows[0]?.n) !== ids.rows.length) throw new Error(`${rows[0]?.n} of ${ids.rows.length} were settled.`);
}
