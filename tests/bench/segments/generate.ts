import pg from "pg";
import zipcodes from "zipcodes";
import { locateCode } from "@/lib/places/postal-codes";

/** All of a bench is seen at this moment, so that a seed makes the same members for ever. */
export const benchNow = new Date("2026-11-24T18:00:00Z");
export const benchZone = "America/Chicago";
export const ids = {
  /** The leader under test, and one of 20,000 members in the same table to compare pages with. */
  large: 1,
  small: 2,
  smallMembers: 20_000,
  volunteers: 1,
  press: 2,
  shirt: 1,
  broadcast: 1,
  link: 1,
} as const;

/** One tag in ten members, one in a thousand, texts of a fifth, a broadcast to a fifth. */
const everyTag = 10;
const everyPress = 1_000;
const everyTexter = 5;
const everyDelivery = 5;
const chunk = 1_000_000;

/**
 * Fills an empty, migrated database with plausible members: postal codes with their cities and places, ages, an
 * eighth who speak Spanish, some who left; and tags, texts, deliveries and clicks. Every value is a hash of the member's
 * number and the seed, so two runs make the same rows. Sets all the way: tables are filled without their indexes, which
 * are made again afterwards. `say` is told how far it is.
 */
export async function generate(
  url: string,
  { members, seed, say }: { members: number; seed: number; say: (words: string) => void },
): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await prepare(client, seed);
    const indexes = await takeIndexesOff(client);
    await fill(url, members, say);
    for (const index of indexes) {
      say(`index ${index.name}`);
      await client.query(index.made);
    }
    say("vacuum");
    for (const table of ["members", "tagged", "messages", "deliveries", "clicks", "threads"]) {
      await client.query(`VACUUM (ANALYZE) ${table}`);
    }
  } finally {
    await client.end();
  }
}

async function prepare(client: pg.Client, seed: number): Promise<void> {
  await client.query(`
    INSERT INTO leaders (handle, name, time_zone, first_answer) VALUES
      ('large', 'Large', '${benchZone}', '{{link}}'), ('small', 'Small', '${benchZone}', '{{link}}')`);
  await client.query(`
    INSERT INTO tags (leader_id, name) VALUES (1, 'Volunteers'), (1, 'Press');
    INSERT INTO fields (leader_id, label, kind, choices) VALUES (1, 'Shirt', 'choice', '["S","M","L","XL"]');
    INSERT INTO broadcasts (leader_id, body, number, state) VALUES (1, 'Doors at eight', '+17735550100', 'finished');
    INSERT INTO links (leader_id, broadcast_id, url) VALUES (1, 1, 'https://example.com/tickets')`);
  await client.query(`
    CREATE FUNCTION dice(i bigint, salt int) RETURNS float8 IMMUTABLE PARALLEL SAFE LANGUAGE sql AS
      $$ SELECT (hashint8extended(i, salt + ${seed} * 1000) & 9007199254740991)::float8 / 9007199254740992 $$;
    CREATE TABLE bench_places (n int PRIMARY KEY, code text, city text, state text, latitude real, longitude real, zone text);
    CREATE TABLE bench_areas (n int PRIMARY KEY, code text);
    CREATE TABLE bench_names (n int PRIMARY KEY, first text, last text)`);
  const places = Object.values(zipcodes.codes).flatMap((entry) => {
    const place = locateCode(entry.zip);
    return place ? [{ code: entry.country === "US" ? entry.zip : `${entry.zip} 1A1`, ...place }] : [];
  });
  await client.query(
    `INSERT INTO bench_places SELECT row_number() OVER () - 1, code, city, state, latitude, longitude, "timeZone"
     FROM jsonb_to_recordset($1) AS p(code text, city text, state text, latitude real, longitude real, "timeZone" text)`,
    [JSON.stringify(places)],
  );
  // Three disjoint groups, so that a number of seven digits may come again in another group.
  await client.query(
    "INSERT INTO bench_areas SELECT row_number() OVER () - 1, a::text FROM generate_series(201, 989) a WHERE a % 100 > 11 AND a % 10 <> 9",
  );
  await client.query(
    "INSERT INTO bench_names SELECT n - 1, a, b FROM unnest($1::text[], $2::text[]) WITH ORDINALITY AS x(a, b, n)",
    [crossed(firstNames, 8), crossed(lastNames, 8)],
  );
}

/** Some endings more than the names written below, so that a search meets more than a few dozen words. */
function crossed(names: string[], times: number): string[] {
  const ends = ["", "a", "e", "elle", "o", "ie", "son", "ton"];
  return ends.slice(0, times).flatMap((end) => names.map((name) => name + end));
}
const firstNames =
  "Ana Ben Carla Diego Elena Frank Grace Hugo Ines Jack Kara Luis Maria Noah Olga Pablo Rosa Sam Tina Zoë".split(" ");
const lastNames =
  "Muñoz Smith Garcia Johnson Lee Brown Martin Nguyen Davis Clark Lopez Young King Hill Scott Adams Baker Reyes Cruz Ward".split(
    " ",
  );

type Index = { name: string; made: string };

/** Filling is quicker without them. Keys stay. */
async function takeIndexesOff(client: pg.Client): Promise<Index[]> {
  const found = await client.query<Index>(`
    SELECT i.indexname AS name, i.indexdef AS made FROM pg_indexes i
    WHERE i.tablename IN ('members', 'tagged', 'messages', 'deliveries', 'clicks')
      AND NOT EXISTS (SELECT FROM pg_constraint c WHERE c.conname = i.indexname)`);
  for (const index of found.rows) await client.query(`DROP INDEX ${index.name}`);
  await client.query("SET maintenance_work_mem = '1GB'");
  return found.rows;
}

/** Two connections take turns at chunks, for one core each. */
async function fill(url: string, members: number, say: (words: string) => void): Promise<void> {
  const chunks: { leader: number; from: number; to: number }[] = [{ leader: ids.small, from: 1, to: ids.smallMembers }];
  for (let from = 1; from <= members; from += chunk) {
    chunks.push({ leader: ids.large, from, to: Math.min(members, from + chunk - 1) });
  }
  let done = 0;
  const take = async () => {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    try {
      // Triggers that keep lists of words up to date row by row stand aside; words and totals come at the end, once.
      await client.query("SET session_replication_role = replica; SET synchronous_commit = off");
      for (let one = chunks.shift(); one; one = chunks.shift()) {
        for (const statement of rowsOf(one, members)) await client.query(statement);
        done += one.to - one.from + 1;
        say(`${done.toLocaleString("en")} members`);
      }
    } finally {
      await client.end();
    }
  };
  await Promise.all([take(), take()]);
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(`
      INSERT INTO name_words (leader_id, word)
      SELECT DISTINCT leader_id, word FROM members, unnest(string_to_array(name_key, ' ')) AS word
      WHERE id <= 200000 AND name_key <> chr(1114109) ON CONFLICT DO NOTHING`);
    await client.query(`
      INSERT INTO member_totals (leader_id, members, reachable)
      SELECT leader_id, count(*), count(*) FILTER (WHERE can_be_texted) FROM members GROUP BY leader_id`);
    await client.query("SELECT setval(pg_get_serial_sequence('members', 'id'), $1)", [members + 1]);
  } finally {
    await client.end();
  }
}

function rowsOf({ leader, from, to }: { leader: number; from: number; to: number }, members: number): string[] {
  const total = leader === ids.large ? members : ids.smallMembers;
  const series = `generate_series(${from}, ${to}) AS i`;
  const now = `timestamptz '${benchNow.toISOString()}'`;
  const every = (n: number, salt: number) => `dice(i, ${salt}) < ${1 / n}`;
  const rows = [
    `INSERT INTO members (leader_id, id, phone, country, number, status, first_name, last_name, birth_date, city, state,
      postal_code, latitude, longitude, time_zone, gender, language, email, custom, joined_at, created_at, last_inbound_at,
      inbound_count, starred_at, muted_at, blocked_at, held_at, unreachable_at, source)
    SELECT ${leader}, i, '+1' || a.code || lpad((i % 10000000)::text, 7, '0'), 'US', '+17735550100', status,
      CASE WHEN known THEN f.first END, CASE WHEN known THEN l.last END,
      CASE WHEN known THEN date '2012-11-01' - (sqrt(dice(i, 5)) * dice(i, 6) * 28000)::int END,
      CASE WHEN known THEN p.city END, CASE WHEN known THEN p.state END, CASE WHEN known THEN p.code END,
      CASE WHEN known THEN p.latitude END, CASE WHEN known THEN p.longitude END, CASE WHEN known THEN p.zone END,
      CASE WHEN known AND dice(i, 7) < 0.8 THEN (ARRAY['woman', 'man', 'nonbinary'])[1 + (dice(i, 8) * 2.05)::int] END,
      CASE WHEN dice(i, 9) < 0.125 THEN 'es' ELSE 'en' END,
      CASE WHEN known AND dice(i, 10) < 0.5 THEN 'fan' || i || '@example.com' END,
      CASE WHEN dice(i, 11) < 0.3 THEN jsonb_build_object('${ids.shirt}', (ARRAY['S', 'M', 'L', 'XL'])[1 + (dice(i, 12) * 3.99)::int]) ELSE '{}' END,
      CASE WHEN known THEN at END, at,
      CASE WHEN texted THEN least(${now}, at + dice(i, 13) ^ 3 * (${now} - at)) END,
      CASE WHEN texted THEN 1 + (-ln(dice(i, 14) + 1e-9) * 3)::int ELSE 0 END,
      CASE WHEN ${every(2000, 15)} THEN at END, CASE WHEN ${every(300, 16)} THEN at END, CASE WHEN ${every(1000, 17)} THEN at END,
      CASE WHEN ${every(1000, 18)} THEN at END, CASE WHEN ${every(70, 19)} THEN at END, CASE WHEN dice(i, 20) < 0.2 THEN 'import' ELSE 'text' END
    FROM ${series}
    CROSS JOIN LATERAL (SELECT
      -- Ten times as many join today as three years ago; ids follow the time as they do in life.
      ${now} - interval '1100 days' * (1 - sqrt(i::float8 / ${total})) - interval '1 day' * dice(i, 1) AS at,
      CASE WHEN dice(i, 2) < 0.80 THEN 'active' WHEN dice(i, 2) < 0.88 THEN 'new' WHEN dice(i, 2) < 0.92 THEN 'invited'
        WHEN dice(i, 2) < 0.99 THEN 'opted_out' ELSE 'abroad' END AS status,
      dice(i, 2) < 0.80 OR dice(i, 2) BETWEEN 0.90 AND 0.99 AS known, dice(i, 3) < 0.85 AS texted) AS x
    JOIN bench_places p ON p.n = floor(dice(i, 4) * (SELECT count(*) FROM bench_places))::int
    JOIN bench_areas a ON a.n = (i / 10000000)::int % 3 + 3 * floor(dice(i, 21) * ((SELECT count(*) FROM bench_areas) / 3))::int
    JOIN bench_names f ON f.n = floor(dice(i, 22) ^ 2 * 160)::int JOIN bench_names l ON l.n = floor(dice(i, 23) ^ 2 * 160)::int
    ORDER BY i`,
    `INSERT INTO messages (leader_id, member_id, outbound, kind, number, phone, body, state, at)
    SELECT ${leader}, i, false, 'text', '+17735550100', '',
      CASE WHEN dice(i, 31) < 0.05 THEN 'two tickets for tonight please' WHEN dice(i, 31) < 0.5 THEN 'hello from ' || (i % 977) ELSE 'love the new song, number ' || (i % 4093) END,
      'received', ${now} - interval '300 days' * dice(i, 32)
    FROM ${series} WHERE ${every(everyTexter, 30)}`,
  ];
  if (leader === ids.small) return rows;
  return [
    ...rows,
    `INSERT INTO tagged (leader_id, tag_id, member_id) SELECT ${leader}, ${ids.volunteers}, i FROM ${series} WHERE ${every(everyTag, 40)}
     UNION ALL SELECT ${leader}, ${ids.press}, i FROM ${series} WHERE ${every(everyPress, 41)}`,
    `INSERT INTO deliveries (leader_id, broadcast_id, member_id, phone, state, sent_at, settled_at, replied_at, clicked_at)
     SELECT ${leader}, ${ids.broadcast}, i, '', CASE WHEN ${every(30, 51)} THEN 'failed' ELSE 'delivered' END, ${now}, ${now},
       CASE WHEN ${every(25, 52)} THEN ${now} END, CASE WHEN ${every(15, 53)} THEN ${now} END
     FROM ${series} WHERE ${every(everyDelivery, 50)}`,
    `INSERT INTO clicks (leader_id, link_id, member_id) SELECT ${leader}, ${ids.link}, i FROM ${series}
     WHERE ${every(everyDelivery, 50)} AND ${every(15, 53)}`,
  ];
}
