import { sql } from "drizzle-orm";
import { db, type Tx } from "@/lib/db/client";
import { describePlace } from "@/lib/places/describe";
import { areaCodeOf, possiblePlacesOf } from "@/lib/places/whereabouts";

type Row = {
  leader_id: number;
  id: number;
  phone: string;
  city: string | null;
  state: string | null;
  postal_code: string | null;
  address_country: string | null;
};

/** Members in one transaction: about 50 ms of locks. */
const batch = 1_000;

/**
 * Resolves where members are whose address has not been resolved since it changed, or since it was stored by a version that
 * knew no set of possible places: sets possible_places and time_zone, and fills city, state and coordinates
 * as sign-up does. Until then quiet hours are judged by the address itself, so nothing waits for this. Returns how
 * many members were resolved.
 */
export async function resolveUnplaced(): Promise<number> {
  let resolved = 0;
  for (;;) {
    const done = await db().transaction(resolveBatch);
    resolved += done;
    if (done < batch) return resolved;
  }
}

async function resolveBatch(tx: Tx): Promise<number> {
  const { rows } = await tx.execute<Row>(sql`
    SELECT leader_id, id, phone, city, state, postal_code, address_country FROM members
    WHERE possible_places IS NULL AND (city IS NOT NULL OR state IS NOT NULL OR postal_code IS NOT NULL OR address_country IS NOT NULL)
    LIMIT ${batch} FOR UPDATE SKIP LOCKED`);
  if (rows.length === 0) return 0;
  const content = JSON.stringify(rows.map(placed));
  await tx.execute(sql`
    UPDATE members m SET possible_places = r.possible_places, time_zone = r.time_zone, city = COALESCE(m.city, r.city),
      state = COALESCE(m.state, r.state), latitude = COALESCE(m.latitude, r.latitude),
      longitude = COALESCE(m.longitude, r.longitude)
    FROM jsonb_to_recordset(${content}::jsonb) AS r(leader_id int, id bigint, possible_places text, time_zone text, city text,
      state text, latitude real, longitude real)
    WHERE m.leader_id = r.leader_id AND m.id = r.id`);
  return rows.length;
}

function placed(row: Row) {
  const evidence = {
    city: row.city,
    state: row.state,
    postalCode: row.postal_code,
    addressCountry: row.address_country,
    areaCode: areaCodeOf(row.phone),
  };
  const { city, state, latitude, longitude, timeZone } = describePlace(evidence);
  return {
    leader_id: row.leader_id,
    id: row.id,
    // Also by what has just been filled, so that it says the same as the row does.
    possible_places: possiblePlacesOf({ ...evidence, city: row.city ?? city, state: row.state ?? state }),
    time_zone: timeZone,
    city,
    state,
    latitude,
    longitude,
  };
}
