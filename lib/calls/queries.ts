import { sql } from "drizzle-orm";
import type { CallEvent, IncomingCall } from "@/lib/carrier/calls";
import type { Tx } from "@/lib/db/client";
import type { TimeCursor } from "@/lib/web/cursor";
import type { Call } from "./table";

/** Forward only: a late "ringing" changes nothing, and a final state never goes back. */
const rank = sql`CASE state WHEN 'ringing' THEN 0 WHEN 'answered' THEN 1 ELSE 2 END`;

/** A member who called before this row, by their number. */
const memberOf = (leaderId: number, phone: string | null) =>
  sql`(SELECT id FROM members WHERE leader_id = ${leaderId} AND phone = ${phone})`;

/** Notes a call that comes in; the same call twice is one. */
export async function noteCall(tx: Tx, leaderId: number, call: IncomingCall): Promise<void> {
  await tx.execute(sql`
    INSERT INTO calls (leader_id, carrier_id, conversation, number, phone, member_id, state)
    VALUES (${leaderId}, ${call.carrierId}, ${call.conversation}, ${call.to}, ${call.from}, ${memberOf(leaderId, call.from)}, 'ringing')
    ON CONFLICT (leader_id, carrier_id) DO NOTHING`);
}

/**
 * Applies an event, whatever the order they come in; a call that nobody has noted yet is noted. Answers the call and
 * whether this event ended it, or null where it changed nothing.
 */
export async function moveCall(
  tx: Tx,
  leaderId: number,
  event: CallEvent,
): Promise<{ call: Call; over: boolean } | null> {
  await noteCall(tx, leaderId, event);
  const over = event.state !== "ringing" && event.state !== "answered";
  const result = await tx.execute<Record<string, unknown>>(sql`
    UPDATE calls SET state = ${event.state}, seconds = COALESCE(${event.seconds}::int, seconds),
      ended_at = CASE WHEN ${over} THEN now() ELSE ended_at END
    WHERE leader_id = ${leaderId} AND carrier_id = ${event.carrierId}
      AND ${rank} < ${event.state === "ringing" ? 0 : event.state === "answered" ? 1 : 2}
    RETURNING *`);
  const row = result.rows[0];
  return row ? { call: callOf(row), over } : null;
}

/** The call of a conversation, locked, or null. */
export async function callOfConversation(tx: Tx, leaderId: number, conversation: string): Promise<Call | null> {
  const result = await tx.execute<Record<string, unknown>>(sql`
    SELECT * FROM calls WHERE leader_id = ${leaderId} AND conversation = ${conversation} ORDER BY id LIMIT 1 FOR UPDATE`);
  return result.rows[0] ? callOf(result.rows[0]) : null;
}

/** Ties the message that was left, and the member who left it, to the call. */
export async function tieMessage(
  tx: Tx,
  call: Pick<Call, "leaderId" | "id">,
  left: { recordingId: string; mediaId: string; memberId: number | null },
): Promise<void> {
  await tx.execute(sql`
    UPDATE calls SET recording_id = ${left.recordingId}, media_id = ${left.mediaId},
      member_id = COALESCE(member_id, ${left.memberId}::bigint)
    WHERE leader_id = ${call.leaderId} AND id = ${call.id}`);
}

/** Names the member of a call whose number was not known when it came in. */
export async function tieMember(tx: Tx, call: Pick<Call, "leaderId" | "id">, memberId: number): Promise<void> {
  await tx.execute(sql`
    UPDATE calls SET member_id = ${memberId} WHERE leader_id = ${call.leaderId} AND id = ${call.id} AND member_id IS NULL`);
}

export type CallRow = Call & { at: string; mediaState: string | null; mediaSeconds: number | null };

export const callsPerPage = 30;

/** A page of a leader's calls, the newest first (keyset). */
export async function pageOfCalls(tx: Tx, leaderId: number, after?: TimeCursor | null): Promise<CallRow[]> {
  const result = await tx.execute<Record<string, unknown>>(sql`
    SELECT c.*, c.started_at::text AS at, f.state AS media_state, f.duration_seconds AS media_seconds
    FROM calls c LEFT JOIN media f ON f.leader_id = c.leader_id AND f.id = c.media_id
    WHERE c.leader_id = ${leaderId}
      ${after ? sql`AND (c.started_at, c.id) < (${after.at}::timestamptz, ${after.id})` : sql``}
    ORDER BY c.started_at DESC, c.id DESC LIMIT ${callsPerPage}`);
  return result.rows.map((row) => ({
    ...callOf(row),
    at: row.at as string,
    mediaState: row.media_state as string | null,
    mediaSeconds: row.media_seconds as number | null,
  }));
}

export type CallCounts = { month: number; callers: number; messages: number };

/** Calls of the last 30 days, how many people that were, and how many messages they left. */
export async function countCalls(tx: Tx, leaderId: number): Promise<CallCounts> {
  const result = await tx.execute<CallCounts>(sql`
    SELECT count(*)::int AS month, count(DISTINCT phone)::int AS callers, count(media_id)::int AS messages
    FROM calls WHERE leader_id = ${leaderId} AND started_at > now() - interval '30 days'`);
  return result.rows[0]!;
}

function callOf(row: Record<string, unknown>): Call {
  const time = (value: unknown) => (value === null ? null : new Date(value as string));
  return {
    leaderId: row.leader_id as number,
    id: row.id as number,
    carrierId: row.carrier_id as string,
    conversation: row.conversation as string,
    number: row.number as string,
    phone: row.phone as string | null,
    memberId: row.member_id as number | null,
    state: row.state as Call["state"],
    seconds: row.seconds as number | null,
    recordingId: row.recording_id as string | null,
    mediaId: row.media_id as string | null,
    startedAt: time(row.started_at) as Date,
    endedAt: time(row.ended_at),
  };
}
