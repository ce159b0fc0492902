import { sql } from "drizzle-orm";
import type { Held } from "@/lib/privacy/erase";
import { undoMs } from "./start";

/**
 * Members whom a bulk deletion can still restore: its undo time begins when it ends, for all of them. One that stopped in
 * the middle counts from its start.
 */
export const heldByBulk: Held = (now) => sql`EXISTS (SELECT FROM bulk_actions a
  WHERE a.leader_id = deleted_members.leader_id AND a.id = deleted_members.action_id AND (a.state IN ('running', 'undoing')
    OR COALESCE(a.finished_at, a.created_at) > ${new Date(now.getTime() - undoMs).toISOString()}::timestamptz))`;
