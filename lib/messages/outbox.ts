import { type SQL, sql } from "drizzle-orm";
import { db, type Tx } from "@/lib/db/client";
import { type DailyLimit, lockDailyRoom } from "@/lib/operator/daily-limit";
import type { MessageKind, MessageMedia, MessageState } from "./table";

/** Names a row in the carrier's receipts: m.<leader>.<member>.<id>. */
export type Ref = { leaderId: number; memberId: number; id: number };
export const refOf = (row: Ref): string => `m.${row.leaderId}.${row.memberId}.${row.id}`;

/** Reads a ref back; null for what is none of ours. */
export function readRef(ref: string | null): Ref | null {
  const found = ref?.match(/^m\.(\d{1,9})\.(\d{1,15})\.(\d{1,15})$/);
  return found ? { leaderId: Number(found[1]), memberId: Number(found[2]), id: Number(found[3]) } : null;
}

export type Claimed = Ref & {
  kind: MessageKind;
  phone: string;
  body: string;
  fill: string | null;
  media: MessageMedia[] | null;
  parts: number;
  attempts: number;
};
export type Claim = { toSend: Claimed[]; withheld: Ref[] };

/** True of an automatic text to a member `m` who may have asked to stop: it stays queued until a person decides. */
const heldByFlag = (text: SQL): SQL => sql`(
  ${text}.kind IN ('first_answer', 'welcome', 'ask_to_join', 'card', 'call_answer', 'start_answer')
  AND COALESCE(m.held_at IS NOT NULL AND m.status <> 'opted_out' AND m.blocked_at IS NULL, false))`;

/** True of a queued text `q` that stays queued for now. Processing and decisions wake the sender. */
const mustWait = sql`(${heldByFlag(sql`q`)}
  OR (q.kind NOT IN ('stop_answer', 'help_answer', 'sign_in_code') AND EXISTS (
    SELECT FROM arrivals a WHERE a.content ->> 'from' = q.phone AND a.digested_at IS NULL AND a.kind = 'text'
      -- A part of a long text may take a minute; a person's own words do not wait for the rest of it.
      AND (a.concat_key IS NULL OR q.kind <> 'reply'))))`;

/**
 * Takes the next texts of a number out of its queue and marks them `sending`, committed before any request leaves
 * (decision 5). Consent is looked at again here, at the last moment: an opted-out member gets only the answer to
 * STOP or HELP; what may not go is `withheld` with the reason. A text of theirs that has come in and is not processed
 * yet may be a STOP: until it is, nothing but the answers to STOP and HELP leaves for them. What is automatic waits while
 * a person has to decide whether they asked to stop. Texts to one phone keep their order: the
 * next is taken only when those before it are answered, but for answers to STOP and HELP, which wait for nothing. Only
 * the number's lessee calls this.
 *
 * `daily`: the leader's limit of the day; what does not fit into it stays in the queue, and so does what comes after it.
 * Priority 0 (replies to STOP and HELP, sign-in codes) always goes. Of a suspended leader only these go, but for the
 * reply to START; the rest is `withheld`.
 */
export async function claim(number: Queue, limit: number, daily: DailyLimit | null = null): Promise<Claim> {
  if (!daily) return take(db(), number, limit, null);
  // The day is locked only where there is something to claim: most looks find nothing.
  if (!(await isWaiting(number))) return { toSend: [], withheld: [] };
  return db().transaction(async (tx) => {
    const room = await lockDailyRoom(tx, daily);
    return take(tx, number, limit, { ...daily, room });
  });
}

type Queue = { leaderId: number; phone: string };

async function isWaiting(number: Queue): Promise<boolean> {
  const { rows } = await db().execute(sql`
    SELECT 1 FROM messages WHERE leader_id = ${number.leaderId} AND number = ${number.phone} AND state = 'queued'
      AND (not_before IS NULL OR not_before <= now()) LIMIT 1`);
  return rows.length > 0;
}

async function take(
  tx: Tx,
  number: Queue,
  limit: number,
  daily: (DailyLimit & { room: number }) | null,
): Promise<Claim> {
  const result = await tx.execute<{
    member_id: number;
    id: number;
    kind: MessageKind;
    phone: string;
    body: string;
    fill: string | null;
    media: MessageMedia[] | null;
    parts: number;
    attempts: number;
    state: MessageState;
  }>(sql`
    WITH picked AS (
      SELECT q.member_id, q.id, q.parts, q.priority,
        q.kind NOT IN ('stop_answer', 'help_answer', 'sign_in_code') AND EXISTS (
          SELECT FROM leader_limits l WHERE l.leader_id = q.leader_id AND l.suspended_at IS NOT NULL) AS suspended,
        COALESCE(m.status = 'abroad' OR (m.status = 'opted_out' AND q.kind NOT IN ('stop_answer', 'help_answer')) OR m.blocked_at IS NOT NULL, q.member_id <> 0) AS refused,
        m.blocked_at IS NOT NULL AS blocked
      FROM messages q LEFT JOIN members m ON m.leader_id = q.leader_id AND m.id = q.member_id
      WHERE q.leader_id = ${number.leaderId} AND q.number = ${number.phone} AND q.state = 'queued'
        AND (q.not_before IS NULL OR q.not_before <= now()) AND NOT ${mustWait}
        AND (q.priority = 0 OR NOT EXISTS (
          SELECT FROM messages e WHERE e.leader_id = q.leader_id AND e.number = q.number AND e.phone = q.phone
            AND e.id < q.id AND e.priority > 0 AND NOT ${heldByFlag(sql`e`)} AND (e.state = 'sending'
              OR (e.state = 'queued' AND (e.attempts > 0 OR e.priority <= q.priority)))))
      ORDER BY q.priority, q.id LIMIT ${limit} FOR UPDATE OF q),
    next AS (
      SELECT member_id, id, refused, blocked, suspended, parts, refused OR suspended AS stays_here,
        ${daily?.room ?? null}::int IS NULL OR priority = 0 OR refused OR suspended OR ${daily?.room ?? null}::int >=
          coalesce(sum(parts) FILTER (WHERE NOT refused AND NOT suspended) OVER (ORDER BY priority, id), 0) AS fits
      FROM picked),
    counted AS (
      UPDATE leader_days SET
        parts = parts + (SELECT coalesce(sum(next.parts), 0) FROM next WHERE fits AND NOT stays_here),
        full_at = CASE WHEN EXISTS (SELECT FROM next WHERE NOT fits) THEN coalesce(full_at, now()) ELSE full_at END
      WHERE leader_id = ${daily?.leaderId ?? null}::int AND day = ${daily?.day ?? null}::date AND EXISTS (SELECT FROM next))
    UPDATE messages u SET
      state = CASE WHEN next.stays_here THEN 'withheld' ELSE 'sending' END,
      error_code = CASE WHEN next.blocked THEN 'blocked' WHEN next.refused THEN 'opted_out' WHEN next.suspended THEN 'suspended' END,
      reason = CASE WHEN next.blocked THEN 'You blocked them before it was sent.' WHEN next.refused THEN 'They had opted out before it was sent.'
        WHEN next.suspended THEN 'The account was suspended when it was due.' END,
      settled_at = CASE WHEN next.stays_here THEN now() END,
      attempts = u.attempts + 1
    FROM next WHERE next.fits AND u.leader_id = ${number.leaderId} AND u.member_id = next.member_id AND u.id = next.id
    RETURNING u.member_id, u.id, u.kind, u.phone, u.body, u.fill, u.media, u.parts, u.attempts, u.state, u.priority`);
  const rows = (result.rows as ((typeof result.rows)[number] & { priority: number })[])
    .sort((a, b) => a.priority - b.priority || a.id - b.id)
    .map((row) => ({
      leaderId: number.leaderId,
      memberId: row.member_id,
      id: row.id,
      kind: row.kind,
      phone: row.phone,
      body: row.body,
      fill: row.fill,
      media: row.media,
      parts: row.parts,
      attempts: row.attempts,
      state: row.state,
    }));
  return {
    toSend: rows.filter((row) => row.state === "sending"),
    withheld: rows.filter((row) => row.state === "withheld"),
  };
}

/** What became of a claimed text. */
export type Result = Ref & {
  state: "sent" | "failed" | "unconfirmed" | "queued";
  carrierId?: string;
  errorCode?: string;
  reason?: string;
  /** Seconds until the next try of a queued one. */
  retryAfter?: number;
};

const setOf = (rows: object[]) => JSON.stringify(rows);

/**
 * Writes down what became of claimed texts, one statement for all. Only `sending` moves: where a receipt was faster,
 * or another worker has called the text unconfirmed and the carrier's answer proves it sent, states still only go forward.
 */
export async function writeResults(tx: Tx, results: Result[]): Promise<void> {
  if (results.length === 0) return;
  const content = setOf(
    results.map((one) => ({
      leader_id: one.leaderId,
      member_id: one.memberId,
      id: one.id,
      state: one.state,
      carrier_id: one.carrierId,
      error_code: one.errorCode,
      reason: one.reason,
      retry_after: one.retryAfter,
    })),
  );
  await tx.execute(sql`
    UPDATE messages m SET
      state = CASE WHEN m.state = 'sending' OR (m.state = 'unconfirmed' AND r.state IN ('sent', 'failed')) THEN r.state ELSE m.state END,
      carrier_id = COALESCE(m.carrier_id, r.carrier_id),
      error_code = CASE WHEN m.state = 'sending' THEN r.error_code ELSE m.error_code END,
      reason = CASE WHEN m.state = 'sending' THEN r.reason WHEN m.state = 'unconfirmed' AND r.state = 'sent' THEN NULL ELSE m.reason END,
      not_before = CASE WHEN r.retry_after IS NOT NULL THEN now() + r.retry_after * interval '1 second' ELSE m.not_before END,
      sent_at = CASE WHEN r.state = 'sent' THEN COALESCE(m.sent_at, now()) ELSE m.sent_at END,
      settled_at = CASE WHEN r.state = 'failed' THEN COALESCE(m.settled_at, now()) ELSE m.settled_at END
    FROM jsonb_to_recordset(${content}::jsonb)
      AS r(leader_id int, member_id bigint, id bigint, state text, carrier_id text, error_code text, reason text, retry_after float8)
    WHERE m.leader_id = r.leader_id AND m.member_id = r.member_id AND m.id = r.id`);
}

/** Texts whose worker died while they were on their way: sent or not, nobody knows until a receipt comes. */
export async function callUnconfirmed(tx: Tx, number: { leaderId: number; phone: string }): Promise<Ref[]> {
  const result = await tx.execute<{ member_id: number; id: number }>(sql`
    UPDATE messages SET state = 'unconfirmed', reason = 'Tenfour stopped before the carrier answered: it may or may not have gone out.'
    WHERE leader_id = ${number.leaderId} AND number = ${number.phone} AND state = 'sending' RETURNING member_id, id`);
  return result.rows.map((row) => ({ leaderId: number.leaderId, memberId: row.member_id, id: row.id }));
}

/**
 * Puts back what was marked and surely never left: the number's lessee calls this while none of its requests is under
 * way and all answers are written, so a mark that still stands is of a claim whose commit was not heard of.
 */
export async function putBackMessages(tx: Tx, number: { leaderId: number; phone: string }): Promise<void> {
  await tx.execute(sql`
    UPDATE messages SET state = 'queued'
    WHERE leader_id = ${number.leaderId} AND number = ${number.phone} AND state = 'sending'`);
}

/** Lets texts that wait for another try leave now, because the carrier takes texts again. */
export async function releaseRetries(number: { leaderId: number; phone: string }): Promise<void> {
  await db().execute(sql`
    UPDATE messages SET not_before = NULL
    WHERE leader_id = ${number.leaderId} AND number = ${number.phone} AND state = 'queued' AND attempts > 0 AND not_before > now()`);
}

export type Settlement = Ref & {
  state: "sent" | "delivered" | "failed";
  carrierId: string;
  errorCode?: string;
  reason?: string;
};

/**
 * Applies receipts by primary key, one statement for all. Forward only: sent → delivered | failed, whatever the order
 * they come in, and a final state never goes back. Returns the rows that exist.
 */
export async function settleMessages(tx: Tx, settlements: Settlement[]): Promise<Set<string>> {
  if (settlements.length === 0) return new Set();
  const content = setOf(
    settlements.map((one) => ({
      leader_id: one.leaderId,
      member_id: one.memberId,
      id: one.id,
      state: one.state,
      carrier_id: one.carrierId,
      error_code: one.errorCode,
      reason: one.reason,
    })),
  );
  const result = await tx.execute<{ leader_id: number; member_id: number; id: number }>(sql`
    UPDATE messages m SET
      state = CASE WHEN m.state IN ('queued', 'sending', 'unconfirmed') OR (m.state = 'sent' AND r.state <> 'sent') THEN r.state ELSE m.state END,
      carrier_id = COALESCE(m.carrier_id, r.carrier_id),
      error_code = CASE WHEN m.state IN ('delivered', 'failed') THEN m.error_code ELSE r.error_code END,
      reason = CASE WHEN m.state IN ('delivered', 'failed') THEN m.reason ELSE r.reason END,
      sent_at = COALESCE(m.sent_at, now()),
      settled_at = CASE WHEN r.state <> 'sent' THEN COALESCE(m.settled_at, now()) ELSE m.settled_at END
    FROM jsonb_to_recordset(${content}::jsonb)
      AS r(leader_id int, member_id bigint, id bigint, state text, carrier_id text, error_code text, reason text)
    WHERE m.leader_id = r.leader_id AND m.member_id = r.member_id AND m.id = r.id AND m.outbound
      AND (m.carrier_id IS NULL OR m.carrier_id = r.carrier_id)
    RETURNING m.leader_id, m.member_id, m.id`);
  return new Set(result.rows.map((row) => refOf({ leaderId: row.leader_id, memberId: row.member_id, id: row.id })));
}
