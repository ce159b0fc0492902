import { sql } from "drizzle-orm";
import type { Tx } from "@/lib/db/client";
import { type ConsentEvent, consentLog } from "./table";

export type { ConsentEvent } from "./table";

/** Adds to the append-only consent log. Nothing in the product changes or deletes what stands there. */
export async function logConsent(tx: Tx, rows: (typeof consentLog.$inferInsert)[]): Promise<void> {
  if (rows.length > 0) await tx.insert(consentLog).values(rows);
}

/**
 * Adds one and the same event of many members, in one statement. `words` say where their consent (or its end) came
 * from, 1,000 characters at most.
 */
export async function logConsentOfMany(
  tx: Tx,
  leaderId: number,
  members: { id: number; phone: string }[],
  { event, channel, words }: Pick<ConsentEvent, "event" | "channel"> & { words: string },
): Promise<void> {
  if (members.length === 0) return;
  await tx.execute(sql`
    INSERT INTO consent_log (leader_id, member_id, phone, event, channel, words)
    SELECT ${leaderId}::int, id, phone, ${event}, ${channel}, ${words.slice(0, 1000)}
    FROM unnest(${sql.param(members.map((one) => one.id))}::bigint[], ${sql.param(members.map((one) => one.phone))}::text[])
      AS m(id, phone)`);
}

/**
 * Adds events of many members, each with its own words and time, in one statement. `at` is ISO in UTC: when they granted
 * or revoked, as the source states; null: now. Words are cut at 1,000 characters.
 */
export async function logStatedConsent(
  tx: Tx,
  leaderId: number,
  channel: ConsentEvent["channel"],
  events: { id: number; phone: string; event: ConsentEvent["event"]; words: string; at: string | null }[],
): Promise<void> {
  if (events.length === 0) return;
  const rows = JSON.stringify(events.map((one) => ({ ...one, words: one.words.slice(0, 1000) })));
  await tx.execute(sql`
    INSERT INTO consent_log (leader_id, member_id, phone, event, channel, words, at)
    SELECT ${leaderId}::int, id, phone, event, ${channel}, words, coalesce(at, now())
    FROM jsonb_to_recordset(${rows}::jsonb) AS e(id bigint, phone text, event text, words text, at timestamptz)`);
}
