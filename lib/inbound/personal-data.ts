import { sql } from "drizzle-orm";
import type { Tx } from "@/lib/db/client";
import type { PersonalTable } from "@/lib/privacy/personal-data";

/** Webhook events hold what a member texted, as the carrier brought it. */
export const personalArrivals: PersonalTable = {
  table: "arrivals",
  about: "member",
  exported: {
    key: "webhook_events",
    value: ({
      leaderId,
      memberId,
    }) => sql`(SELECT jsonb_agg(jsonb_build_object('kind', t.kind, 'content', t.content, 'received_at', t.received_at) ORDER BY t.id)
      FROM arrivals t WHERE t.leader_id = ${leaderId} AND t.member_id = ${memberId})`,
  },
  erased: forgetArrivals,
};

/** The last ten digits of a number: a raw webhook has it in whatever writing, plain or percent-encoded. */
const digitsOf = (phone: string) => phone.replace(/\D/g, "").slice(-10);

/**
 * Empties the webhook events of members who are forgotten, also those that could not be processed: these carry their
 * number somewhere in their raw content only, and often belong to no leader. The rows stay until they are pruned, so that
 * a late retry by the carrier is still recognized.
 */
export async function forgetArrivals(tx: Tx, leaderId: number, memberIds: number[], phones: string[]): Promise<void> {
  await tx.execute(sql`
    UPDATE arrivals SET content = '{}', concat_key = NULL, member_id = NULL
    WHERE leader_id = ${leaderId} AND member_id = ANY(${sql.param(memberIds)}::bigint[])`);
  await tx.execute(sql`
    UPDATE arrivals SET content = '{}', concat_key = NULL
    WHERE problem IS NOT NULL AND digested_at IS NOT NULL AND (leader_id IS NULL OR leader_id = ${leaderId})
      AND EXISTS (SELECT FROM unnest(${sql.param(phones.map(digitsOf))}::text[]) d
        WHERE position(d IN regexp_replace(content::text, '[^0-9]', '', 'g')) > 0)`);
}
