import type { LeaderWish } from "../program";
import { openZone } from "../zones";
import { inDatabase } from "./story";

/**
 * Members who signed up long ago, written straight into the program's database: the stories of broadcasts begin where
 * those of signing up end. It is about noon where they are, whenever the story is told. The leader's
 * number sends at this pace, so that there is something to watch. Answers the members' numbers.
 */
export async function signedUp(leader: LeaderWish, names: string[], partsPerSecond: number): Promise<string[]> {
  return inDatabase(async (client) => {
    await client.query("UPDATE numbers SET parts_per_second = $2 WHERE phone = $1", [leader.number, partsPerSecond]);
    const { rows } = await client.query<{ phone: string }>(
      `INSERT INTO members (leader_id, phone, country, number, status, first_name, time_zone, joined_at, last_opt_out_line_at)
       SELECT l.id, '+1415' || (200 + floor(random() * 500))::int || lpad((1000 + given.n)::text, 4, '0'), 'US', $2, 'active', given.name, $3, now(), now()
       FROM leaders l, unnest($4::text[]) WITH ORDINALITY AS given(name, n) WHERE l.handle = $1 RETURNING phone`,
      [leader.handle, leader.number, openZone(), names],
    );
    return rows.map((row) => row.phone);
  });
}
