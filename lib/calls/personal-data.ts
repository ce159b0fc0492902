import { sql } from "drizzle-orm";
import type { Tx } from "@/lib/db/client";
import { forgetFiles } from "@/lib/media/forget";
import type { PersonalTable } from "@/lib/privacy/personal-data";

/** Calls name their caller, also before the caller was a member: they are found by id and by number. */
export const personalCalls: PersonalTable = {
  table: "calls",
  about: "member",
  exported: {
    key: "calls",
    value: ({
      leaderId,
      memberId,
      phone,
    }) => sql`(SELECT jsonb_agg(to_jsonb(t) - 'leader_id' - 'member_id' ORDER BY t.id)
      FROM calls t WHERE t.leader_id = ${leaderId} AND (t.member_id = ${memberId} OR t.phone = ${phone}))`,
  },
  erased: forgetCalls,
};

/** Removes every call of members who are forgotten, with the voicemail they left. */
async function forgetCalls(tx: Tx, leaderId: number, memberIds: number[], phones: string[]): Promise<void> {
  const { rows } = await tx.execute<{ media_id: string | null }>(sql`
    DELETE FROM calls WHERE leader_id = ${leaderId}
      AND (member_id = ANY(${sql.param(memberIds)}::bigint[]) OR phone = ANY(${sql.param(phones)}::text[]))
    RETURNING media_id`);
  await forgetFiles(
    tx,
    leaderId,
    rows.flatMap((row) => row.media_id ?? []),
  );
}
