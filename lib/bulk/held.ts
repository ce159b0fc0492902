import { sql } from "drizzle-orm";
import type { Held } from "@/lib/privacy/erase";

/**
 * Whom a deletion of many still holds: the ten minutes begin with its end, for all of them. One that stopped in the
 * middle holds them for ten minutes after its beginning.
 */
export const heldByBulk: Held = (before) => sql`EXISTS (SELECT FROM bulk_actions a
  WHERE a.leader_id = deleted_members.leader_id AND a.id = deleted_members.action_id AND (a.state IN ('running', 'undoing')
    OR COALESCE(a.finished_at, a.created_at) > ${before.toISOString()}::timestamptz))`;
