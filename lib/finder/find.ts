import { sql } from "drizzle-orm";
import { listCrowd } from "@/lib/bulk/crowd";
import type { Tx } from "@/lib/db/client";

/** Something the command palette leads to. */
export type Found = { kind: "member" | "segment" | "broadcast"; id: number; label: string; meta: string };

/** Members, saved segments and broadcasts that are called, numbered or worded so; a few of each. */
export async function find(
  tx: Tx,
  leader: { leaderId: number; timeZone: string },
  typed: string,
  now: Date,
): Promise<Found[]> {
  const text = typed.trim().slice(0, 100);
  if (!text) return [];
  const like = `%${text.replace(/[\\%_]/g, "\\$&")}%`;
  const [members, named] = await Promise.all([
    listCrowd(tx, leader, { search: text }, { sort: "last_text" }, now),
    tx.execute<Found>(sql`
      (SELECT 'segment' AS kind, id, name AS label, '' AS meta FROM segments
        WHERE leader_id = ${leader.leaderId} AND deleted_at IS NULL AND name ILIKE ${like} ORDER BY name LIMIT 5)
      UNION ALL
      (SELECT 'broadcast', id, left(body, 120), state FROM broadcasts
        WHERE leader_id = ${leader.leaderId} AND body ILIKE ${like} ORDER BY id DESC LIMIT 5)`),
  ]);
  const people = members.members.slice(0, 7).map(
    (row): Found => ({
      kind: "member",
      id: row.id,
      label: row.fullName ?? row.shownPhone,
      meta: [row.fullName && row.shownPhone, row.city].filter(Boolean).join(" · "),
    }),
  );
  return [...people, ...named.rows];
}
