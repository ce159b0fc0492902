import { sql } from "drizzle-orm";
import type { Tx } from "@/lib/db/client";
import { measure } from "./parts";
import { type MessageKind, type MessageMedia, priorityOf } from "./table";

export type TextToQueue = {
  leaderId: number;
  /** 0 for a teammate's sign-in code. */
  memberId: number;
  /** The leader's number, E.164. */
  number: string;
  /** The other side, E.164. */
  phone: string;
  kind: MessageKind;
  body: string;
  fill?: string | null;
  authorId?: number | null;
  /** What goes along, as an MMS. The body may be empty then. */
  media?: MessageMedia[] | null;
  /** The same key twice for one leader is one text. */
  onceKey?: string | null;
};

/** The parts a body will have once {{link}} or {{code}} is filled in, for pacing. */
function partsWhenFilled(body: string): number {
  const filled = body.replaceAll("{{link}}", "x".repeat(70)).replaceAll("{{code}}", "000000");
  return Math.max(1, measure(filled).parts);
}

/**
 * Writes outgoing texts into the outbox, in one statement, and wakes the senders when the transaction commits.
 * Every outgoing text starts here (decision 4). Rows whose onceKey is taken are left out of the answer.
 */
export async function queueTexts(tx: Tx, rows: TextToQueue[]): Promise<{ memberId: number; id: number }[]> {
  if (rows.length === 0) return [];
  const content = rows.map((row) => ({
    leader_id: row.leaderId,
    member_id: row.memberId,
    number: row.number,
    phone: row.phone,
    kind: row.kind,
    body: row.body,
    fill: row.fill ?? null,
    author_id: row.authorId ?? null,
    once_key: row.onceKey ?? null,
    media: row.media?.length ? row.media : null,
    // The carrier counts an MMS as one, however long its words are.
    parts: row.media?.length ? 1 : partsWhenFilled(row.body),
    priority: priorityOf[row.kind],
  }));
  const result = await tx.execute<{ member_id: number; id: number }>(sql`
    INSERT INTO messages (leader_id, member_id, outbound, kind, number, phone, body, fill, media, state, parts, priority, author_id, once_key)
    SELECT leader_id, member_id, true, kind, number, phone, body, fill, media, 'queued', parts, priority, author_id, once_key
    FROM jsonb_to_recordset(${JSON.stringify(content)}::jsonb)
      AS r(leader_id int, member_id bigint, number text, phone text, kind text, body text, fill text, media jsonb,
           author_id int, once_key text, parts smallint, priority smallint)
    ON CONFLICT (leader_id, once_key) WHERE once_key IS NOT NULL DO NOTHING
    RETURNING member_id, id`);
  await wakeSender(tx);
  return result.rows.map((row) => ({ memberId: row.member_id, id: row.id }));
}

/** Has the senders look at their queues when the transaction commits. */
export async function wakeSender(tx: Tx): Promise<void> {
  await tx.execute(sql`SELECT pg_notify('tenfour_work', 'outbox')`);
}

/** Whether a text with this once key was ever queued. */
export async function wasQueued(tx: Tx, leaderId: number, onceKey: string): Promise<boolean> {
  const found = await tx.execute(sql`SELECT 1 FROM messages WHERE leader_id = ${leaderId} AND once_key = ${onceKey}`);
  return (found.rowCount ?? 0) > 0;
}
