import { type SQL, sql } from "drizzle-orm";
import {
  agrees,
  consentOfCreated,
  consentOfKnown,
  type ImportLog,
  type ImportRules,
  type IncomingConsent,
  logImported,
  mayBeImported,
} from "@/lib/consent/imported";
import type { Tx } from "@/lib/db/client";
import { areaCodeOf, possiblePlacesOf } from "@/lib/places/whereabouts";
import type { CustomValues, Member } from "./table";

export type { IncomingConsent } from "@/lib/consent/imported";

/** Somebody whom an import or the API brings. Places in degrees, the zone IANA, the day YYYY-MM-DD. */
export type Incoming = {
  /** E.164 with "+", no two alike. */
  phone: string;
  country: string;
  firstName: string | null;
  lastName: string | null;
  birthDate: string | null;
  /** MMDD, of a birthday whose year is not known. */
  birthMonthDay?: number | null;
  email: string | null;
  gender: string | null;
  language: string | null;
  city: string | null;
  state: string | null;
  postalCode: string | null;
  /** Two letters of the country of their address, or what was written; missing: none was. */
  addressCountry?: string | null;
  latitude: number | null;
  longitude: number | null;
  timeZone: string | null;
  custom: CustomValues;
  /** Null: the source says nothing of it. */
  consent?: IncomingConsent | null;
};

export type TakeIn = {
  leaderId: number;
  /** The leader's number they are to be texted from. */
  number: string;
  source: "import" | "api";
  /** fill: what is known stays, what is empty is filled. replace: what comes wins where it says something. */
  rule: "fill" | "replace";
  log: ImportLog;
} & ImportRules;

type Taken = { id: number; phone: string };
export type TakenIn = {
  created: Taken[];
  updated: Taken[];
  /** Known already, with nothing to add. */
  unchanged: Taken[];
  /** Of those created and updated: whose consent counts from now on. */
  granted: Taken[];
  /** Of those created and updated: who is opted out from now on. */
  optedOut: Taken[];
  /** Were not touched: they opted out, or write from abroad. */
  leftAlone: { phone: string; status: Member["status"] }[];
};

/**
 * Creates or updates members, in four statements for any number of them. Nobody who opted out is activated again, nobody
 * becomes active against what the source says of them, and the lock on each row keeps a STOP that comes at the same
 * moment from being lost. Inserting comes first: who is not created is known, also when a text of theirs arrived in
 * between. What is granted and revoked is logged with it.
 */
export async function takeIn(tx: Tx, people: Incoming[], by: TakeIn): Promise<TakenIn> {
  // Two batches at once meet their rows in one order and wait for each other instead of locking each other out.
  const content = JSON.stringify(people.toSorted((a, b) => (a.phone < b.phone ? -1 : 1)).map(asRow));
  const consent = consentOfCreated(by);
  const inserted = await tx.execute<{ id: number; phone: string }>(sql`
    INSERT INTO members (leader_id, phone, country, ${consent.columns}, number, source, muted_at, first_name,
      last_name, birth_date, birth_month_day, email, gender, language, city, state, postal_code, address_country, latitude, longitude,
      time_zone, possible_places, custom)
    SELECT ${by.leaderId}::int, phone, country, ${consent.values}, ${by.number}, ${by.source},
      CASE WHEN muted THEN ${nowOf(by)} END,
      first_name, last_name, birth_date, birth_month_day,
      email, gender, language, city, state, postal_code, address_country, latitude, longitude, time_zone, possible_places, coalesce(custom, '{}')
    FROM ${rowsOf(content)}
    ON CONFLICT (leader_id, phone) DO NOTHING
    RETURNING id, phone`);
  const created = inserted.rows.map(({ id, phone }) => ({ id, phone }));
  const fresh = new Set(created.map((one) => one.phone));
  const known = people.filter((one) => !fresh.has(one.phone));
  const says = saying(people);
  const { updated, unchanged, activated, leftAlone, left } = known.length > 0 ? await refresh(tx, known, by) : none;
  const granted = by.proof ? [...created.filter((one) => agrees(says.get(one.phone))), ...activated] : [];
  const optedOut = [...created.filter((one) => says.get(one.phone) === "out"), ...left];
  const stated = new Map(people.map((one) => [one.phone, one.consent ?? null]));
  const withConsent = (list: Taken[]) => list.map((one) => ({ ...one, consent: stated.get(one.phone) ?? null }));
  await logImported(tx, by.leaderId, { granted: withConsent(granted), optedOut: withConsent(optedOut) }, by);
  return { created, updated, unchanged, leftAlone, granted, optedOut };
}

const none = { updated: [], unchanged: [], activated: [], leftAlone: [], left: [] };
const nowOf = (by: TakeIn) => sql`${by.now.toISOString()}::timestamptz`;
const saying = (people: Incoming[]) => new Map(people.map((one) => [one.phone, one.consent?.says]));

async function refresh(tx: Tx, known: Incoming[], by: TakeIn) {
  const locked = await tx.execute<{ id: number; phone: string; status: Member["status"] }>(sql`
    SELECT id, phone, status FROM members
    WHERE leader_id = ${by.leaderId} AND phone = ANY(${textArray(known.map((one) => one.phone))})
    ORDER BY id FOR UPDATE`);
  const says = saying(known);
  const open = locked.rows.filter((row) => mayBeImported(row.status, says.get(row.phone)));
  const phones = new Set(open.filter((row) => row.status !== "opted_out").map((row) => row.phone));
  const content = JSON.stringify(known.filter((one) => phones.has(one.phone)).map(asRow));
  const changed = await tx.execute<{ id: number }>(sql`
    UPDATE members m SET ${sql.join(
      changes(by, known).map(({ column, to }) => sql`${sql.identifier(column)} = ${to}`),
      sql`, `,
    )}
    FROM ${rowsOf(content)} WHERE m.leader_id = ${by.leaderId} AND m.phone = r.phone AND ${differs(by, known)}
    RETURNING m.id`);
  const ids = new Set(changed.rows.map((row) => row.id));
  return {
    updated: open.filter((row) => ids.has(row.id)),
    unchanged: open.filter((row) => !ids.has(row.id)),
    activated: by.proof
      ? open.filter((row) => (row.status === "new" || row.status === "invited") && agrees(says.get(row.phone)))
      : [],
    left: open.filter((row) => row.status !== "opted_out" && says.get(row.phone) === "out"),
    leftAlone: locked.rows.filter((row) => !mayBeImported(row.status, says.get(row.phone))),
  };
}

/** What taking these people in would come to, without doing it: who is known, and of whom something would change. */
export async function foretell(
  tx: Tx,
  people: Incoming[],
  by: TakeIn,
): Promise<Pick<TakenIn, "updated" | "unchanged" | "leftAlone">> {
  const says = saying(people);
  const content = JSON.stringify(people.map(asRow));
  const found = await tx.execute<{ id: number; phone: string; status: Member["status"]; differs: boolean }>(sql`
    SELECT m.id, m.phone, m.status, m.status <> 'opted_out' AND ${differs(by, people)} AS differs
    FROM ${rowsOf(content)} JOIN members m ON m.leader_id = ${by.leaderId} AND m.phone = r.phone`);
  const open = found.rows.filter((row) => mayBeImported(row.status, says.get(row.phone)));
  return {
    updated: open.filter((row) => row.differs),
    unchanged: open.filter((row) => !row.differs),
    leftAlone: found.rows.filter((row) => !mayBeImported(row.status, says.get(row.phone))),
  };
}

const plainColumns = ["first_name", "last_name", "birth_date", "email", "gender", "language"] as const;
/** Without what follows from them: the database forgets possible_places and time_zone with the old address (place-job.ts). */
const placeColumns = ["city", "state", "postal_code", "address_country", "latitude", "longitude"] as const;

/** What each column of a known member `m` becomes by the row `r`. A place is one thing: it is taken whole or not at all. */
function changes(by: TakeIn, people: Incoming[]): { column: string; to: SQL }[] {
  const fill = by.rule === "fill";
  const place = fill
    ? sql`(m.city IS NULL AND m.postal_code IS NULL AND m.address_country IS NULL)`
    : sql`(r.city IS NOT NULL OR r.postal_code IS NOT NULL OR r.address_country IS NOT NULL)`;
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
  const unknownYear = fill
    ? sql`coalesce(m.birth_month_day, r.birth_month_day)`
    : sql`coalesce(r.birth_month_day, m.birth_month_day)`;
  if (people.some((one) => one.birthMonthDay != null || one.birthDate !== null)) {
    const born = fill ? sql`coalesce(m.birth_date, r.birth_date)` : sql`coalesce(r.birth_date, m.birth_date)`;
    list.push({ column: "birth_month_day", to: sql`CASE WHEN ${born} IS NULL THEN ${unknownYear} END` });
  }
  return [
    ...list,
    ...consentOfKnown(
      by,
      people.some((one) => one.consent?.says === "out"),
    ),
  ];
}

function differs(by: TakeIn, people: Incoming[]): SQL {
  const tests = changes(by, people).map(({ column, to }) => sql`m.${sql.identifier(column)} IS DISTINCT FROM ${to}`);
  return sql`(${sql.join(tests, sql` OR `)})`;
}

const rowsOf = (
  content: string,
) => sql`jsonb_to_recordset(${content}::jsonb) AS r(phone text, country text, first_name text,
  last_name text, birth_date date, birth_month_day smallint, email text, gender text, language text, city text, state text, postal_code text, address_country text,
  latitude real, longitude real, time_zone text, possible_places text, custom jsonb, says text, said_at timestamptz, agreed_at timestamptz, muted boolean)`;

/** Only what is known: a short text is quicker to send and to read. */
function asRow(one: Incoming): Record<string, unknown> {
  const row: Record<string, unknown> = { phone: one.phone, country: one.country };
  const put = (column: string, value: unknown) => {
    if (value !== null) row[column] = value;
  };
  put("first_name", one.firstName);
  put("last_name", one.lastName);
  put("birth_date", one.birthDate);
  if (one.birthMonthDay != null) row.birth_month_day = one.birthMonthDay;
  put("email", one.email);
  put("gender", one.gender);
  put("language", one.language);
  put("city", one.city);
  put("state", one.state);
  put("postal_code", one.postalCode);
  put("address_country", one.addressCountry ?? null);
  put("latitude", one.latitude);
  put("longitude", one.longitude);
  put("time_zone", one.timeZone);
  put("possible_places", possiblePlacesOf({ ...one, areaCode: areaCodeOf(one.phone) }));
  if (Object.keys(one.custom).length > 0) row.custom = one.custom;
  if (one.consent) {
    row.says = one.consent.says;
    put("said_at", one.consent.at);
    put("agreed_at", one.consent.agreedAt);
    if (one.consent.muted) row.muted = true;
  }
  return row;
}

/** One parameter for any number of texts. */
const textArray = (texts: string[]) => sql`${sql.param(texts)}::text[]`;
