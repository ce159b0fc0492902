import { type SQL, sql } from "drizzle-orm";
import type { Tx } from "@/lib/db/client";
import { readTimeCursor } from "@/lib/web/cursor";

/** What can be listed by name. */
export const listable = [
  "answered",
  "clicked",
  "failed",
  "unconfirmed",
  "waiting",
  "delivered",
  "opted_out",
  "withheld",
  "dropped",
] as const;
export type Listable = (typeof listable)[number];

export type PersonRow = {
  memberId: number;
  name: string | null;
  phone: string;
  /** ISO, UTC: when it happened; null where it has not. */
  at: string | null;
  /** Their answer, or why it did not arrive. */
  words: string | null;
};
export type People = {
  people: PersonRow[] /** For the page after this one; null: that is all. */;
  next: string | null;
};

const aPage = 50;

const are: Record<Exclude<Listable, "answered">, { where: SQL; at: SQL }> = {
  clicked: { where: sql`d.clicked_at IS NOT NULL`, at: sql`d.clicked_at` },
  failed: { where: sql`d.state = 'failed'`, at: sql`d.settled_at` },
  unconfirmed: { where: sql`d.state = 'unconfirmed'`, at: sql`d.sent_at` },
  waiting: { where: sql`d.state IN ('waiting', 'sending')`, at: sql`d.not_before` },
  delivered: { where: sql`d.state = 'delivered'`, at: sql`d.settled_at` },
  opted_out: { where: sql`d.opted_out_at IS NOT NULL`, at: sql`d.opted_out_at` },
  withheld: { where: sql`d.state = 'withheld'`, at: sql`d.settled_at` },
  dropped: { where: sql`d.state = 'dropped'`, at: sql`d.settled_at` },
};

/** A page of the members of one slice, by key: who answered by their answer, the newest first; the others by member. */
export async function peopleOf(
  tx: Tx,
  leaderId: number,
  id: number,
  slice: Listable,
  after: string | null,
): Promise<People> {
  const from = sql`FROM deliveries d LEFT JOIN members m ON m.leader_id = d.leader_id AND m.id = d.member_id`;
  const name = sql`NULLIF(trim(concat_ws(' ', m.first_name, m.last_name)), '') AS name`;
  const mine = sql`d.leader_id = ${leaderId} AND d.broadcast_id = ${id}`;
  if (slice === "answered") {
    const cursor = readTimeCursor(after);
    const older = cursor
      ? sql`AND (date_trunc('milliseconds', d.replied_at), d.member_id) < (${cursor.at}::timestamptz, ${cursor.id}::bigint)`
      : sql``;
    return page(
      tx,
      sql`SELECT d.member_id, ${name}, d.phone, date_trunc('milliseconds', d.replied_at) AS at, t.body AS words ${from}
        LEFT JOIN LATERAL (
          SELECT body FROM messages t WHERE t.leader_id = d.leader_id AND t.member_id = d.member_id AND NOT t.outbound
            AND t.at >= d.replied_at - interval '1 second' ORDER BY t.id LIMIT 1) t ON true
        WHERE ${mine} AND d.replied_at IS NOT NULL ${older}
        ORDER BY date_trunc('milliseconds', d.replied_at) DESC, d.member_id DESC`,
      (row) => `${row.at}~${row.memberId}`,
    );
  }
  const { where, at } = are[slice];
  const beyond = /^\d{1,15}$/.test(after ?? "") ? Number(after) : 0;
  return page(
    tx,
    sql`SELECT d.member_id, ${name}, d.phone, ${at} AS at, d.reason AS words ${from}
      WHERE ${mine} AND ${where} AND d.member_id > ${beyond}::bigint ORDER BY d.member_id`,
    (row) => String(row.memberId),
  );
}

async function page(tx: Tx, query: SQL, keyOf: (row: PersonRow) => string): Promise<People> {
  const { rows } = await tx.execute<{
    member_id: number;
    name: string | null;
    phone: string;
    at: string | null;
    words: string | null;
  }>(sql`${query} LIMIT ${aPage + 1}`);
  const people = rows.slice(0, aPage).map((row) => ({
    memberId: row.member_id,
    name: row.name,
    phone: row.phone,
    at: row.at ? new Date(row.at).toISOString() : null,
    words: row.words,
  }));
  const last = people.at(-1);
  return { people, next: rows.length > aPage && last ? keyOf(last) : null };
}
