import { type SQL, sql } from "drizzle-orm";
import { db } from "@/lib/db/client";
import { allowMinutes } from "@/lib/db/timeouts";
import { reachable } from "@/lib/members/reachable";
import type { CustomValues } from "@/lib/members/table";
import type { MemberColumn } from "./columns";
import type { Cell } from "./csv";
import { batchRows, flow } from "./flow";

type Column = { key: MemberColumn | `field:${number}`; label: string };
type Row = Record<string, unknown> & { id: number; custom: CustomValues };
export type Leader = { leaderId: number; timeZone: string };

const times: MemberColumn[] = ["joined", "lastText", "optedOut", "since"];

/** Members as a CSV: all of the leader's, or those for whom `where` over a row `m` is true. Times in the leader's zone. */
export function membersFile(leader: Leader, where: SQL | null, columns: Column[]): AsyncGenerator<string> {
  const wanted = new Set<string>(columns.map((column) => column.key));
  const header = columns.map(({ key, label }) =>
    times.includes(key as MemberColumn) ? `${label} (${leader.timeZone})` : label,
  );
  const at = (column: SQL) => sql`to_char(${column} AT TIME ZONE ${leader.timeZone}, 'YYYY-MM-DD HH24:MI')`;
  const tags = wanted.has("tags")
    ? sql`(SELECT string_agg(g.name, '; ' ORDER BY g.name) FROM tagged d JOIN tags g ON g.leader_id = d.leader_id AND g.id = d.tag_id
        WHERE d.leader_id = m.leader_id AND d.member_id = m.id)`
    : sql`NULL`;
  const next = async (last: Row | null) => {
    const rowsAfter = sql`
      SELECT m.id, m.phone, m.first_name AS "firstName", m.last_name AS "lastName", m.email, 
        coalesce(m.birth_date::text, to_char(m.birth_month_day, 'FM"--"00"-"00')) AS "birthDate",
        m.gender, m.city, m.state, m.postal_code AS "postalCode", m.address_country AS country, m.language, ${tags} AS tags, m.status,
        ${reachable} AS reachable, ${at(sql`m.joined_at`)} AS joined, ${at(sql`m.last_inbound_at`)} AS "lastText",
        m.inbound_count AS texts, m.source, ${at(sql`m.opted_out_at`)} AS "optedOut", m.time_zone AS "timeZone",
        ${at(sql`m.created_at`)} AS since, m.custom
      FROM members m WHERE m.leader_id = ${leader.leaderId} AND m.id > ${last?.id ?? 0} AND ${where ?? sql`true`}
      ORDER BY m.id LIMIT ${batchRows}`;
    return db().transaction(async (tx) => {
      // Where few match, a batch walks all members.
      await allowMinutes(tx, 10);
      return (await tx.execute<Row>(rowsAfter)).rows;
    });
  };
  return flow(header, next, (row) => columns.map(({ key }) => cell(row, key)));
}

function cell(row: Row, key: Column["key"]): Cell {
  const value = key.startsWith("field:") ? row.custom[key.slice(6)] : (row[key] as Cell);
  return typeof value === "boolean" ? (value ? "yes" : "no") : value;
}
