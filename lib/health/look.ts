import { statfs } from "node:fs/promises";
import { sql } from "drizzle-orm";
import { carrier } from "@/lib/carrier/current";
import { simulated } from "@/lib/carrier/simulated";
import { db, type Tx } from "@/lib/db/client";
import { env } from "@/lib/env";
import { type BudgetState, signUpBudget } from "@/lib/invitations/budget";
import { findFfmpeg } from "@/lib/media/ffmpeg-program";
import { keysPast } from "@/lib/team/limits";
import { type SharedMobile, sharedMobiles } from "@/lib/team/shared-mobiles";
import { type ProxyHour, proxyHour } from "./proxy";
import { type Sending, sending } from "./sending";
import { type Doors, doors } from "./webhooks";

/** A number's queue. */
export type Queue = {
  phone: string;
  leader: string;
  queued: number;
  /** Seconds the oldest text that may leave now has waited; null where none waits. */
  oldest: number | null;
  pausedReason: string | null;
};

export type Health = {
  at: Date;
  simulated: boolean;
  doors: Doors;
  sending: Sending;
  /** In the carrier's currency; or why it cannot be told. */
  credit: number | { why: string };
  queues: Queue[];
  /** Members of running broadcasts who wait for their text. */
  waitingForBroadcasts: number;
  unconfirmed: number;
  /** Arrivals nobody has digested yet, and the age of the oldest in seconds. */
  arrivals: { waiting: number; oldest: number | null; notUnderstood: number };
  database: { bytes: number; connections: number; mostConnections: number };
  disk: { freeBytes: number; totalBytes: number };
  /** Why sound and video cannot be read on this machine, or null. */
  ffmpegProblem: string | null;
  proxy: ProxyHour;
  /** Texts to people who did not text first, of the whole instance, and leaders whose own budget is used up. */
  signUps: { total: BudgetState; leadersAtLimit: number };
  /** Mobiles that are on several teams: their codes sign in to one of them only. */
  sharedMobiles: SharedMobile[];
};

/** Everything about this instance that an operator may want to know now. Throws where the database is away. */
export async function lookAtHealth(tx: Tx = db()): Promise<Health> {
  const [doorsNow, sendingNow, credit, queueNow, rest, disk, ffmpeg, proxy, signUps, shared] = await Promise.all([
    doors(tx),
    sending(tx),
    creditNow(),
    queues(tx),
    counts(tx),
    diskNow(),
    findFfmpeg(),
    proxyHour(tx),
    signUpsNow(tx),
    sharedMobiles(tx),
  ]);
  return {
    at: new Date(),
    simulated: simulated(),
    doors: doorsNow,
    sending: sendingNow,
    credit,
    queues: queueNow,
    ...rest,
    disk,
    ffmpegProblem: ffmpeg.path === null ? ffmpeg.problem : null,
    proxy,
    signUps,
    sharedMobiles: shared,
  };
}

async function signUpsNow(tx: Tx): Promise<Health["signUps"]> {
  const { SIGN_UP_TEXTS_PER_HOUR: hour, SIGN_UP_TEXTS_PER_DAY: day } = env();
  const [total, leadersAtLimit] = await Promise.all([
    signUpBudget(null),
    keysPast(tx, [
      { what: "sign-up-hour", most: hour },
      { what: "sign-up-day", most: day },
    ]),
  ]);
  return { total, leadersAtLimit: leadersAtLimit.filter((key) => key !== "all").length };
}

type Asked = { at: number; credit: number | { why: string } };
const shared = globalThis as typeof globalThis & { tenfourCredit?: Asked };

/** The carrier is asked once a minute at most, however many look. */
async function creditNow(): Promise<number | { why: string }> {
  const known = shared.tenfourCredit;
  if (known && Date.now() - known.at < 60_000) return known.credit;
  const credit = await carrier()
    .balance()
    .catch((error: Error) => ({ why: error.message }));
  shared.tenfourCredit = { at: Date.now(), credit };
  return credit;
}

/** Forgets what the carrier said about credit, for the account has changed. */
export function forgetCredit(): void {
  shared.tenfourCredit = undefined;
}

async function queues(tx: Tx): Promise<Queue[]> {
  const result = await tx.execute<{
    phone: string;
    leader: string;
    queued: number;
    oldest: number | null;
    paused_reason: string | null;
  }>(sql`
    SELECT n.phone, l.name AS leader, n.paused_reason, COALESCE(q.queued, 0) AS queued, q.oldest FROM numbers n
    JOIN leaders l ON l.id = n.leader_id
    LEFT JOIN LATERAL (
      SELECT count(*)::int AS queued,
        extract(epoch FROM now() - min(at) FILTER (WHERE not_before IS NULL OR not_before <= now()))::float8 AS oldest
      FROM messages m WHERE m.leader_id = n.leader_id AND m.number = n.phone AND m.state = 'queued') q ON true
    ORDER BY q.queued DESC NULLS LAST, n.phone LIMIT 100`);
  return result.rows.map(({ paused_reason, ...row }) => ({ ...row, pausedReason: paused_reason }));
}

async function counts(tx: Tx): Promise<Pick<Health, "arrivals" | "database" | "unconfirmed" | "waitingForBroadcasts">> {
  const result = await tx.execute<Record<string, number> & { oldest: number | null }>(sql`
    SELECT
      (SELECT count(*) FROM arrivals WHERE digested_at IS NULL)::int AS waiting,
      (SELECT extract(epoch FROM now() - min(received_at))::float8 FROM arrivals
        WHERE digested_at IS NULL AND concat_key IS NULL) AS oldest,
      (SELECT count(*) FROM arrivals WHERE problem IS NOT NULL)::int AS problems,
      (SELECT count(*) FROM messages WHERE state = 'unconfirmed')::int
        + COALESCE((SELECT sum(unconfirmed) FROM broadcast_counts), 0)::int AS unconfirmed,
      COALESCE((SELECT sum(c.waiting) FROM broadcast_counts c JOIN broadcasts b
        ON b.leader_id = c.leader_id AND b.id = c.broadcast_id WHERE b.state = 'sending'), 0)::int AS broadcasting,
      pg_database_size(current_database())::float8 AS bytes,
      (SELECT count(*) FROM pg_stat_activity WHERE datname = current_database())::int AS connections,
      current_setting('max_connections')::int AS most`);
  const row = result.rows[0]!;
  return {
    arrivals: { waiting: row.waiting ?? 0, oldest: row.oldest, notUnderstood: row.problems ?? 0 },
    unconfirmed: row.unconfirmed ?? 0,
    waitingForBroadcasts: row.broadcasting ?? 0,
    database: { bytes: row.bytes ?? 0, connections: row.connections ?? 0, mostConnections: row.most ?? 0 },
  };
}

async function diskNow(): Promise<Health["disk"]> {
  const { bavail, blocks, bsize } = await statfs(env().DATA_DIR);
  return { freeBytes: bavail * bsize, totalBytes: blocks * bsize };
}
