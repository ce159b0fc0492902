import { type SQL, sql } from "drizzle-orm";
import { db } from "@/lib/db/client";
import { asSystem } from "@/lib/db/scope";
import { inForce, type Limits } from "./limits";
import { operatorLeaderId } from "./operator-leader";
import { storedBytes } from "./storage-limit";

/** What a leader uses and may use. */
export type LeaderUsage = {
  id: number;
  handle: string;
  name: string;
  /** The operator's own leader: not limited unless set, never suspended. */
  operator: boolean;
  numbers: number;
  members: number;
  /** Message parts that the carrier took on the day, over all numbers. */
  partsToday: number;
  storedBytes: number;
  /** What the operator set; null: the default. */
  set: Limits;
  /** What is in force; null: no limit. */
  limits: Limits;
  suspendedAt: Date | null;
  suspendedReason: string | null;
};

/** Leaders on one page of the operator's screen. */
export const leadersPerPage = 50;

type Row = {
  id: number;
  handle: string;
  name: string;
  operator: boolean;
  numbers: number;
  members: number;
  parts: number;
  bytes: number;
  max_numbers: number | null;
  parts_per_day: number | null;
  storage_mb: number | null;
  suspended_at: string | null;
  suspended_reason: string | null;
};

/**
 * Leaders with an id above `after`, the oldest first, whose name or handle contains `search`. `day`: of the carriers'
 * clock. Only the operator's screen and the command line call it.
 */
export async function leadersUsage(input: { search: string; after: number; day: string }): Promise<LeaderUsage[]> {
  const like = `%${input.search.replace(/[\\%_]/g, (sign) => `\\${sign}`)}%`;
  return read(
    sql`l.id > ${input.after} AND (l.name ILIKE ${like} OR l.handle ILIKE ${like}) ORDER BY l.id LIMIT ${leadersPerPage}`,
    input.day,
  );
}

/** What one leader uses, or null where there is none. `day`: of the carriers' clock. */
export async function usageOf(leaderId: number, day: string): Promise<LeaderUsage | null> {
  return (await read(sql`l.id = ${leaderId}`, day))[0] ?? null;
}

async function read(which: SQL, day: string): Promise<LeaderUsage[]> {
  const { rows } = await asSystem("operator", () =>
    db().execute<Row>(sql`
      SELECT l.id, l.handle, l.name, l.id = ${operatorLeaderId} AS operator,
        (SELECT count(*)::int FROM numbers n WHERE n.leader_id = l.id) AS numbers,
        (SELECT coalesce(sum(t.members), 0)::int FROM member_totals t WHERE t.leader_id = l.id) AS members,
        (SELECT coalesce(sum(d.parts), 0)::int FROM number_days d WHERE d.leader_id = l.id AND d.day = ${day}) AS parts,
        ${storedBytes} AS bytes,
        s.max_numbers, s.parts_per_day, s.storage_mb, s.suspended_at, s.suspended_reason
      FROM leaders l LEFT JOIN leader_limits s ON s.leader_id = l.id
      WHERE ${which}`),
  );
  return rows.map((row) => {
    const set = { maxNumbers: row.max_numbers, partsPerDay: row.parts_per_day, storageMb: row.storage_mb };
    return {
      id: row.id,
      handle: row.handle,
      name: row.name,
      operator: row.operator,
      numbers: row.numbers,
      members: row.members,
      partsToday: row.parts,
      storedBytes: row.bytes,
      set,
      limits: inForce(set, row.operator),
      suspendedAt: row.suspended_at === null ? null : new Date(row.suspended_at),
      suspendedReason: row.suspended_reason,
    };
  });
}
