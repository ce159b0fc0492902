import { sql } from "drizzle-orm";
import { db, type Tx } from "@/lib/db/client";
import { addCounts, type Changes } from "./counters";
import type { CountWriter, DeliveryState } from "./table";
import { announceSoon } from "./tell";
import { type DeliveryRef, deliveryRefOf } from "./walk";

/** What became of a claimed delivery. */
export type Outcome = DeliveryRef & {
  state: "sent" | "failed" | "unconfirmed" | "waiting";
  carrierId?: string;
  errorCode?: string;
  reason?: string;
  /** Seconds until the next try of a waiting one. */
  retryAfter?: number;
};

/** What a receipt says of a delivery. */
export type Settlement = DeliveryRef & {
  state: "sent" | "delivered" | "failed";
  carrierId: string;
  errorCode?: string;
  reason?: string;
};

/** Lets deliveries of a number that wait for another try leave now, because the carrier takes texts again. */
export async function releaseDeliveries(number: { leaderId: number; phone: string }): Promise<void> {
  await db().execute(sql`
    UPDATE deliveries d SET not_before = now() FROM broadcasts b
    WHERE b.leader_id = ${number.leaderId} AND b.number = ${number.phone} AND b.state = 'sending'
      AND d.leader_id = b.leader_id AND d.broadcast_id = b.id AND d.state = 'waiting' AND d.not_before > now()
      AND d.attempts > 0 AND NOT d.held`);
}

type Moved = {
  leader_id: number;
  broadcast_id: number;
  member_id: number;
  before: DeliveryState;
  after: DeliveryState;
  parts: number;
  /** The carrier's id came with it: its parts are billed from now on. */
  taken: boolean;
};

/**
 * Writes down what became of claimed deliveries, one statement for all, and counts it. Only `sending` moves, and
 * `unconfirmed` where the carrier's answer proves what happened: states only go forward. Rows that another writer
 * holds at the moment are not waited for: they are answered, to be written again, so that no two ever wait for each
 * other. What was heard is never given up: a row left at `sending` would keep its broadcast from ending.
 */
export async function writeOutcomes(tx: Tx, outcomes: Outcome[]): Promise<Outcome[]> {
  if (outcomes.length === 0) return [];
  const { rows } = await tx.execute<Moved>(sql`
    WITH r AS (
      SELECT * FROM jsonb_to_recordset(${contentOf(outcomes)}::jsonb)
        AS r(l int, b int, m bigint, state text, carrier_id text, error_code text, reason text, retry_after float8)
    ), held AS (
      SELECT d.leader_id, d.broadcast_id, d.member_id, d.state AS before, d.carrier_id IS NULL AS untaken
      FROM r JOIN deliveries d ON d.leader_id = r.l AND d.broadcast_id = r.b AND d.member_id = r.m
      FOR UPDATE OF d SKIP LOCKED
    )
    UPDATE deliveries d SET
      state = CASE WHEN held.before = 'sending' OR (held.before = 'unconfirmed' AND r.state IN ('sent', 'failed')) THEN r.state ELSE held.before END,
      carrier_id = COALESCE(d.carrier_id, r.carrier_id),
      error_code = CASE WHEN held.before = 'sending' THEN r.error_code ELSE d.error_code END,
      reason = CASE WHEN held.before = 'sending' THEN r.reason WHEN held.before = 'unconfirmed' AND r.state = 'sent' THEN NULL ELSE d.reason END,
      not_before = CASE WHEN held.before = 'sending' AND r.retry_after IS NOT NULL THEN now() + r.retry_after * interval '1 second' ELSE d.not_before END,
      sent_at = CASE WHEN r.state = 'sent' THEN COALESCE(d.sent_at, now()) ELSE d.sent_at END,
      settled_at = CASE WHEN r.state = 'failed' THEN COALESCE(d.settled_at, now()) ELSE d.settled_at END
    FROM held JOIN r ON r.l = held.leader_id AND r.b = held.broadcast_id AND r.m = held.member_id
    WHERE d.leader_id = held.leader_id AND d.broadcast_id = held.broadcast_id AND d.member_id = held.member_id
    RETURNING d.leader_id, d.broadcast_id, d.member_id, held.before, d.state AS after, d.parts,
      held.untaken AND d.carrier_id IS NOT NULL AS taken`);
  await count(tx, "result", rows);
  const written = new Set(rows.map(keyOf));
  const left = outcomes.filter((one) => !written.has(deliveryRefOf(one)));
  return left.length > 0 ? stillThere(tx, left) : left;
}

/** Without those that were erased meanwhile: of them nothing is left to be written. */
async function stillThere(tx: Tx, outcomes: Outcome[]): Promise<Outcome[]> {
  const { rows } = await tx.execute<{ ref: string }>(sql`
    SELECT 'b.' || d.leader_id || '.' || d.broadcast_id || '.' || d.member_id AS ref
    FROM jsonb_to_recordset(${contentOf(outcomes)}::jsonb) AS r(l int, b int, m bigint)
      JOIN deliveries d ON d.leader_id = r.l AND d.broadcast_id = r.b AND d.member_id = r.m`);
  const there = new Set(rows.map((row) => row.ref));
  return outcomes.filter((one) => there.has(deliveryRefOf(one)));
}

/**
 * Applies receipts by primary key, a statement or a few for all, and counts what moved. Forward only, whatever the
 * order they come in, and a final state never goes back. Returns the refs of the deliveries that exist.
 */
export async function settleDeliveries(tx: Tx, settlements: Settlement[]): Promise<Set<string>> {
  const inOrder = [...settlements].sort(
    (a, b) => a.leaderId - b.leaderId || a.broadcastId - b.broadcastId || a.memberId - b.memberId,
  );
  const settled = await settleSent(tx, inOrder);
  const known = new Set(settled.map(keyOf));
  const without = () => inOrder.filter((one) => !known.has(deliveryRefOf(one)));
  for (const ref of await saysNothingNew(tx, without())) known.add(ref);
  const others = await settleCarefully(tx, without());
  for (const row of others) known.add(keyOf(row));
  await count(tx, "receipt", [...settled, ...others]);
  return known;
}

/**
 * Nearly all receipts are of a text that was sent and tell its end. What it was before is known without looking, so
 * no row is locked, read and written one after the other: half the work of settleCarefully.
 */
async function settleSent(tx: Tx, settlements: Settlement[]): Promise<Moved[]> {
  const ends = settlements.filter((one) => one.state !== "sent");
  if (ends.length === 0) return [];
  const { rows } = await tx.execute<Moved>(sql`
    UPDATE deliveries d SET state = r.state, error_code = r.error_code, reason = r.reason, settled_at = COALESCE(d.settled_at, now())
    FROM ${receiptsOf(ends)}
    WHERE d.leader_id = r.l AND d.broadcast_id = r.b AND d.member_id = r.m AND d.state = 'sent' AND d.carrier_id = r.carrier_id
    RETURNING d.leader_id, d.broadcast_id, d.member_id, 'sent' AS before, d.state AS after, d.parts, false AS taken`);
  return rows;
}

/** The refs of receipts that come again, or late: states only go forward, so that nothing has to be written or locked. */
async function saysNothingNew(tx: Tx, settlements: Settlement[]): Promise<string[]> {
  if (settlements.length === 0) return [];
  const { rows } = await tx.execute<Pick<Moved, "leader_id" | "broadcast_id" | "member_id">>(sql`
    SELECT d.leader_id, d.broadcast_id, d.member_id
    FROM ${receiptsOf(settlements)} JOIN deliveries d ON d.leader_id = r.l AND d.broadcast_id = r.b AND d.member_id = r.m
    WHERE d.carrier_id = r.carrier_id AND (d.state IN ('delivered', 'failed') OR (d.state = 'sent' AND r.state = 'sent'))`);
  return rows.map(keyOf);
}

/** Receipts that were faster than our own note of the carrier's answer, or that end a doubt. */
async function settleCarefully(tx: Tx, settlements: Settlement[]): Promise<Moved[]> {
  if (settlements.length === 0) return [];
  const { rows } = await tx.execute<Moved>(sql`
    WITH r AS (SELECT * FROM ${receiptsOf(settlements)}), held AS (
      SELECT d.leader_id, d.broadcast_id, d.member_id, d.state AS before, d.carrier_id IS NULL AS untaken
      FROM r JOIN deliveries d ON d.leader_id = r.l AND d.broadcast_id = r.b AND d.member_id = r.m
      WHERE d.carrier_id IS NULL OR d.carrier_id = r.carrier_id
      ORDER BY d.leader_id, d.broadcast_id, d.member_id FOR UPDATE OF d
    )
    UPDATE deliveries d SET
      state = CASE WHEN held.before IN ('sending', 'unconfirmed', 'waiting') OR (held.before = 'sent' AND r.state <> 'sent') THEN r.state ELSE held.before END,
      carrier_id = COALESCE(d.carrier_id, r.carrier_id),
      error_code = CASE WHEN held.before IN ('delivered', 'failed') THEN d.error_code ELSE r.error_code END,
      reason = CASE WHEN held.before IN ('delivered', 'failed') THEN d.reason ELSE r.reason END,
      sent_at = COALESCE(d.sent_at, now()),
      settled_at = CASE WHEN r.state <> 'sent' THEN COALESCE(d.settled_at, now()) ELSE d.settled_at END
    FROM held JOIN r ON r.l = held.leader_id AND r.b = held.broadcast_id AND r.m = held.member_id
    WHERE d.leader_id = held.leader_id AND d.broadcast_id = held.broadcast_id AND d.member_id = held.member_id
    RETURNING d.leader_id, d.broadcast_id, d.member_id, held.before, d.state AS after, d.parts,
      held.untaken AND d.carrier_id IS NOT NULL AS taken`);
  return rows;
}

const receiptsOf = (settlements: Settlement[]) => sql`jsonb_to_recordset(${contentOf(settlements)}::jsonb)
  AS r(l int, b int, m bigint, state text, carrier_id text, error_code text, reason text)`;

/**
 * Marks deliveries `unconfirmed` whose worker died while they were on their way: sent or not, nobody knows until a receipt
 * comes. Returns how many there were.
 */
export async function callDeliveriesUnconfirmed(tx: Tx, number: { leaderId: number; phone: string }): Promise<number> {
  return fromSending(
    tx,
    number,
    sql`state = 'unconfirmed', reason = 'Tenfour stopped before the carrier answered: it may or may not have gone out.'`,
  );
}

/**
 * Puts back what was marked and surely never left: this worker holds the number, none of its requests is under way,
 * and all answers are written, so a mark that still stands is of a claim whose commit was not heard of.
 */
export async function putBack(tx: Tx, number: { leaderId: number; phone: string }): Promise<void> {
  await fromSending(tx, number, sql`state = 'waiting', not_before = now()`);
}

async function fromSending(
  tx: Tx,
  number: { leaderId: number; phone: string },
  set: ReturnType<typeof sql>,
): Promise<number> {
  const { rows } = await tx.execute<Moved>(sql`
    UPDATE deliveries d SET ${set}
    WHERE d.leader_id = ${number.leaderId} AND d.state = 'sending' AND d.broadcast_id IN (
      SELECT b.id FROM broadcasts b WHERE b.leader_id = ${number.leaderId} AND b.number = ${number.phone}
        AND (b.state IN ('scheduled', 'preparing', 'sending', 'paused') OR (b.state = 'cancelled' AND b.finished_at IS NULL)))
    RETURNING d.leader_id, d.broadcast_id, d.member_id, 'sending' AS before, d.state AS after, d.parts, false AS taken`);
  await count(tx, "result", rows);
  return rows.length;
}

const keyOf = (row: Pick<Moved, "leader_id" | "broadcast_id" | "member_id">) =>
  deliveryRefOf({ leaderId: row.leader_id, broadcastId: row.broadcast_id, memberId: row.member_id });

function contentOf(rows: (Outcome | Settlement)[]): string {
  return JSON.stringify(
    rows.map((one) => ({
      l: one.leaderId,
      b: one.broadcastId,
      m: one.memberId,
      state: one.state,
      carrier_id: one.carrierId,
      error_code: one.errorCode,
      reason: one.reason,
      retry_after: "retryAfter" in one ? one.retryAfter : undefined,
    })),
  );
}

/** Adds what moved to the broadcasts' counts, and has open dashboards told. */
async function count(tx: Tx, writer: CountWriter, rows: Moved[]): Promise<void> {
  const changes = new Map<string, { leaderId: number; id: number; changes: Changes }>();
  for (const row of rows) {
    const key = `${row.leader_id}.${row.broadcast_id}`;
    const known = changes.get(key) ?? { leaderId: row.leader_id, id: row.broadcast_id, changes: {} };
    changes.set(key, known);
    if (row.taken) known.changes.parts = (known.changes.parts ?? 0) + row.parts;
    if (row.before === row.after) continue;
    known.changes[row.before] = (known.changes[row.before] ?? 0) - 1;
    known.changes[row.after] = (known.changes[row.after] ?? 0) + 1;
  }
  const inOrder = [...changes.values()].sort((a, b) => a.leaderId - b.leaderId || a.id - b.id);
  for (const one of inOrder) {
    await addCounts(tx, one.leaderId, one.id, writer, one.changes);
    announceSoon(one.leaderId, one.id);
  }
}
