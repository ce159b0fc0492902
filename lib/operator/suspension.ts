import { sql } from "drizzle-orm";
import { db, type Tx } from "@/lib/db/client";
import { asSystem } from "@/lib/db/scope";
import { announce } from "@/lib/live/announce";
import { Refusal } from "@/lib/refusal";
import { operatorLeaderId } from "./operator-leader";

/** What everyone on a suspended leader's team is told, whatever they try. */
export const suspendedSentence = "This account is suspended. Contact whoever runs this Tenfour.";

/** Whether the operator suspended a leader. */
export async function isSuspended(tx: Tx, leaderId: number): Promise<boolean> {
  const { rows } = await tx.execute(
    sql`SELECT 1 FROM leader_limits WHERE leader_id = ${leaderId} AND suspended_at IS NOT NULL`,
  );
  return rows.length > 0;
}

/**
 * Suspends a leader from the next request and the next claimed text on: their team can sign in, read the settings and
 * sign out. Only replies to STOP and HELP and sign-in codes are sent. Public pages are not available. Inbound texts are
 * still recorded. `reason` is for the operator. Throws a Refusal for the operator's own leader, and one with status 404 where there is no such leader.
 */
export async function suspendLeader(leaderId: number, reason: string): Promise<void> {
  await change(leaderId, async (tx) => {
    const { rows } = await tx.execute<{ operator: boolean }>(sql`SELECT ${leaderId} = ${operatorLeaderId} AS operator`);
    if (rows[0]?.operator) throw new Refusal("You can’t suspend your own account.");
    return tx.execute(sql`
      INSERT INTO leader_limits AS s (leader_id, suspended_at, suspended_reason)
      SELECT id, now(), ${reason} FROM leaders WHERE id = ${leaderId}
      ON CONFLICT (leader_id) DO UPDATE SET suspended_at = coalesce(s.suspended_at, now()),
        suspended_reason = excluded.suspended_reason, updated_at = now()`);
  });
}

/** Ends a suspension. Broadcasts that were being sent continue. Throws a Refusal with status 404 where there is none. */
export async function restoreLeader(leaderId: number): Promise<void> {
  await change(leaderId, (tx) =>
    tx.execute(sql`
      UPDATE leader_limits SET suspended_at = NULL, suspended_reason = NULL, updated_at = now()
      WHERE leader_id = ${leaderId} AND suspended_at IS NOT NULL`),
  );
}

/** Runs the change, lets open dashboards check whether they may go on, and wakes the senders. */
async function change(leaderId: number, make: (tx: Tx) => Promise<{ rowCount: number | null }>): Promise<void> {
  await asSystem("operator", () =>
    db().transaction(async (tx) => {
      if ((await make(tx)).rowCount !== 1)
        throw new Refusal("There’s no such account, or it isn’t suspended.", { gone: true });
      await announce(tx, leaderId, []);
      await tx.execute(sql`SELECT pg_notify('tenfour_work', 'numbers')`);
    }),
  );
}
