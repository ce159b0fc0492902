import { type SQL, sql } from "drizzle-orm";
import { db, type Tx } from "@/lib/db/client";
import { reachable } from "@/lib/members/reachable";
import type { CustomValues } from "@/lib/members/table";
import { measure } from "@/lib/messages/parts";
import { addClaimedParts, type DailyLimit, lockDailyRoom } from "@/lib/operator/daily-limit";
import { fullByState, isRecent, leastForStates } from "./cap";
import type { Running } from "./running";
import { type Recipient, type Verdict, verdictOn } from "./verdict";
import type { Whereabouts } from "./windows";

/** Names a delivery in the carrier's receipts: b.<leader>.<broadcast>.<member>. */
export type DeliveryRef = { leaderId: number; broadcastId: number; memberId: number };
export const deliveryRefOf = (one: DeliveryRef): string => `b.${one.leaderId}.${one.broadcastId}.${one.memberId}`;

/** Reads a ref back; null for what is no delivery of ours. */
export function readDeliveryRef(ref: string | null): DeliveryRef | null {
  const found = ref?.match(/^b\.(\d{1,9})\.(\d{1,9})\.(\d{1,15})$/);
  return found ? { leaderId: Number(found[1]), broadcastId: Number(found[2]), memberId: Number(found[3]) } : null;
}

/** A delivery that is marked `sending` and must now leave. */
export type ClaimedDelivery = DeliveryRef & {
  phone: string;
  text: string;
  parts: number;
  attempts: number;
  optOutLine: boolean;
};

/** Which of the two walks: everyone in the order of their ids, or those who had to wait, in the order of their time. */
export type Walk = "all" | "later";
export type Step = {
  toSend: ClaimedDelivery[];
  /** Nobody stands behind those that were looked at, as of now. */
  ended: boolean;
  /** Nobody at all stood there. */
  empty: boolean;
};

type Row = {
  member_id: number;
  phone: string;
  state: string;
  not_before: string | null;
  later_at: string | null;
  opt_out_line: boolean;
  attempts: number;
  held_before: boolean;
  exists: boolean;
  reachable: boolean | null;
  status: string | null;
  held: boolean | null;
  muted: boolean | null;
  blocked: boolean | null;
  unread: boolean;
  /** Other broadcasts of the leader of which texts may have gone lately. */
  others: number;
  possible_places: string | null;
  time_zone: string | null;
  member_state: string | null;
  area_code: string | null;
  postal_code: string | null;
  address_country: string | null;
  first_name: string | null;
  last_name: string | null;
  city: string | null;
  custom: CustomValues | null;
};

/**
 * Takes up to `limit` of the next recipients and marks them `sending`, committed before any request leaves (decision
 * 5), while the broadcast runs and `owner` holds the lease of its number. Looks at `look` rows at most, by key range
 * from a kept cursor, so that a step costs the same at the millionth as at the first (docs/scale.md). Consent and window
 * are asked again here; who may not be sent to is withheld, dropped, or waits. Stops before the recipient whose text would
 * pass `parts`, the number's room of the day, or the leader's `daily` limit. Nothing is taken of a suspended leader.
 */
export async function takeStep(
  running: Running,
  wish: {
    walk: Walk;
    limit: number;
    /** Message parts that may go; without it any number. */
    parts?: number;
    daily?: DailyLimit | null;
    look: number;
    owner: string;
    now: Date;
  },
): Promise<Step> {
  return db().transaction(async (tx) => {
    const rows = await nextRows(tx, running, wish);
    const capped = await fullOf(tx, running, rows, wish.now);
    const daily = rows.length > 0 ? (wish.daily ?? null) : null;
    const dailyRoom = daily ? await lockDailyRoom(tx, daily) : Number.POSITIVE_INFINITY;
    const room = Math.min(wish.parts ?? Number.POSITIVE_INFINITY, dailyRoom);
    let spent = 0;
    let tooMany = false;
    let full = false;
    const judged: Judged[] = [];
    let last: Row | undefined;
    let sending = 0;
    for (const row of rows) {
      if (sending === wish.limit) break;
      // Those who wait for a moment are the other walk's; what has moved on is nobody's.
      if (row.state !== "waiting" || (wish.walk === "all" && row.not_before !== null)) {
        last = row;
        continue;
      }
      const verdict = verdictOn(recipientOf(row, capped), running.plan, running.hours, wish.now);
      const text = verdict.do === "send" ? textFor(running, row) : "";
      const parts = verdict.do !== "send" || running.media.length > 0 ? 1 : Math.max(1, measure(text).parts);
      if (verdict.do === "send" && spent + parts > room) {
        tooMany = true;
        full = spent + parts > dailyRoom;
        break;
      }
      last = row;
      if (verdict.do === "send") spent += parts;
      judged.push({ row, verdict, text, parts });
      if (verdict.do === "send") sending++;
    }
    if (daily && full) await addClaimedParts(tx, daily, 0, true);
    if (!last) return { toSend: [], ended: true, empty: !tooMany };
    const moved = await mark(tx, running, judged, cursorOf(wish.walk, last));
    const toSend = judged.flatMap(({ row, verdict, text, parts }) =>
      verdict.do === "send" && moved.has(row.member_id)
        ? [
            {
              leaderId: running.leaderId,
              broadcastId: running.id,
              memberId: row.member_id,
              phone: row.phone,
              text,
              parts,
              attempts: row.attempts + 1,
              optOutLine: row.opt_out_line,
            },
          ]
        : [],
    );
    if (daily)
      await addClaimedParts(
        tx,
        daily,
        toSend.reduce((sum, one) => sum + one.parts, 0),
        false,
      );
    // Where parts ran out, the walk rests: there is room again on the next day.
    return { toSend, ended: tooMany || (rows.length < wish.look && last === rows.at(-1)), empty: false };
  });
}

async function nextRows(
  tx: Tx,
  running: Running,
  wish: { walk: Walk; look: number; owner: string; now: Date },
): Promise<Row[]> {
  const range =
    wish.walk === "all"
      ? sql`AND d.member_id > at.cursor ORDER BY d.member_id`
      : sql`AND d.state = 'waiting' AND d.not_before IS NOT NULL AND d.not_before <= ${wish.now.toISOString()}::timestamptz
          AND (d.not_before, d.member_id) > (at.held_cursor_at, at.held_cursor) ORDER BY d.not_before, d.member_id`;
  const { rows } = await tx.execute<Row>(sql`
    SELECT d.member_id, d.phone, d.state, d.not_before, d.not_before::text AS later_at, d.opt_out_line, d.attempts,
      d.held AS held_before, m.id IS NOT NULL AS exists, ${reachable} AS reachable, m.status,
      m.held_at IS NOT NULL AS held, m.muted_at IS NOT NULL AS muted, m.blocked_at IS NOT NULL AS blocked,
      EXISTS (SELECT FROM arrivals a WHERE a.content ->> 'from' = d.phone AND a.digested_at IS NULL AND a.kind = 'text') AS unread,
      m.possible_places, m.time_zone, m.state AS member_state, m.area_code, m.postal_code, m.address_country, m.first_name, m.last_name, m.city, m.custom, at.others
    FROM (
      SELECT b.leader_id, b.id, (
          SELECT count(*)::int FROM broadcasts b WHERE b.leader_id = ${running.leaderId} AND b.id <> ${running.id} AND ${isRecent(wish.now)}
        ) AS others, COALESCE(c.cursor, 0) AS cursor,
        COALESCE(c.held_cursor_at, '-infinity') AS held_cursor_at, COALESCE(c.held_cursor, 0) AS held_cursor
      FROM broadcasts b JOIN numbers n ON n.phone = b.number AND n.lease_owner = ${wish.owner}
        LEFT JOIN broadcast_counts c ON c.leader_id = b.leader_id AND c.broadcast_id = b.id AND c.writer = 'claim'
      WHERE b.leader_id = ${running.leaderId} AND b.id = ${running.id} AND b.state = 'sending'
        AND NOT EXISTS (SELECT FROM leader_limits l WHERE l.leader_id = b.leader_id AND l.suspended_at IS NOT NULL)
    ) at CROSS JOIN LATERAL (
      SELECT d.* FROM deliveries d WHERE d.leader_id = at.leader_id AND d.broadcast_id = at.id ${range} LIMIT ${wish.look}
    ) d LEFT JOIN members m ON m.leader_id = d.leader_id AND m.id = d.member_id
    ORDER BY ${wish.walk === "all" ? sql`d.member_id` : sql`d.not_before, d.member_id`}`);
  return rows;
}

/** Whom their state's law allows no more today: asked only where the leader has sent enough for it to bite. */
async function fullOf(tx: Tx, running: Running, rows: Row[], now: Date): Promise<Set<number>> {
  if ((rows[0]?.others ?? 0) < leastForStates) return new Set();
  const waiting = rows.filter((row) => row.state === "waiting");
  const members = waiting.map((row) => ({ id: row.member_id, ...whereaboutsOf(row) }));
  return fullByState(tx, { leaderId: running.leaderId, broadcastId: running.id, now }, members);
}

const whereaboutsOf = (row: Row): Whereabouts => ({
  possiblePlaces: row.possible_places,
  timeZone: row.time_zone,
  state: row.member_state,
  areaCode: row.area_code,
  postalCode: row.postal_code,
  addressCountry: row.address_country,
  city: row.city,
});

const recipientOf = (row: Row, full: Set<number>): Recipient => ({
  exists: row.exists,
  reachable: row.reachable === true,
  status: row.status,
  held: row.held === true,
  muted: row.muted === true,
  blocked: row.blocked === true,
  unread: row.unread,
  full: full.has(row.member_id),
  ...whereaboutsOf(row),
});

function textFor(running: Running, row: Row): string {
  const person = {
    firstName: row.first_name,
    lastName: row.last_name,
    city: row.city,
    state: row.member_state,
    custom: row.custom ?? {},
  };
  return running.text(row.member_id, person, row.opt_out_line);
}

type Judged = { row: Row; verdict: Verdict; text: string; parts: number };
const stateOf = { send: "sending", withhold: "withheld", drop: "dropped", wait: "waiting" } as const;

const cursorOf = (walk: Walk, last: Row): SQL =>
  walk === "all"
    ? sql`cursor = ${last.member_id}::bigint`
    : // As PostgreSQL wrote it: a millisecond clock would step back behind its microseconds.
      sql`held_cursor_at = ${last.later_at}::timestamptz, held_cursor = ${last.member_id}::bigint`;

/** Marks, counts and moves the cursor in one statement; answers who has really moved. */
async function mark(tx: Tx, running: Running, judged: Judged[], cursor: SQL): Promise<Set<number>> {
  const content = JSON.stringify(
    judged.map(({ row, verdict, parts }) => ({
      m: row.member_id,
      s: stateOf[verdict.do],
      p: parts,
      n: verdict.do === "wait" ? verdict.until : null,
      h: verdict.do === "wait" && verdict.window,
      b: row.held_before,
      c: verdict.do === "withhold" ? verdict.code : null,
      r: verdict.do === "withhold" || verdict.do === "drop" ? verdict.reason : null,
    })),
  );
  const { rows } = await tx.execute<{ member_id: number }>(sql`
    WITH v AS (
      SELECT * FROM jsonb_to_recordset(${content}::jsonb)
        AS v(m bigint, s text, p smallint, n timestamptz, h boolean, b boolean, c text, r text)
    ), marked AS (
      UPDATE deliveries d SET state = v.s, parts = v.p, held = v.h, not_before = v.n, error_code = v.c, reason = v.r,
        attempts = d.attempts + CASE WHEN v.s = 'sending' THEN 1 ELSE 0 END,
        settled_at = CASE WHEN v.s IN ('withheld', 'dropped') THEN now() END
      FROM v WHERE d.leader_id = ${running.leaderId} AND d.broadcast_id = ${running.id} AND d.member_id = v.m AND d.state = 'waiting'
      RETURNING d.member_id, d.state, v.h, v.b
    ), sums AS (
      SELECT count(*) FILTER (WHERE state = 'sending') AS sending, count(*) FILTER (WHERE state = 'withheld') AS withheld,
        count(*) FILTER (WHERE state = 'dropped') AS dropped, count(*) FILTER (WHERE state <> 'waiting') AS left_it,
        COALESCE(sum(h::int - b::int), 0) AS held
      FROM marked
    ), counted AS (
      INSERT INTO broadcast_counts AS c (leader_id, broadcast_id, writer, waiting, held, sending, withheld, dropped)
      SELECT ${running.leaderId}::int, ${running.id}::int, 'claim', -left_it, held, sending, withheld, dropped FROM sums
      ON CONFLICT (leader_id, broadcast_id, writer) DO UPDATE SET
        waiting = c.waiting + excluded.waiting, held = c.held + excluded.held, sending = c.sending + excluded.sending,
        withheld = c.withheld + excluded.withheld, dropped = c.dropped + excluded.dropped, ${cursor}
    )
    SELECT member_id FROM marked WHERE state = 'sending'`);
  return new Set(rows.map((row) => row.member_id));
}

/** Lets the walk among those who had to wait begin anew, for whoever came to stand behind it. */
export async function rewind(running: Pick<Running, "leaderId" | "id">): Promise<void> {
  await db().execute(sql`
    UPDATE broadcast_counts SET held_cursor_at = NULL, held_cursor = 0
    WHERE leader_id = ${running.leaderId} AND broadcast_id = ${running.id} AND writer = 'claim' AND held_cursor_at IS NOT NULL`);
}
