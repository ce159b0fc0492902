import { type SQL, sql } from "drizzle-orm";
import { DateTime } from "luxon";
import type { Tx } from "@/lib/db/client";
import { reachable } from "@/lib/members/reachable";
import { sampled, sampleShare } from "@/lib/members/sample";
import { looked } from "@/lib/segments/estimate";
import type { SegmentTree } from "@/lib/segments/tree";
import { audienceWhere } from "./audience";
import { type CustomField, type Person, personalFields } from "./personal";

/** One who would read it. */
export type Reader = {
  id: number;
  phone: string;
  person: Person;
  /** The opt-out line is due for them this month. */
  optOutDue: boolean;
  /** Slugs of the fields asked for that they have not answered. */
  missing: string[];
};

/** So many are filled for the parts on average; all of them where there are fewer. */
const most = 500;
/** Of the longest and shortest answers, so many each: a fallback may be longer than a name. */
const extremes = 3;

/**
 * Some of those in an audience: a fair share of them, and those whose answers to the fields in use are the longest and
 * the shortest of all, so that the longest text is among what the composer counts.
 */
export async function readersOf(
  tx: Tx,
  leader: { id: number; timeZone: string },
  audience: SegmentTree | null,
  { slugs, custom, now }: { slugs: string[]; custom: CustomField[]; now: Date },
): Promise<Reader[]> {
  const where = sql`${await audienceWhere(tx, leader, audience, now)} AND ${reachable}`;
  const month = DateTime.fromJSDate(now, { zone: leader.timeZone }).startOf("month").toJSDate();
  const columns = sql`m.id, m.phone, m.first_name, m.last_name, m.city, m.state, m.custom,
    (m.last_opt_out_line_at IS NULL OR m.last_opt_out_line_at < ${month.toISOString()}::timestamptz) AS due`;
  const share = await sampleShare(tx, looked);
  const some = (source: SQL) => sql`(SELECT ${columns} FROM ${source} WHERE ${where} LIMIT ${most})`;
  const length = lengthOf(slugs, custom);
  const parts = [
    some(sql`members m`),
    ...(share === null ? [] : [some(sampled(share))]),
    ...(length
      ? [sql`DESC`, sql`ASC`].map(
          (order) =>
            sql`(SELECT ${columns} FROM members m WHERE ${where} ORDER BY ${length} ${order} LIMIT ${extremes})`,
        )
      : []),
  ];
  const { rows } = await tx.execute<Row>(sql`SELECT * FROM (${sql.join(parts, sql` UNION ALL `)}) r`);
  const once = new Map(rows.map((row) => [row.id, row]));
  return [...once.values()].map((row) => readerOf(row, slugs, custom));
}

type Row = {
  id: number;
  phone: string;
  first_name: string | null;
  last_name: string | null;
  city: string | null;
  state: string | null;
  custom: Person["custom"];
  due: boolean;
};

const columnOf: Record<string, { sql: SQL; of: (person: Person) => string | null }> = {
  first_name: { sql: sql`m.first_name`, of: (person) => person.firstName },
  last_name: { sql: sql`m.last_name`, of: (person) => person.lastName },
  city: { sql: sql`m.city`, of: (person) => person.city },
  state: { sql: sql`m.state`, of: (person) => person.state },
};

function idsBySlug(custom: CustomField[]): Map<string, string> {
  const slugs = personalFields(custom).slice(Object.keys(columnOf).length);
  return new Map(slugs.map(({ slug }, at) => [slug, String(custom[at]?.id)]));
}

function lengthOf(slugs: string[], custom: CustomField[]): SQL | null {
  const ids = idsBySlug(custom);
  const lengths = slugs.flatMap((slug) => {
    const id = ids.get(slug);
    const value = columnOf[slug]?.sql ?? (id ? sql`m.custom ->> ${id}::text` : null);
    return value ? [sql`COALESCE(char_length(${value}), 0)`] : [];
  });
  return lengths.length > 0 ? sql`(${sql.join(lengths, sql` + `)})` : null;
}

function readerOf(row: Row, slugs: string[], custom: CustomField[]): Reader {
  const person: Person = {
    firstName: row.first_name,
    lastName: row.last_name,
    city: row.city,
    state: row.state,
    custom: row.custom,
  };
  const ids = idsBySlug(custom);
  const missing = slugs.filter((slug) => {
    const value = columnOf[slug] ? columnOf[slug].of(person) : person.custom[ids.get(slug) ?? ""];
    return value === null || value === undefined || String(value).trim() === "";
  });
  return { id: row.id, phone: row.phone, person, optOutDue: row.due, missing };
}
