import { sql } from "drizzle-orm";
import type { Tx } from "@/lib/db/client";
import type { PersonalTable } from "@/lib/privacy/personal-data";

const bareIds = "bare ids for undo, gone when the action can no longer be undone";

export const personalBulkChanges: PersonalTable = {
  table: "bulk_changes",
  about: "member",
  exported: { never: bareIds },
  erased: { never: bareIds },
};

/** Whom an action is about: what was searched for, or a list of members. It is emptied when the action ends (work.ts). */
export const personalBulkActions: PersonalTable = {
  table: "bulk_actions",
  about: "member",
  exported: { never: "what a teammate searched for, for as long as the action runs" },
  erased: forgetCrowds,
};

/** Takes erased members out of the lists of actions under way. One that failed loses its search: it can only be undone then. */
async function forgetCrowds(tx: Tx, leaderId: number, memberIds: number[]): Promise<void> {
  const ids = sql.param(memberIds);
  const without = (
    key: string,
  ) => sql`CASE WHEN jsonb_typeof(crowd -> ${key}::text) = 'array' THEN jsonb_build_object(${key}::text,
    (SELECT coalesce(jsonb_agg(one), '[]') FROM jsonb_array_elements(crowd -> ${key}::text) one WHERE one::bigint <> ALL(${ids}::bigint[]))) ELSE '{}' END`;
  await tx.execute(sql`
    UPDATE bulk_actions SET crowd = CASE WHEN state = 'failed' AND crowd ->> 'search' IS NOT NULL THEN NULL
      ELSE crowd || ${without("ids")} || ${without("except")} END
    WHERE leader_id = ${leaderId} AND crowd IS NOT NULL
      AND (state = 'failed' OR crowd ? 'ids' OR crowd ? 'except')`);
}
