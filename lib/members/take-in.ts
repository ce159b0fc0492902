import { type SQL, sql } from "drizzle-orm";
import type { Tx } from "@/lib/db/client";
import type { CustomValues, Member } from "./table";

/** Somebody whom an import or the API brings. Places in degrees, the zone IANA, the day YYYY-MM-DD. */
export type Incoming = {
  /** E.164 with "+", no two alike. */
  phone: string;
  country: string;
  firstName: string | null;
  lastName: string | null;
  birthDate: string | null;
  email: string | null;
  gender: string | null;
  language: string | null;
  city: string | null;
  state: string | null;
  postalCode: string | null;
  latitude: number | null;
  longitude: number | null;
  timeZone: string | null;
  custom: CustomValues;
};

export type TakeIn = {
  leaderId: number;
  /** The leader's number they are to be texted from. */
  number: string;
  source: "import" | "api";
  /** fill: what is known stays, what is empty is filled. replace: what comes wins where it says something. */
  rule: "fill" | "replace";
  /** Written proof of their consent exists: they are active, else invited (docs/compliance.md, "Consent"). */
  proof: boolean;
  now: Date;
};

export type TakenIn = {
  created: { id: number; phone: string }[];
  updated: { id: number; phone: string }[];
  /** Known already, with nothing to add. */
  unchanged: { id: number; phone: string }[];
  /** Of those created and updated: whose consent counts from now on. */
  granted: { id: number; phone: string }[];
  /** Were not touched: they opted out, or write from abroad. */
  leftAlone: { phone: string; status: Member["status"] }[];
};

/**
 * Takes people in, in four statements for any number of them. Nobody who opted out is brought back, and the lock on
 * each row keeps a STOP that comes at the same moment from being lost. Inserting comes first: whoever it does not
 * create is known, also when a text of theirs arrived in between.
 */
export async function takeIn(tx: Tx, people: Incoming[], by: TakeIn): Promise<TakenIn> {
  // Two batches at once meet their rows in one order and wait for each other instead of locking each other out.
  const content = JSON.stringify(people.toSorted((a, b) => (a.phone < b.phone ? -1 : 1)).map(asRow));
  const inserted = await tx.execute<{ id: number; phone: string }>(sql`
    INSERT INTO members (leader_id, phone, country, status, number, source, joined_at, first_name, last_name, birth_date,
      email, gender, language, city, state, postal_code, latitude, longitude, time_zone, custom)
    SELECT ${by.leaderId}::int, phone, country, ${by.proof ? "active" : "invited"}, ${by.number}, ${by.source},
      ${by.proof ? by.now.toISOString() : null}::timestamptz, first_name, last_name, birth_date,
      email, gender, language, city, state, postal_code, latitude, longitude, time_zone, coalesce(custom, '{}')
    FROM ${rowsOf(content)}
    ON CONFLICT (leader_id, phone) DO NOTHING
    RETURNING id, phone`);
  const created = inserted.rows.map(({ id, phone }) => ({ id, phone }));
  const fresh = new Set(created.map((one) => one.phone));
  const known = people.filter((one) => !fresh.has(one.phone));
  const { updated, unchanged, activated, leftAlone } = known.length > 0 ? await refresh(tx, known, by) : none;
  return { created, updated, unchanged, leftAlone, granted: by.proof ? [...created, ...activated] : [] };
}

const none = { updated: [], unchanged: [], activated: [], leftAlone: [] };

async function refresh(tx: Tx, known: Incoming[], by: TakeIn) {
  const locked = await tx.execute<{ id: number; phone: string; status: Member["status"] }>(sql`
    SELECT id, phone, status FROM members
    WHERE leader_id = ${by.leaderId} AND phone = ANY(${textArray(known.map((one) => one.phone))})
    ORDER BY id FOR UPDATE`);
  const open = locked.rows.filter((row) => mayBeTaken(row.status));
  const phones = new Set(open.map((row) => row.phone));
  const content = JSON.stringify(known.filter((one) => phones.has(one.phone)).map(asRow));
  const changed = await tx.execute<{ id: number }>(sql`
    UPDATE members m SET ${sql.join(
      changes(by).map(({ column, to }) => sql`${sql.identifier(column)} = ${to}`),
      sql`, `,
    )}
    FROM ${rowsOf(content)} WHERE m.leader_id = ${by.leaderId} AND m.phone = r.phone AND ${differs(by)}
    RETURNING m.id`);
  const ids = new Set(changed.rows.map((row) => row.id));
  return {
    updated: open.filter((row) => ids.has(row.id)),
    unchanged: open.filter((row) => !ids.has(row.id)),
    activated: by.proof ? open.filter((row) => row.status === "new" || row.status === "invited") : [],
    leftAlone: locked.rows.filter((row) => !mayBeTaken(row.status)),
  };
}

const mayBeTaken = (status: Member["status"]) => status !== "opted_out" && status !== "abroad";

/** What taking these people in would come to, without doing it: who is known, and of whom something would change. */
export async function foretell(tx: Tx, people: Incoming[], by: TakeIn): Promise<Omit<TakenIn, "granted" | "created">> {
  const content = JSON.stringify(people.map(asRow));
  const found = await tx.execute<{ id: number; phone: string; status: Member["status"]; differs: boolean }>(sql`
    SELECT m.id, m.phone, m.status, ${differs(by)} AS differs
    FROM ${rowsOf(content)} JOIN members m ON m.leader_id = ${by.leaderId} AND m.phone = r.phone`);
  const open = found.rows.filter((row) => mayBeTaken(row.status));
  return {
    updated: open.filter((row) => row.differs),
    unchanged: open.filter((row) => !row.differs),
    leftAlone: found.rows.filter((row) => !mayBeTaken(row.status)),
  };
}

const plainColumns = ["first_name", "last_name", "birth_date", "email", "gender", "language"] as const;
const placeColumns = ["city", "state", "postal_code", "latitude", "longitude", "time_zone"] as const;

/** What each column of a known member `m` becomes by the row `r`. A place is one thing: it is taken whole or not at all. */
function changes({ rule, proof, now }: TakeIn): { column: string; to: SQL }[] {
  const fill = rule === "fill";
  const place = fill
    ? sql`(m.city IS NULL AND m.postal_code IS NULL)`
    : sql`(r.city IS NOT NULL OR r.postal_code IS NOT NULL)`;
  const member = (column: string) => sql`m.${sql.identifier(column)}`;
  const row = (column: string) => sql`r.${sql.identifier(column)}`;
  const list = plainColumns.map((column) => ({
    column: column as string,
    to: fill ? sql`coalesce(${member(column)}, ${row(column)})` : sql`coalesce(${row(column)}, ${member(column)})`,
  }));
  for (const column of placeColumns) {
    list.push({
      column,
      to: fill
        ? sql`CASE WHEN ${place} THEN coalesce(${row(column)}, ${member(column)}) ELSE ${member(column)} END`
        : sql`CASE WHEN ${place} THEN ${row(column)} ELSE ${column === "state" ? sql`coalesce(r.state, m.state)` : member(column)} END`,
    });
  }
  const custom = sql`coalesce(r.custom, '{}')`;
  list.push({ column: "custom", to: fill ? sql`${custom} || m.custom` : sql`m.custom || ${custom}` });
  if (proof) {
    list.push({ column: "status", to: sql`CASE WHEN m.status IN ('new', 'invited') THEN 'active' ELSE m.status END` });
    list.push({
      column: "joined_at",
      to: sql`CASE WHEN m.status IN ('new', 'invited') THEN coalesce(m.joined_at, ${now.toISOString()}::timestamptz) ELSE m.joined_at END`,
    });
  }
  return list;
}

function differs(by: TakeIn): SQL {
  const tests = changes(by).map(({ column, to }) => sql`m.${sql.identifier(column)} IS DISTINCT FROM ${to}`);
  return sql`(${sql.join(tests, sql` OR `)})`;
}

const rowsOf = (
  content: string,
) => sql`jsonb_to_recordset(${content}::jsonb) AS r(phone text, country text, first_name text,
  last_name text, birth_date date, email text, gender text, language text, city text, state text, postal_code text,
  latitude real, longitude real, time_zone text, custom jsonb)`;

/** Only what is known: a short text is quicker to send and to read. */
function asRow(one: Incoming): Record<string, unknown> {
  const row: Record<string, unknown> = { phone: one.phone, country: one.country };
  const put = (column: string, value: unknown) => {
    if (value !== null) row[column] = value;
  };
  put("first_name", one.firstName);
  put("last_name", one.lastName);
  put("birth_date", one.birthDate);
  put("email", one.email);
  put("gender", one.gender);
  put("language", one.language);
  put("city", one.city);
  put("state", one.state);
  put("postal_code", one.postalCode);
  put("latitude", one.latitude);
  put("longitude", one.longitude);
  put("time_zone", one.timeZone);
  if (Object.keys(one.custom).length > 0) row.custom = one.custom;
  return row;
}

/** One parameter for any number of texts. */
const textArray = (texts: string[]) => sql`${sql.param(texts)}::text[]`;
