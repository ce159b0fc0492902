import { sql } from "drizzle-orm";
import type { Tx } from "@/lib/db/client";
import { putBackMembers } from "@/lib/members/take-out";
import { putBackThreads } from "@/lib/threads/hide";
import { liftTombstones } from "./tombstones";

type Row = Record<string, unknown>;

/**
 * Brings back some of those whom one action deleted, with ids after `after`, in their order. Whose number has texted
 * since is a new member already: what was deleted of them goes as planned. `last` is null where nobody is left.
 */
export async function bringBackSome(
  tx: Tx,
  { leaderId, actionId }: { leaderId: number; actionId: number },
  after: number,
  limit: number,
): Promise<{ seen: number; last: number | null }> {
  const found = await tx.execute<{ member_id: number; member: Row; thread: Row | null }>(sql`
    SELECT member_id, member, thread FROM deleted_members
    WHERE leader_id = ${leaderId} AND action_id = ${actionId} AND member_id > ${after}
    ORDER BY member_id LIMIT ${limit} FOR UPDATE`);
  const back = new Set(
    await putBackMembers(
      tx,
      found.rows.map((row) => row.member),
    ),
  );
  const theirs = found.rows.filter((row) => back.has(row.member_id));
  await putBackThreads(
    tx,
    theirs.flatMap(({ thread }) => (thread ? [thread] : [])),
  );
  await liftTombstones(
    tx,
    theirs.map(({ member }) => ({ leaderId, phone: member.phone as string })),
  );
  await tx.execute(sql`
    DELETE FROM deleted_members WHERE leader_id = ${leaderId} AND member_id = ANY(${sql.param([...back])}::bigint[])`);
  return { seen: found.rows.length, last: found.rows.at(-1)?.member_id ?? null };
}
