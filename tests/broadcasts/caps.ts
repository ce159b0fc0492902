import { sql } from "drizzle-orm";
import { db } from "@/lib/db/client";

/** Noon of a Tuesday in Chicago, where the leader is: everybody's window is open. */
export const now = new Date("2026-11-24T18:00:00Z");
export const hoursAgo = (hours: number) => new Date(now.getTime() - hours * 3_600_000);

/** A leader in Chicago of whom nothing is said how often: what holds then is the default. Answers their id. */
export async function addAna(): Promise<number> {
  const { rows } = await db().execute<{ id: number }>(sql`
    INSERT INTO leaders (handle, name, time_zone, first_answer) VALUES ('ana', 'Ana', 'America/Chicago', 'Hi! {{link}}') RETURNING id`);
  return rows[0]?.id as number;
}

/** A member who has joined; answers their id. */
export async function addMember(of: { leaderId: number; number: string }, where: { state?: string; phone?: string }) {
  const { rows } = await db().execute<{ id: number }>(sql`
    INSERT INTO members (leader_id, phone, country, status, number, joined_at, state, time_zone)
    VALUES (${of.leaderId}, ${where.phone ?? "+13125550100"}, 'US', 'active', ${of.number}, now(), ${where.state ?? null},
      ${where.state ? "America/Chicago" : null}) RETURNING id`);
  return rows[0]?.id as number;
}
