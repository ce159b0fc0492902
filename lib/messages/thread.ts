import { sql } from "drizzle-orm";
import type { Tx } from "@/lib/db/client";
import type { MessageKind, MessageMedia, MessageState } from "./table";

/** A text as the conversation shows it. Plain JSON: it goes over the wire as it is. */
export type Bubble = {
  /** Of a broadcast: its id, negative. */
  id: number;
  outbound: boolean;
  kind: MessageKind | "broadcast";
  body: string;
  state: MessageState;
  reason: string | null;
  parts: number;
  /** ISO, UTC. */
  at: string;
  onceKey: string | null;
  /** Unconfirmed and not yet decided upon by the leader. */
  open: boolean;
  /** It was sent again as another text. */
  again: boolean;
  /** What came or goes along, in its order. */
  media: ShownMedia[];
  /** Of a broadcast: how many got it, of how many who could. */
  audience?: { recipients: number; reachable: number };
};

/** A file as the thread shows it. */
export type ShownMedia = {
  id: string;
  kind: "image" | "video" | "audio" | "vcard" | "file";
  state: "pending" | "stored" | "failed";
  /** Why it is not here, or not yet. */
  reason: string | null;
  bytes: number | null;
  /** Pixels. */
  width: number | null;
  height: number | null;
  seconds: number | null;
  name: string | null;
  contact: { name: string; phones: string[] } | null;
};

/** What is shown of the files of a message `m`: the truth about them is in lib/media's rows. */
const mediaOf = sql`(
  SELECT jsonb_agg(jsonb_build_object('id', f.id, 'kind', f.kind, 'state', f.state, 'reason', f.reason, 'bytes', f.bytes,
    'width', f.width, 'height', f.height, 'seconds', f.duration_seconds, 'name', f.name, 'contact', f.contact) ORDER BY e.place)
  FROM jsonb_array_elements(m.media) WITH ORDINALITY AS e(item, place)
  JOIN media f ON f.leader_id = m.leader_id AND f.id = (e.item->>'id')::uuid)`;

/** The once key of the text that is sent in place of this one: so that "again" happens once only. */
export const againKey = (id: number): string => `again.${id}`;

export const pageLength = 40;

/**
 * A page of a member's texts by when they were written, the newest first; `before` is the id of the last text of the
 * page before. A late webhook brings a text that was written before others that are here already.
 */
export async function pageOfThread(tx: Tx, leaderId: number, memberId: number, before?: number): Promise<Bubble[]> {
  const result = await tx.execute<Record<string, unknown>>(sql`
    SELECT m.id, m.outbound, m.kind, m.body, m.state, m.reason, m.parts, m.at, m.once_key,
      CASE WHEN m.media IS NOT NULL THEN ${mediaOf} END AS media,
      m.state = 'unconfirmed' AND m.settled_at IS NULL AS open,
      m.outbound AND EXISTS (
        SELECT 1 FROM messages a WHERE a.leader_id = m.leader_id AND a.once_key = 'again.' || m.id) AS again
    FROM messages m
    WHERE m.leader_id = ${leaderId} AND m.member_id = ${memberId} ${
      before === undefined
        ? sql``
        : sql`AND (m.at, m.id) < (
      SELECT b.at, b.id FROM messages b WHERE b.leader_id = ${leaderId} AND b.member_id = ${memberId} AND b.id = ${before})`
    }
    ORDER BY m.at DESC, m.id DESC LIMIT ${pageLength}`);
  return result.rows.map((row) => ({
    id: row.id as number,
    outbound: row.outbound as boolean,
    kind: row.kind as MessageKind,
    body: row.body as string,
    state: row.state as MessageState,
    reason: row.reason as string | null,
    parts: row.parts as number,
    at: new Date(row.at as string).toISOString(),
    onceKey: row.once_key as string | null,
    open: row.open as boolean,
    again: row.again as boolean,
    media: (row.media as ShownMedia[] | null) ?? [],
  }));
}

/** When a text of a thread was written; null where there is no such text. ISO, UTC. */
export async function momentOf(tx: Tx, leaderId: number, memberId: number, id: number): Promise<string | null> {
  const { rows } = await tx.execute<{ at: string }>(
    sql`SELECT at FROM messages WHERE leader_id = ${leaderId} AND member_id = ${memberId} AND id = ${id}`,
  );
  return rows[0] ? new Date(rows[0].at).toISOString() : null;
}

type Settled = { body: string; kind: MessageKind; media: MessageMedia[] | null };

/**
 * Takes one of the leader's own replies that failed or is unconfirmed, locked, and notes that the leader has decided
 * upon it. Null where there is none such: it has moved on meanwhile, or it is somebody else's.
 */
export async function settleByLeader(tx: Tx, leaderId: number, memberId: number, id: number): Promise<Settled | null> {
  const result = await tx.execute<Settled>(sql`
    UPDATE messages SET settled_at = COALESCE(settled_at, now())
    WHERE leader_id = ${leaderId} AND member_id = ${memberId} AND id = ${id} AND outbound
      AND state IN ('failed', 'unconfirmed')
    RETURNING body, kind, media`);
  return result.rows[0] ?? null;
}
