import { setTimeout as pause } from "node:timers/promises";
import { resumeBroadcast } from "@/lib/broadcasts/control";
import { counted } from "@/lib/broadcasts/counters";
import { addBroadcast } from "@/lib/broadcasts/queries";
import { startBroadcast } from "@/lib/broadcasts/schedule";
import { closeDb, db, pool } from "@/lib/db/client";
import { migrateDatabase } from "@/lib/db/migrate";
import { freePort, until } from "../program";
import { LoneSimulator } from "../simulator";
import { openZone } from "../zones";
import { judgeBroadcast, type Row, readBook, type Told, type Verdict } from "./broadcast-judge";
import { mulberry } from "./random";
import { Database, Role } from "./role";
import { fallSilent, type Silence, silentKinds, withSilences } from "./silence";

export type Wish = {
  recipients: number;
  kills: number;
  seed: number;
  /** Parts a second; null: as fast as the carrier takes them. */
  pace: number | null;
  /** The carrier falls silent twice in the middle: it takes requests and never answers, then it answers 504. */
  silent: boolean;
  /** The whole web, or only the webhooks' doors, which start faster. */
  web: "whole" | "doors";
  say: (words: string) => void;
};

const number = "+17733659687";
const secret = "a-secret-of-the-chaos-and-of-nothing-else";

/**
 * Sends a broadcast while sender, web and database are killed with -9 again and again, the carrier throttles, fails,
 * shuffles and doubles its receipts, and people reply and STOP all along; then asks the carrier's ledger.
 */
export async function underFire({ recipients, kills, seed, pace, silent, web, say }: Wish): Promise<Verdict> {
  const random = mulberry(seed);
  const port = await freePort();
  const [database, simulator] = await Promise.all([Database.start(), LoneSimulator.start(`http://127.0.0.1:${port}`)]);
  const shared = {
    ...simulator.settings,
    DATABASE_URL: database.url,
    NEXTAUTH_SECRET: secret,
    PUBLIC_URL: `http://localhost:${port}`,
    PORT: String(port),
  };
  const roles = {
    web: new Role("web", shared, web === "whole" ? undefined : "tests/chaos/door.ts"),
    sender: new Role("sender,jobs", shared),
  };
  Object.assign(process.env, { DATABASE_URL: database.url, NEXTAUTH_SECRET: secret, LOG_LEVEL: "silent" });
  let talking = true;
  try {
    await closeDb();
    await migrateDatabase(database.url);
    await simulator.phones.call("POST", "numbers", { phone: number });
    await simulator.phones.switches({
      failures: 0.02,
      throttling: 0.01,
      duplicates: 0.05,
      shuffle: true,
      receiptDelayMs: 400,
    });
    const which = await prepare(recipients, pace);
    await Promise.all([roles.web.start(), roles.sender.start()]);
    await startBroadcast(which);
    // Whoever says STOP before the recipients are written down is rightly none of them, and would be missed.
    await until("the recipients to be written down", async () => (await stateOf(which)) !== "preparing", 120_000);
    // A chance of their own: the kills of a seed must not hang on how often the crowd found time to speak.
    const crowd = talk(simulator, recipients, mulberry(seed + 1), () => talking);
    const silences = silent ? [...silentKinds] : [];
    const outages: Silence[] = [];
    for (let kill = 1; kill <= kills; kill++) {
      // Spread over the sending: a kill that comes before anything moves again proves nothing.
      const after = Math.floor(recipients * ((kill - 1 + random()) / (kills + 0.5)));
      const sent = await sentSoFar(simulator, after, () => through(which, roles));
      await pause(random() * 400);
      const victim = (["sender", "web", "database"] as const)[Math.floor(random() * 3)] ?? "sender";
      say(`kill -9 ${kill}/${kills} of ${victim} after ${sent} texts`);
      if (victim === "database") {
        await database.kill9();
        await database.start();
      } else {
        await roles[victim].kill9();
        await roles[victim].start();
      }
      // Never while something is being killed: the bound would not be known. Late kills may come after the last text.
      const kind =
        kill >= (silences.length === silentKinds.length ? kills / 4 : kills / 2) ? silences.shift() : undefined;
      if (kind) {
        const looks = {
          through: () => through(which, roles),
          finished: async () => (await stateOf(which)) === "finished",
        };
        outages.push(await fallSilent(simulator, kind, looks, say));
      }
    }
    await until("every text to have left", () => through(which, roles), 3_600_000);
    talking = false;
    await crowd;
    await rest(simulator, which, say);
    const verdict = judgeBroadcast(
      await readBook(simulator.dir, `b.${which.leaderId}.${which.id}.`),
      await read(which, recipients),
      (memberId) => `b.${which.leaderId}.${which.id}.${memberId}`,
    );
    return withSilences(verdict, outages, silent);
  } finally {
    talking = false;
    await closeDb();
    await Promise.all([roles.web.remove(), roles.sender.remove(), simulator.stop()]);
    await database.remove();
  }
}

/** Is it through? A part of the program that has ended by itself is a fault at once, not a wait for an hour. */
async function through(which: Which, roles: Record<string, Role>): Promise<boolean> {
  for (const role of Object.values(roles)) if (role.died) throw new Error(role.died);
  return isThrough(which);
}

async function stateOf({ leaderId, id }: Which): Promise<string | undefined> {
  const sql = "SELECT state FROM broadcasts WHERE leader_id = $1 AND id = $2";
  const { rows } = await pool().query<{ state: string }>(sql, [leaderId, id]);
  return rows[0]?.state;
}

type Which = { leaderId: number; id: number };
const phoneOf = (index: number) => `+1${2_015_000_000 + index}`;

async function prepare(recipients: number, pace: number | null): Promise<Which> {
  const { rows } = await pool().query<{ id: number }>(
    "INSERT INTO leaders (handle, name, time_zone, first_answer) VALUES ('ana', 'Ana', 'America/Chicago', 'Hi! {{link}}') RETURNING id",
  );
  const leaderId = rows[0]?.id as number;
  await pool().query("INSERT INTO numbers (phone, leader_id, parts_per_second) VALUES ($1, $2, $3)", [
    number,
    leaderId,
    pace,
  ]);
  await pool().query(
    `INSERT INTO members (leader_id, phone, country, status, number, joined_at, time_zone, first_name)
     SELECT $1, '+1' || (2015000000 + n), 'US', 'active', $2, now(), $3, 'Fan ' || n FROM generate_series(0, $4 - 1) n`,
    [leaderId, number, openZone(), recipients],
  );
  await pool().query("ANALYZE members");
  const body = "Hello {{ first_name }}, the show begins at eight";
  return { leaderId, id: await addBroadcast(db(), { leaderId, number, body }) };
}

/** People write all along: some of them STOP, about one in a hundred of all there are at most. */
async function talk(
  simulator: LoneSimulator,
  recipients: number,
  random: () => number,
  goOn: () => boolean,
): Promise<void> {
  const stops = Math.floor(recipients / 100);
  for (let stopped = 0; goOn(); ) {
    const phone = phoneOf(Math.floor(random() * recipients));
    const leaves = stopped < stops && random() < 0.3;
    if (leaves) stopped++;
    await simulator.phones.text(phone, number, leaves ? "STOP" : "see you there").catch(() => {});
    await pause(20 + random() * 40);
  }
}

/** Waits until the carrier has accepted so many, or the broadcast is through; answers how many it has. */
async function sentSoFar(simulator: LoneSimulator, enough: number, over: () => Promise<boolean>): Promise<number> {
  const accepted = async () => (await simulator.phones.state()).counts.accepted ?? 0;
  await until(`${enough} texts`, async () => (await over()) || (await accepted()) >= enough, 900_000);
  return accepted();
}

async function isThrough({ leaderId, id }: Which): Promise<boolean> {
  try {
    const state = await stateOf({ leaderId, id });
    // Somebody who kills this often may look like trouble: the leader looks, and goes on.
    if (state === "paused") await resumeBroadcast({ leaderId, id });
    return state === "finished";
  } catch {
    return false;
  }
}

/** Waits until no webhook is on its way and everything that came is understood. */
async function rest(simulator: LoneSimulator, which: Which, say: (words: string) => void): Promise<void> {
  const begun = Date.now();
  let still = 0;
  await until(
    "everything to come to rest",
    async () => {
      const { counts } = await simulator.phones.state();
      const { rows } = await pool().query<{ open: number }>(`
        SELECT (SELECT count(*) FROM arrivals WHERE digested_at IS NULL)
             + (SELECT count(*) FROM messages WHERE state IN ('queued', 'sending')) AS open`);
      const quiet = counts.webhooksWaiting === 0 && Number(rows[0]?.open) === 0 && (await isThrough(which));
      still = quiet ? still + 1 : 0;
      await pause(100);
      return still >= 15;
    },
    600_000,
  );
  say(`at rest after ${Date.now() - begun} ms`);
}

async function read({ leaderId, id }: Which, recipients: number): Promise<Told> {
  const { rows } = await pool().query<Row>(
    `SELECT member_id AS "memberId", phone, state, carrier_id AS "carrierId", parts, held,
       replied_at IS NOT NULL AS replied, opted_out_at IS NOT NULL AS "optedOut"
     FROM deliveries WHERE leader_id = $1 AND broadcast_id = $2`,
    [leaderId, id],
  );
  const sums = counted.map((name) => `sum(${name})::int AS ${name}`).join(", ");
  const kept = await pool().query<Record<string, number>>(
    `SELECT ${sums} FROM broadcast_counts WHERE leader_id = $1 AND broadcast_id = $2`,
    [leaderId, id],
  );
  const out = await pool().query<{ phone: string }>(
    "SELECT phone FROM members WHERE leader_id = $1 AND status = 'opted_out'",
    [leaderId],
  );
  return {
    recipients,
    rows,
    counts: kept.rows[0] ?? {},
    optedOutPhones: new Set(out.rows.map((row) => row.phone)),
  };
}
