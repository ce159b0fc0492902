import { sql } from "drizzle-orm";
import { db, type Tx } from "@/lib/db/client";
import { asSystem } from "@/lib/db/scope";
import { env } from "@/lib/env";
import { operatorLeaderId } from "./operator-leader";

/** What a leader may use. null: no limit. */
export type Limits = {
  maxNumbers: number | null;
  /** Message parts a day, over all their numbers. */
  partsPerDay: number | null;
  /** Megabytes. */
  storageMb: number | null;
};

/** The defaults for leaders that the operator set nothing for, from the settings. */
export function defaultLimits(): Limits {
  const { LEADER_MAX_NUMBERS, LEADER_PARTS_PER_DAY, LEADER_STORAGE_MB } = env();
  return { maxNumbers: LEADER_MAX_NUMBERS, partsPerDay: LEADER_PARTS_PER_DAY, storageMb: LEADER_STORAGE_MB };
}

type Row = {
  leader_id: number;
  operator: boolean;
  max_numbers: number | null;
  parts_per_day: number | null;
  storage_mb: number | null;
};

/**
 * The limits in force for each of these leaders: the operator's, else the settings' defaults. The operator's own leader
 * has no limit that was not set for it. `tx` must be in system scope.
 */
export async function limitsOfMany(tx: Tx, leaderIds: number[]): Promise<Map<number, Limits>> {
  if (leaderIds.length === 0) return new Map();
  const { rows } = await tx.execute<Row>(sql`
    SELECT l.id AS leader_id, l.id = ${operatorLeaderId} AS operator, s.max_numbers, s.parts_per_day, s.storage_mb
    FROM leaders l LEFT JOIN leader_limits s ON s.leader_id = l.id
    WHERE l.id IN (${sql.join(leaderIds, sql`, `)})`);
  return new Map(
    rows.map((row) => [
      row.leader_id,
      inForce({ maxNumbers: row.max_numbers, partsPerDay: row.parts_per_day, storageMb: row.storage_mb }, row.operator),
    ]),
  );
}

/** The limits in force, of what is set for a leader. `operator`: it is the operator's own. */
export function inForce(set: Limits, operator: boolean): Limits {
  const fallback = operator ? noLimits : defaultLimits();
  return {
    maxNumbers: set.maxNumbers ?? fallback.maxNumbers,
    partsPerDay: set.partsPerDay ?? fallback.partsPerDay,
    storageMb: set.storageMb ?? fallback.storageMb,
  };
}

const noLimits: Limits = { maxNumbers: null, partsPerDay: null, storageMb: null };

/** The limits in force for one leader. See `limitsOfMany`. Nothing is limited for a leader that doesn't exist. */
export async function limitsOf(leaderId: number): Promise<Limits> {
  const limits = await asSystem("operator", () => limitsOfMany(db(), [leaderId]));
  return limits.get(leaderId) ?? noLimits;
}

/**
 * Sets a leader's limits; null goes back to the default. Applies to what is sent, bought or uploaded from now on. Returns
 * false where there is no such leader. Only the operator's screen and the command line call it.
 */
export async function setLimits(leaderId: number, limits: Limits): Promise<boolean> {
  const { maxNumbers, partsPerDay, storageMb } = limits;
  return asSystem("operator", () =>
    db().transaction(async (tx) => {
      const set = await tx.execute(sql`
        INSERT INTO leader_limits AS s (leader_id, max_numbers, parts_per_day, storage_mb)
        SELECT id, ${maxNumbers}::int, ${partsPerDay}::int, ${storageMb}::int FROM leaders WHERE id = ${leaderId}
        ON CONFLICT (leader_id) DO UPDATE SET max_numbers = excluded.max_numbers, parts_per_day = excluded.parts_per_day,
          storage_mb = excluded.storage_mb, updated_at = now()`);
      // What waited for tomorrow is judged anew.
      await tx.execute(
        sql`UPDATE leader_days SET full_at = NULL WHERE leader_id = ${leaderId} AND full_at IS NOT NULL`,
      );
      await tx.execute(sql`SELECT pg_notify('tenfour_work', 'numbers')`);
      return set.rowCount === 1;
    }),
  );
}
