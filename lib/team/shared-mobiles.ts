import { sql } from "drizzle-orm";
import type { Tx } from "@/lib/db/client";

/** A mobile that signs in for several teams, left from before that was refused. `mobile` in E.164. */
export type SharedMobile = { mobile: string; teams: { handle: string; name: string }[] };

/**
 * Mobiles that are on more than one team, with the teams by age: a texted code signs in to the first only. Asked in
 * system scope, for the operator.
 */
export async function sharedMobiles(tx: Tx): Promise<SharedMobile[]> {
  const { rows } = await tx.execute<SharedMobile>(sql`
    SELECT t.mobile, jsonb_agg(jsonb_build_object('handle', l.handle, 'name', t.name) ORDER BY t.leader_id, t.id) AS teams
    FROM teammates t JOIN leaders l ON l.id = t.leader_id
    GROUP BY t.mobile HAVING count(*) > 1 ORDER BY t.mobile LIMIT 20`);
  return rows;
}

/** What an operator is told about one, with the way to resolve it. `shown`: the number as it may be shown. */
export function sharedMobileSentence({ teams }: SharedMobile, shown: string): string {
  const [first, ...others] = teams.map(({ handle, name }) => `${name} (@${handle})`);
  return `${shown} is on ${teams.length} teams: ${[first, ...others].join(", ")}. A code signs in to ${first} only. Give the others a number of their own with “tenfour teammate mobile”, or remove them with “tenfour teammate remove”.`;
}
