import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { closeDb, db, pool } from "@/lib/db/client";
import { runningEmbedded } from "@/lib/db/embedded";
import { queueTexts } from "@/lib/messages/queue";
import { type Program, until } from "../program";
import type { Accepted, LoneSimulator } from "../simulator";

const run = promisify(execFile);
const texts = Number(process.env.BENCH_TEXTS ?? 8_000);
const concurrency = 50;

/** Sends of the product, from a full outbox, against the SDK in a bare loop with its bearer reused. */
export async function sending(program: Program, simulator: LoneSimulator, number: string): Promise<string[]> {
  process.env.DATABASE_URL = runningEmbedded(program.dataDir) ?? undefined;
  await pool().query("UPDATE numbers SET parts_per_second = NULL");
  await pool().query("SELECT pg_notify('tenfour_work', 'numbers')");
  const fans = await someFans(number);
  const ours = [await product(fans, simulator, "first")];
  const loop = [await bare(simulator, number, "first")];
  // A second round each, taking turns: the first pays for what is cold.
  ours.push(await product(fans, simulator, "second"));
  loop.push(await bare(simulator, number, "second"));
  await closeDb();
  const [us, them] = [Math.max(...ours), Math.max(...loop)];
  return [
    `sends of the product: ${Math.round(us)}/s`,
    `sends of the SDK in a bare loop, bearer reused: ${Math.round(them)}/s`,
    `product / bare loop: ${(us / them).toFixed(2)} ×`,
  ];
}

type Fan = { leaderId: number; memberId: number; number: string; phone: string };

async function someFans(number: string): Promise<Fan[]> {
  const { rows } = await pool().query<Fan>(
    `INSERT INTO members (leader_id, phone, country, status, number, joined_at)
     SELECT leader_id, '+1312555' || (1000 + n), 'US', 'active', phone, now()
     FROM numbers, generate_series(0, $1 - 1) n WHERE phone = $2
     RETURNING leader_id AS "leaderId", id AS "memberId", number, phone`,
    [Math.min(texts, 8_999), number],
  );
  return rows;
}

async function product(fans: Fan[], simulator: LoneSimulator, round: string): Promise<number> {
  const rows = Array.from({ length: texts }, (_, index) => ({
    ...(fans[index % fans.length] as Fan),
    kind: "reply" as const,
    body: `Thank you for writing, ${round} number ${index}`,
  }));
  await db().transaction((tx) => queueTexts(tx, rows));
  await until(
    "the outbox to be empty",
    async () => {
      const { rows: left } = await pool().query<{ n: number }>(
        "SELECT count(*) AS n FROM messages WHERE state IN ('queued', 'sending')",
      );
      return Number(left[0]?.n) === 0;
    },
    180_000,
  );
  return rate((await simulator.phones.accepted()).filter((one) => one.text.includes(`${round} number`)));
}

async function bare(simulator: LoneSimulator, number: string, round: string): Promise<number> {
  const before = (await simulator.phones.accepted()).length;
  const words = ["--import", "tsx", "tests/bench/bare-sends.ts", String(texts), String(concurrency), number];
  await run(process.execPath, words, { env: { ...process.env, ...simulator.settings, BENCH_ROUND: round } });
  return rate((await simulator.phones.accepted()).slice(before));
}

/** By the carrier's clock, first to last: what starting up costs either of them is left out. */
function rate(sent: Accepted[]): number {
  const times = sent.map((one) => Number(new Date(one.at)));
  return (sent.length - 1) / ((Math.max(...times) - Math.min(...times)) / 1_000);
}
