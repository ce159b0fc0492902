import { type SQL, sql } from "drizzle-orm";

/**
 * True of a row `m` of members that a broadcast may be sent to: consent given and not taken back, no plain wish to stop
 * that waits for the leader, neither muted nor blocked, and a number that lives (compliance.md). The one place where
 * this is said: counts, audiences and the sender all ask here.
 */
export const reachable: SQL = sql`(m.status = 'active' AND m.held_at IS NULL AND m.muted_at IS NULL AND m.blocked_at IS NULL AND m.unreachable_at IS NULL)`;
