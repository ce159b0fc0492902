import { sql } from "drizzle-orm";
import type { Tx } from "@/lib/db/client";
import { mergeFieldsOf } from "@/lib/fields/queries";
import { announceBroadcast } from "@/lib/live/announce";
import { type CustomField, personalFields } from "./personal";

/**
 * Runs `change`, which may rename custom fields, and rewrites every broadcast that names a renamed one, so that a merge
 * field follows its field: drafts, scheduled broadcasts, one that is being sent, and past ones as threads show them.
 */
export async function followingFields<Result>(
  tx: Tx,
  leaderId: number,
  change: () => Promise<Result>,
): Promise<Result> {
  const before = await mergeFieldsOf(tx, leaderId);
  const result = await change();
  const renamed = renamedSlugs(before, await mergeFieldsOf(tx, leaderId));
  if (renamed.size > 0) await rewriteBodies(tx, leaderId, renamed);
  return result;
}

/** Old slug → new slug of the fields whose slug changed. */
export function renamedSlugs(before: CustomField[], after: CustomField[]): Map<string, string> {
  const slugById = (fields: CustomField[]) => {
    const slugs = personalFields(fields).slice(personalFields([]).length);
    return new Map(fields.map((field, at) => [field.id, slugs[at]?.slug ?? ""]));
  };
  const now = slugById(after);
  return new Map(
    [...slugById(before)].flatMap(([id, slug]): [string, string][] => {
      const changed = now.get(id);
      return changed === undefined || changed === slug ? [] : [[slug, changed]];
    }),
  );
}

/** A body with its merge fields renamed; everything else stays as it was written. */
export function renameMergeFields(body: string, renamed: ReadonlyMap<string, string>): string {
  return body.replace(
    /(\{\{-?\s*)([a-z_][a-z0-9_]*)/gi,
    (whole, start: string, slug: string) => start + (renamed.get(slug) ?? whole.slice(start.length)),
  );
}

async function rewriteBodies(tx: Tx, leaderId: number, renamed: ReadonlyMap<string, string>): Promise<void> {
  const named = `\\{\\{-?\\s*(${[...renamed.keys()].join("|")})\\M`;
  const { rows } = await tx.execute<{ id: number; body: string; state: string }>(sql`
    SELECT id, body, state FROM broadcasts WHERE leader_id = ${leaderId} AND body ~ ${named} FOR UPDATE`);
  if (rows.length === 0) return;
  const rewritten = JSON.stringify(rows.map(({ id, body }) => ({ id, body: renameMergeFields(body, renamed) })));
  // A new revision: an open composer takes it over instead of saving the old name back.
  await tx.execute(sql`
    UPDATE broadcasts b SET body = r.body, revision = b.revision + 1
    FROM jsonb_to_recordset(${rewritten}::jsonb) AS r(id int, body text)
    WHERE b.leader_id = ${leaderId} AND b.id = r.id`);
  for (const { id, state } of rows) if (state === "draft") await announceBroadcast(tx, leaderId, id);
}
