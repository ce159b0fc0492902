import { sql } from "drizzle-orm";
import type { Tx } from "@/lib/db/client";
import type { Member } from "./table";

export type Texter = {
  leaderId: number;
  phone: string;
  country: string;
  abroad: boolean;
  number: string;
  /** The number has been released: they are answered from the one they texted before. */
  released?: boolean;
  /** When the text was written. */
  at: Date;
};
export type KnownTexter = Pick<
  Member,
  "leaderId" | "id" | "phone" | "status" | "language" | "joinedAt" | "firstAnswerAt" | "askedAt" | "consentAt"
> & {
  /** Recorded, not shown, never answered. */
  blocked: boolean;
  /** They may have asked to stop, and nobody has decided yet. */
  held: boolean;
};

/**
 * Finds or creates the members behind texts, in three statements for any number of them, and locks them until the
 * transaction ends. A text from a number that was called dead brings it back. Keyed `leaderId:phone`.
 */
export async function findOrCreateTexters(tx: Tx, texters: Texter[]): Promise<Map<string, KnownTexter>> {
  const content = JSON.stringify(
    texters.map((one) => ({
      leader_id: one.leaderId,
      phone: one.phone,
      country: one.country,
      status: one.abroad ? "abroad" : "new",
      number: one.number,
      released: one.released ?? false,
      at: one.at,
    })),
  );
  const from = sql`jsonb_to_recordset(${content}::jsonb) AS t(leader_id int, phone text, country text, status text, number text, released boolean, at timestamptz)`;
  await tx.execute(sql`
    INSERT INTO members (leader_id, phone, country, status, number)
    SELECT DISTINCT ON (leader_id, phone) leader_id, phone, country, status, number FROM ${from}
    ON CONFLICT (leader_id, phone) DO NOTHING`);
  const found = await tx.execute<{
    leader_id: number;
    id: number;
    phone: string;
    status: Member["status"];
    language: string | null;
    joined_at: Date | null;
    first_answer_at: Date | null;
    asked_at: Date | null;
    consent_at: string | null;
    blocked: boolean;
    held: boolean;
  }>(sql`
    SELECT m.leader_id, m.id, m.phone, m.status, m.language, m.joined_at, m.first_answer_at, m.asked_at,
      COALESCE(m.consent_at, m.opted_out_at) AS consent_at, m.blocked_at IS NOT NULL AS blocked, m.held_at IS NOT NULL AS held
    FROM members m JOIN (SELECT DISTINCT leader_id, phone FROM ${from}) t USING (leader_id, phone)
    ORDER BY m.leader_id, m.id FOR UPDATE OF m`);
  // They are answered from the number they texted last.
  await tx.execute(sql`
    UPDATE members m SET number = coalesce(t.number, m.number), unreachable_at = NULL,
      last_inbound_at = greatest(m.last_inbound_at, t.at), inbound_count = m.inbound_count + t.texts
    FROM (SELECT leader_id, phone, (array_agg(number ORDER BY at DESC) FILTER (WHERE NOT released))[1] AS number, max(at) AS at, count(*)::int AS texts
          FROM ${from} GROUP BY leader_id, phone) t
    WHERE m.leader_id = t.leader_id AND m.phone = t.phone`);
  return new Map(
    found.rows.map((row) => [
      `${row.leader_id}:${row.phone}`,
      {
        leaderId: row.leader_id,
        id: row.id,
        phone: row.phone,
        status: row.status,
        language: row.language,
        joinedAt: row.joined_at && new Date(row.joined_at),
        firstAnswerAt: row.first_answer_at && new Date(row.first_answer_at),
        askedAt: row.asked_at && new Date(row.asked_at),
        consentAt: row.consent_at === null ? null : new Date(row.consent_at),
        blocked: row.blocked,
        held: row.held,
      },
    ]),
  );
}

/** Remembers that these members were sent the first answer now. */
export async function noteFirstAnswer(tx: Tx, who: { leaderId: number; memberId: number }[], now: Date): Promise<void> {
  if (who.length === 0) return;
  const content = JSON.stringify(who.map((one) => ({ leader_id: one.leaderId, member_id: one.memberId })));
  await tx.execute(sql`
    UPDATE members m SET first_answer_at = ${now.toISOString()}::timestamptz
    FROM jsonb_to_recordset(${content}::jsonb) AS w(leader_id int, member_id bigint)
    WHERE m.leader_id = w.leader_id AND m.id = w.member_id`);
}
