import { sql } from "drizzle-orm";
import { db } from "@/lib/db/client";

const first =
  "Maria Jose Ana Luis John Mary James Linda Robert Patricia Michael Jennifer David Elizabeth William Susan Richard Jessica Joseph Sarah Thomas Karen Carlos Lisa Daniel Nancy Matthew Betty Anthony Sandra Mark Ashley Steven Emily Paul Kimberly Andrew Donna Joshua Michelle Kenneth Carol Kevin Amanda Brian Melissa George Deborah Timothy Stephanie Edward Rebecca Jason Laura Jeffrey Sharon Ryan Cynthia Jacob Kathleen Gary Amy Nicholas Angela Eric Shirley Jonathan Brenda Stephen Emma Larry Pamela Justin Nicole Scott Helen Brandon Samantha Benjamin Katherine Samuel Christine Gregory Debra Alexander Rachel Patrick Carolyn Frank Janet Raymond Maria Jack Olivia Dennis Heather Jerry Ruth Tyler Diane Aaron Virginia Jamal Aisha Wei Priya Fatima Omar Nadia Sofia Mateo Valentina Diego Camila Zoe Liam Noah Ava Mia";
const roots =
  "Smith Johnson Williams Brown Jones Garcia Miller Davis Rodriguez Martinez Hernandez Lopez Gonzalez Wilson Anderson Thomas Taylor Moore Jackson Martin Lee Perez Thompson White Harris Sanchez Clark Ramirez Lewis Robinson Walker Young Allen King Wright Scott Torres Nguyen Hill Flores Green Adams Nelson Baker Hall Rivera Campbell Mitchell Carter Roberts Muñoz Morales";
const beginnings =
  "Bel Cor Dan Fer Gal Har Ken Lar Mor Nor Pal Quin Ros Sal Tor Val Wes Zam Alv Bran Cas Del Est Fran Gris";
const middles = "a e i o u an en in on ar er il ol am em is os";
const ends = "son man ton ez ini ski well ford berg stein ley more ward field wood by ham der worth ves";
const words =
  "yes no love the song tonight tickets when where concert vote great thanks hello chicago gary album tour please help ready see you there what time is it new video amazing birthday my friend and I will come";

/**
 * Makes this many plausible members of leader 1 by sets: names as common as names are, most signed up, every third has
 * texted, some are tagged; the same every time (no randomness but the row's own number).
 */
export async function makePeople(count: number): Promise<void> {
  const step = 250_000;
  for (let from = 1; from <= count; from += step) {
    await db().execute(people(from, Math.min(count, from + step - 1)));
  }
  await db().execute(sql`INSERT INTO tags (leader_id, name) VALUES (1, 'front row'), (1, 'volunteers')`);
  await db().execute(sql`
    INSERT INTO tagged (leader_id, tag_id, member_id)
    SELECT 1, t.id, m.id FROM members m JOIN tags t ON t.leader_id = 1
    WHERE m.leader_id = 1 AND m.id % CASE t.name WHEN 'front row' THEN 1000 ELSE 20 END = 0`);
  await db().execute(sql`
    INSERT INTO messages (leader_id, member_id, outbound, kind, number, phone, body, state, at)
    SELECT 1, m.id, false, 'text', m.number, m.phone,
      CASE WHEN m.id % 9973 = 0 THEN 'backstage xylophone' ELSE
        w[1 + (m.id * 7919 % cardinality(w))] || ' ' || w[1 + (m.id * 104729 % cardinality(w))] || ' ' || w[1 + (m.id * 1299709 % cardinality(w))] END,
      'received', m.last_inbound_at
    FROM members m, LATERAL (SELECT string_to_array(${words}, ' ') AS w) l
    WHERE m.leader_id = 1 AND m.last_inbound_at IS NOT NULL`);
  for (const table of ["members", "name_words", "messages", "tagged"]) {
    await db().execute(sql.raw(`VACUUM ANALYZE ${table}`));
  }
}

const people = (from: number, to: number) => sql`
  INSERT INTO members (leader_id, phone, country, number, status, first_name, last_name, birth_date, city, state,
    postal_code, email, language, joined_at, last_inbound_at, inbound_count, created_at)
  SELECT 1, '+1' || (2000000000 + (n * 7919::bigint) % 7999999999)::text, 'US', '+17733659687',
    CASE WHEN n % 5 = 0 THEN 'new' WHEN n % 17 = 0 THEN 'opted_out' ELSE 'active' END,
    f, l, CASE WHEN named THEN date '1950-01-01' + (h % 20000)::int END,
    CASE WHEN named THEN 'Chicago' END, CASE WHEN named THEN 'IL' END, CASE WHEN named THEN (60000 + h % 900)::text END,
    CASE WHEN named AND n % 3 = 0 THEN lower(f) || '.' || n || '@example.com' END, CASE WHEN n % 7 = 0 THEN 'es' ELSE 'en' END,
    CASE WHEN named THEN timestamptz '2026-11-01' - (h % 90000000) * interval '1 second' END,
    CASE WHEN n % 3 = 0 THEN timestamptz '2026-11-20' - (h % 9000000) * interval '1 second' END, n % 3,
    timestamptz '2026-11-01' - (h % 90000000) * interval '1 second'
  FROM (
    SELECT n, h, n % 5 > 0 AS named,
      CASE WHEN n % 5 > 0 THEN f[1 + (power((h % 10007) / 10007.0, 2) * cardinality(f))::int % cardinality(f)] END AS f,
      CASE WHEN n % 5 > 0 THEN CASE WHEN h % 3 > 0 THEN r[1 + (power((h % 7919) / 7919.0, 2) * cardinality(r))::int % cardinality(r)]
        ELSE b[1 + (h / 3 % cardinality(b))] || m[1 + (h / 101 % cardinality(m))] || e[1 + (h / 10007 % cardinality(e))] END END AS l
    FROM (SELECT n::bigint, abs(hashint8(n))::bigint AS h FROM generate_series(${from}::bigint, ${to}::bigint) n) s,
      (SELECT string_to_array(${first}, ' ') AS f, string_to_array(${roots}, ' ') AS r, string_to_array(${beginnings}, ' ') AS b,
        string_to_array(${middles}, ' ') AS m, string_to_array(${ends}, ' ') AS e) lists) p`;
