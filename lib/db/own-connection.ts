import pg from "pg";

/**
 * Runs `work` on a connection of its own to `url`, outside the pool: migrations, roles and settings, which the program's
 * role may not change. Throws a sentence without the password where the database cannot be reached.
 */
export async function withOwnConnection<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  // A server that dies between two statements must not take the program with it: the next statement fails by itself.
  client.on("error", () => {});
  await client.connect().catch((error: Error) => {
    throw new Error(`The database cannot be reached: ${error.message}.`, { cause: error });
  });
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
