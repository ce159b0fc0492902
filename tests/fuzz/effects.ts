import pg from "pg";

/** Rows of everything a webhook could have an effect on. Counters of the doors are no effect, nor is the alarm they raise. */
export async function effects(url: string): Promise<Record<string, number>> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<{ name: string }>(
      "SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' AND tablename NOT IN ('door_counts', 'tallies', 'alerts') ORDER BY 1",
    );
    const counted: Record<string, number> = {};
    for (const { name } of rows) {
      const result = await client.query<{ n: string }>(`SELECT count(*) AS n FROM "${name}"`);
      counted[name] = Number(result.rows[0]?.n);
    }
    return counted;
  } finally {
    await client.end();
  }
}

/** Arrivals that nobody has digested yet. */
export async function undigested(url: string): Promise<number> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const result = await client.query<{ n: string }>(
      "SELECT count(*) AS n FROM arrivals WHERE digested_at IS NULL AND concat_key IS NULL",
    );
    return Number(result.rows[0]?.n);
  } finally {
    await client.end();
  }
}

/** A leader with the number of the fixtures, so that what is genuine finds somebody. Returns their id. */
export async function leaderOf(url: string): Promise<number> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const made = await client.query<{ id: number }>(
      "INSERT INTO leaders (handle, name, time_zone, first_answer) VALUES ('nadia', 'Nadia', 'America/Chicago', 'Hi! {{link}}') RETURNING id",
    );
    const id = made.rows[0]?.id as number;
    await client.query("INSERT INTO numbers (phone, leader_id) VALUES ('+17733659687', $1)", [id]);
    return id;
  } finally {
    await client.end();
  }
}
