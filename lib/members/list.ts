import { type SQL, sql } from "drizzle-orm";
import type { Tx } from "@/lib/db/client";
import { showPhone } from "@/lib/numbers/phone";
import { isTimestamp } from "@/lib/web/cursor";
import { ageOn } from "./age";
import { memberName } from "./name";
import type { MemberStatus } from "./table";
import { totalOf } from "./totals";

export const sorts = ["joined", "last_text", "name"] as const;
export type Sort = (typeof sorts)[number];
export const membersPerPage = 100;

/** A row of the table of members, as it goes over the wire; every time ISO, UTC. */
export type MemberRow = {
  id: number;
  name: string;
  fullName: string | null;
  /** E.164. */
  phone: string;
  /** As people write it. */
  shownPhone: string;
  status: MemberStatus;
  held: boolean;
  unreachable: boolean;
  starred: boolean;
  muted: boolean;
  blocked: boolean;
  age: number | null;
  city: string | null;
  state: string | null;
  postalCode: string | null;
  email: string | null;
  language: string | null;
  source: string;
  joinedAt: string | null;
  lastTextAt: string | null;
  texts: number;
  tags: { id: number; name: string }[];
};
export type MemberPage = {
  members: MemberRow[];
  /** Asks for the next page; null at the end. */
  next: string | null;
};
export type Wish = {
  leaderId: number;
  sort: Sort;
  /** Which members, over a row `m`; null: all of the leader's. */
  where: SQL | null;
  /** Most rows of the order to look at: the page may then end too early. */
  within?: number;
  /** `next` of the page before; a broken one starts anew. */
  after?: string | null;
  /** YYYY-MM-DD in the leader's zone, for ages. */
  today: string;
};

/**
 * A page of members in one of three orders, each an index walked from where the page before ended (keyset). Those who
 * never joined, or never texted, stand last, the newest first.
 */
export async function pageOfMembers(
  tx: Tx,
  { leaderId, sort, where, within, after, today }: Wish,
): Promise<MemberPage> {
  const cursor = readCursor(after, sort);
  const part = (stand: SQL, order: SQL, key: SQL) => {
    const mine = sql`members m WHERE m.leader_id = ${leaderId} ${stand}`;
    const source = within ? sql`(SELECT m.* FROM ${mine} ORDER BY ${order} LIMIT ${within}) m WHERE true` : mine;
    return sql`SELECT ${columns}, ${key} AS key FROM ${source} AND ${where ?? sql`true`}
      ORDER BY ${order} LIMIT ${membersPerPage}`;
  };
  const found = await tx.execute<Record<string, unknown>>(sql`
    SELECT m.*, (SELECT jsonb_agg(jsonb_build_object('id', g.id, 'name', g.name) ORDER BY g.name)
      FROM tagged d JOIN tags g ON g.leader_id = d.leader_id AND g.id = d.tag_id
      WHERE d.leader_id = ${leaderId} AND d.member_id = m.id) AS tags
    FROM (${sort === "name" ? byName(part, cursor) : byTime(timeOf[sort], part, cursor)}) m`);
  const last = found.rows.at(-1);
  return {
    members: found.rows.map((row) => shaped(row, today)),
    next:
      last && found.rows.length === membersPerPage ? writeCursor(last.key as string | null, last.id as number) : null,
  };
}

/** How many members there are (null), or are meant; exactly. */
export async function countMembers(tx: Tx, leaderId: number, where: SQL | null): Promise<number> {
  const found = await tx.execute<{ count: number }>(
    where
      ? sql`SELECT count(*) AS count FROM members m WHERE m.leader_id = ${leaderId} AND ${where}`
      : sql`SELECT members AS count FROM (${totalOf(leaderId)}) a`,
  );
  return found.rows[0]?.count ?? 0;
}

const timeOf = { joined: sql`m.joined_at`, last_text: sql`m.last_inbound_at` } as const;
const columns = sql`m.id, m.first_name, m.last_name, m.phone, m.status, m.held_at IS NOT NULL AS held,
  m.unreachable_at IS NOT NULL AS unreachable, m.starred_at IS NOT NULL AS starred, m.muted_at IS NOT NULL AS muted,
  m.blocked_at IS NOT NULL AS blocked, m.birth_date::text, m.city, m.state, m.postal_code, m.email, m.language, m.source,
  m.joined_at, m.last_inbound_at, m.inbound_count`;

/** A page's worth of rows, of those that stand so in an order. */
type Part = (stand: SQL, order: SQL, key: SQL) => SQL;

function byTime(time: SQL, part: Part, cursor: Cursor | null): SQL {
  const dated = part(
    cursor?.key ? sql`AND (${time}, m.id) < (${cursor.key}::timestamptz, ${cursor.id})` : sql`AND ${time} IS NOT NULL`,
    sql`${time} DESC NULLS LAST, m.id DESC NULLS LAST`,
    sql`${time}::text`,
  );
  const undated = part(
    sql`AND ${time} IS NULL ${cursor && !cursor.key ? sql`AND m.id < ${cursor.id}` : sql``}`,
    sql`m.id DESC NULLS LAST`,
    sql`NULL`,
  );
  // The second part is not even begun where the first one fills the page.
  return cursor && !cursor.key ? undated : sql`(${dated}) UNION ALL (${undated}) LIMIT ${membersPerPage}`;
}

function byName(part: Part, cursor: Cursor | null): SQL {
  const stand = cursor?.key ? sql`AND (m.name_key, m.id) > (${cursor.key}, ${cursor.id})` : sql``;
  return part(stand, sql`m.name_key, m.id`, sql`m.name_key`);
}

type Cursor = { key: string | null; id: number };
const writeCursor = (key: string | null, id: number) => Buffer.from(JSON.stringify([key, id])).toString("base64url");

function readCursor(text: string | null | undefined, sort: Sort): Cursor | null {
  try {
    const [key, id] = JSON.parse(Buffer.from(text ?? "", "base64url").toString()) as unknown[];
    if (typeof id !== "number" || !Number.isSafeInteger(id)) return null;
    if (key === null && sort !== "name") return { key, id };
    if (typeof key !== "string" || key.includes("\0")) return null;
    return sort === "name" || isTimestamp(key) ? { key, id } : null;
  } catch {
    return null;
  }
}

const iso = (time: unknown) => (time ? new Date(time as string).toISOString() : null);

function shaped(row: Record<string, unknown>, today: string): MemberRow {
  const named = {
    firstName: row.first_name as string | null,
    lastName: row.last_name as string | null,
    phone: row.phone as string,
  };
  return {
    id: row.id as number,
    name: memberName(named),
    fullName: [named.firstName, named.lastName].filter(Boolean).join(" ") || null,
    phone: named.phone,
    shownPhone: showPhone(named.phone),
    status: row.status as MemberStatus,
    held: row.held as boolean,
    unreachable: row.unreachable as boolean,
    starred: row.starred as boolean,
    muted: row.muted as boolean,
    blocked: row.blocked as boolean,
    age: row.birth_date ? ageOn(row.birth_date as string, today) : null,
    city: row.city as string | null,
    state: row.state as string | null,
    postalCode: row.postal_code as string | null,
    email: row.email as string | null,
    language: row.language as string | null,
    source: row.source as string,
    joinedAt: iso(row.joined_at),
    lastTextAt: iso(row.last_inbound_at),
    texts: row.inbound_count as number,
    tags: (row.tags as MemberRow["tags"] | null) ?? [],
  };
}
