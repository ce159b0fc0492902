import { type SQL, sql } from "drizzle-orm";

/**
 * True of a row `m` of members that a broadcast may be sent to; what it takes is said once, in table.ts, and kept by the
 * database itself. Counts, audiences and the sender all ask here.
 */
export const reachable: SQL = sql`m.can_be_texted`;
