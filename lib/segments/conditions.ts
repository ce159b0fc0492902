import { type SQL, sql } from "drizzle-orm";
import { citySpellings } from "@/lib/places/city-spellings";
import { birthdays, bornBy, type Clock, daysAgo, endOf, startOf } from "./days";
import { near } from "./near";
import { postalPrefix } from "./postal-prefix";
import { inSets } from "./sets";
import type { Condition } from "./tree";

type Kind = Condition["is"];
type Of<K extends Kind> = Extract<Condition, { is: K }>;
export type Context = Clock & {
  leaderId: number;
  /** See sets.ts: for a sample. */
  each?: boolean;
};

/** A condition's SQL over a row `m` of members; may be NULL where nothing is known, and NULL is no. */
export function conditionWhere(condition: Exclude<Condition, { is: "segment" }>, context: Context): SQL {
  return compile[condition.is](condition as never, context);
}

const compile: { [K in Exclude<Kind, "segment">]: (condition: Of<K>, context: Context) => SQL } = {
  everyone: () => sql`true`,
  age: ({ from, to }, clock) =>
    all([
      sql`m.birth_date IS NOT NULL`,
      from !== null && sql`m.birth_date <= ${bornBy(clock, from)}::date`,
      to !== null && sql`m.birth_date > ${bornBy(clock, to + 1)}::date`,
    ]),
  birthday: ({ days }, clock) => {
    const ranges = birthdays(clock, days);
    if (!ranges) return sql`(m.birth_date IS NOT NULL OR m.birth_month_day IS NOT NULL)`;
    return sql`(${sql.join(
      ranges.map(([from, to]) => sql`${birthMonthDay} BETWEEN ${from}::int AND ${to}::int`),
      sql` OR `,
    )})`;
  },
  city: ({ any }) => sql`${plainCity(sql`m.city`)} = ANY(${plainCities(any)})`,
  region: ({ any }) => sql`m.state = ANY(${texts(any.map((one) => one.toUpperCase()))})`,
  // An OR, for an index answers one LIKE but not LIKE ANY.
  postal_code: ({ any }) =>
    sql`(${sql.join(
      any.map((one) => sql`m.postal_code LIKE ${`${literally(postalPrefix(one))}%`}`),
      sql` OR `,
    )})`,
  near: (condition) => near(condition),
  area_code: ({ any }) => sql`m.area_code = ANY(${texts(any)})`,
  gender: ({ any }) => sql`lower(m.gender) = ANY(${lowered(any)})`,
  language: ({ any }) => sql`m.language = ANY(${texts(any)})`,
  field: ({ fieldId, test }) => field(String(fieldId), test),
  tag: (one, context) => inSets([one], context),
  keyword: (one, context) => inSets([one], context),
  joined: ({ from, to }, clock) => between(sql`m.joined_at`, from, to, clock),
  joined_within: ({ days }, clock) => since(sql`m.joined_at`, daysAgo(clock, days)),
  last_text: ({ from, to }, clock) => between(sql`m.last_inbound_at`, from, to, clock),
  last_text_within: ({ days }, clock) => since(sql`m.last_inbound_at`, daysAgo(clock, days)),
  texts: ({ from, to }) =>
    all([
      sql`m.inbound_count IS NOT NULL`,
      from !== null && sql`m.inbound_count >= ${from}::int`,
      to !== null && sql`m.inbound_count <= ${to}::int`,
    ]),
  broadcast: (one, context) => inSets([one], context),
  link: (one, context) => inSets([one], context),
  status: ({ any }) => sql`m.status = ANY(${texts(any)})`,
  carrier: ({ reaches }) => (reaches ? sql`m.unreachable_at IS NULL` : sql`m.unreachable_at IS NOT NULL`),
  starred: () => sql`m.starred_at IS NOT NULL`,
  members: ({ ids }) => sql`m.id = ANY(${sql.param(ids)}::bigint[])`,
};

/** A city in lower case and without accents, as the index on cities has it (members/table.ts). */
const plainCity = (city: SQL) => sql`lower(regexp_replace(normalize(${city}, NFD), '[\\u0300-\\u036f]', '', 'g'))`;
const plainCities = (names: readonly string[]) =>
  sql`ARRAY[${sql.join(
    [...new Set(names.flatMap(citySpellings))].map((name) => plainCity(sql`${name}::text`)),
    sql`, `,
  )}]`;

/** As the index on birthdays has it (members/table.ts). */
const birthMonthDay = sql`(coalesce((extract(month FROM m.birth_date) * 100 + extract(day FROM m.birth_date))::int, m.birth_month_day))`;

/** A custom field's value is read as what the test asks for; what is of another kind (the field has changed) is no match. */
function field(key: string, test: Of<"field">["test"]): SQL {
  const value = sql`m.custom -> ${key}::text`;
  const words = sql`m.custom ->> ${key}::text`;
  switch (test.op) {
    case "known":
      return sql`(${words}) <> ''`;
    case "any":
      return sql`lower(${words}) = ANY(${lowered(test.values)})`;
    case "number": {
      const number = sql`(CASE WHEN jsonb_typeof(${value}) = 'number' THEN (${words})::numeric END)`;
      return all([
        sql`${number} IS NOT NULL`,
        test.from !== null && sql`${number} >= ${test.from}::numeric`,
        test.to !== null && sql`${number} <= ${test.to}::numeric`,
      ]);
    }
    case "day": {
      // A date in this writing sorts as text; casting would stop at the first value that is no date.
      const day = sql`(CASE WHEN (${words}) ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}$' THEN (${words}) COLLATE "C" END)`;
      return all([
        sql`${day} IS NOT NULL`,
        test.from !== null && sql`${day} >= ${test.from}::text`,
        test.to !== null && sql`${day} <= ${test.to}::text`,
      ]);
    }
    case "yes_no":
      return sql`${value} = ${JSON.stringify(test.yes)}::jsonb`;
  }
}

function between(column: SQL, from: string | null, to: string | null, clock: Clock): SQL {
  return all([
    sql`${column} IS NOT NULL`,
    from !== null && since(column, startOf(clock, from)),
    to !== null && sql`${column} < ${endOf(clock, to).toISOString()}::timestamptz`,
  ]);
}

const since = (column: SQL, at: Date) => sql`${column} >= ${at.toISOString()}::timestamptz`;
/** `IS NOT NULL` is for a span open at both ends; beside a comparison it says nothing new. */
function all(parts: [SQL, ...(SQL | false)[]]): SQL {
  const [known, ...ends] = parts;
  const closed = ends.filter((end) => end !== false);
  return closed.length === 0 ? known : sql`(${sql.join(closed, sql` AND `)})`;
}
const texts = (values: readonly string[]) => sql`${sql.param(values)}::text[]`;
/** Lower case is the database's notion on both sides, so that both agree. */
const lowered = (values: readonly string[]) =>
  sql`ARRAY[${sql.join(
    values.map((value) => sql`lower(${value}::text)`),
    sql`, `,
  )}]`;
const literally = (text: string) => text.replace(/[\\%_]/g, "\\$&");
