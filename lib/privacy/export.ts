import { makeZip } from "client-zip";
import { sql } from "drizzle-orm";
import type { Tx } from "@/lib/db/client";
import { endingOf } from "@/lib/media/sign";
import { keyOf, mediaStore } from "@/lib/media/store";
import { mediaOf, type PersonalTable, type Subject } from "./personal-data";

/**
 * Everything that is stored of one member, as they may ask for it (CCPA/CPRA; docs/compliance.md, "A member's rights"):
 * plain JSON with the names of our columns, times ISO in UTC, one key for each registered table. Null where this leader
 * has no such member.
 */
export async function exportMember(
  tx: Tx,
  { leaderId, memberId, tables }: { leaderId: number; memberId: number; tables: PersonalTable[] },
  now: Date,
): Promise<Record<string, unknown> | null> {
  const subject = await subjectOf(tx, leaderId, memberId);
  if (!subject) return null;
  const parts = tables.flatMap(({ exported }) =>
    "key" in exported ? [sql`${exported.key}::text, ${exported.value(subject)}`] : [],
  );
  const found = await tx.execute<{ whole: Record<string, unknown> }>(sql`
    SELECT jsonb_build_object('exported_at', ${now.toISOString()}::text,
      'leader', (SELECT name FROM leaders WHERE id = ${leaderId}), ${sql.join(parts, sql`, `)}) AS whole`);
  return found.rows[0]?.whole ?? null;
}

/**
 * The same as a ZIP that is made while it is read: `member.json`, and each stored file under `media/` by its id. Files
 * that the store no longer has are left out. Null where this leader has no such member.
 */
export async function exportMemberZip(
  tx: Tx,
  input: { leaderId: number; memberId: number; tables: PersonalTable[] },
  now: Date,
): Promise<ReadableStream<Uint8Array> | null> {
  const subject = await subjectOf(tx, input.leaderId, input.memberId);
  const data = subject && (await exportMember(tx, input, now));
  if (!data) return null;
  const files = await tx.execute<{ id: string; type: string | null; stored_at: string | null }>(sql`
    SELECT t.id, t.type, t.stored_at FROM media t WHERE ${mediaOf(subject)} AND t.state = 'stored' ORDER BY t.created_at, t.id`);
  async function* entries() {
    yield { name: "member.json", lastModified: now, input: JSON.stringify(data, null, 2) };
    for (const file of files.rows) {
      const bytes = await mediaStore().get(keyOf(input.leaderId, file.id, "original"));
      if (!bytes) continue;
      const lastModified = file.stored_at ? new Date(file.stored_at) : now;
      yield { name: `media/${file.id}.${endingOf(file.type ?? "")}`, lastModified, input: bytes };
    }
  }
  return makeZip(entries());
}

async function subjectOf(tx: Tx, leaderId: number, memberId: number): Promise<Subject | null> {
  const { rows } = await tx.execute<{ phone: string }>(
    sql`SELECT phone FROM members WHERE leader_id = ${leaderId} AND id = ${memberId}`,
  );
  return rows[0] ? { leaderId, memberId, phone: rows[0].phone } : null;
}
