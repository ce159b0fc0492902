import { type SQL, sql } from "drizzle-orm";
import type { Condition } from "./tree";

/** Mean radius of the earth in miles. */
const earth = 3958.7613;
const degrees = 180 / Math.PI;

/**
 * Within `miles` of a point, as the crow flies (haversine). A box of whole degrees of latitude and longitude comes first:
 * an index answers it, and the exact distance is worked out for the few inside.
 */
export function near(where: Extract<Condition, { is: "near" }>): SQL {
  const { latitude, longitude, miles } = where;
  const angle = miles / earth;
  const [south, north] = [latitude - angle * degrees, latitude + angle * degrees];
  return sql`(m.latitude BETWEEN ${south}::float8 AND ${north}::float8 AND ${inLongitudes(latitude, longitude, angle)}
    AND ${distance(latitude, longitude)} <= ${miles}::float8)`;
}

function inLongitudes(latitude: number, longitude: number, angle: number): SQL {
  const reach = Math.sin(angle) / Math.cos(latitude / degrees);
  // So near a pole that the circle goes around it: any longitude.
  if (reach >= 1) return sql`m.longitude IS NOT NULL`;
  const wide = Math.asin(reach) * degrees;
  const [west, east] = [longitude - wide, longitude + wide];
  // Past the date line (the Aleutians) the box has two pieces.
  if (west < -180) return sql`(m.longitude >= ${west + 360}::float8 OR m.longitude <= ${east}::float8)`;
  if (east > 180) return sql`(m.longitude >= ${west}::float8 OR m.longitude <= ${east - 360}::float8)`;
  return sql`m.longitude BETWEEN ${west}::float8 AND ${east}::float8`;
}

/** Miles between a member and a point. */
function distance(latitude: number, longitude: number): SQL {
  return sql`${2 * earth}::float8 * asin(least(1, sqrt(
    power(sin(radians(m.latitude - ${latitude}::float8) / 2), 2)
    + ${Math.cos(latitude / degrees)}::float8 * cos(radians(m.latitude)) * power(sin(radians(m.longitude - ${longitude}::float8) / 2), 2))))`;
}
