import type pg from "pg";

/** What drizzle uses of a pool's connection. */
type Connection = { query: (query: unknown, values?: unknown[]) => Promise<unknown>; release(error?: Error): void };

/**
 * `pool` as drizzle gets it: whole where `leaderId` is null (system scope, every leader's rows), else limited to one
 * leader's rows by row-level security (docs/decisions/001-row-level-security.md). Every limited statement runs in a
 * transaction that first gives up the rights to other rows, so it is safe behind a pooler in transaction mode.
 *
 * The result has the pool as its prototype: drizzle gives transactions a connection of their own only where its client
 * is an instance of pg's Pool, or of a class named like one, and a build renames classes.
 */
export function scopedPool(pool: pg.Pool, leaderId: number | null): pg.Pool {
  if (leaderId === null) return pool;
  const limits = limitsOf(leaderId);
  const connect = () => connectLimited(pool, limits);
  return Object.create(pool, { connect: { value: connect }, query: { value: queryLimited(connect) } });
}

/** One statement, in a transaction of its own. */
const queryLimited =
  (connect: () => Promise<Connection>) =>
  async (query: unknown, values?: unknown[]): Promise<unknown> => {
    const client = await connect();
    await client.query("begin");
    try {
      const result = await client.query(query, values);
      await client.query("commit");
      client.release();
      return result;
    } catch (error) {
      await client.query("rollback").then(
        () => client.release(),
        (broken: Error) => client.release(broken),
      );
      throw error;
    }
  };

/**
 * A connection whose transactions start with the limits. One round trip: BEGIN and the limits go together. Where they
 * fail, the connection is given up, for drizzle forgets to.
 */
async function connectLimited(pool: pg.Pool, limits: string): Promise<Connection> {
  const client = await pool.connect();
  const plain = client.query.bind(client) as unknown as Connection["query"];
  const begin = (text: string) =>
    plain(`${text}; ${limits}`).catch((error: Error) => {
      client.release(error);
      throw error;
    });
  return {
    query: (query, values) => {
      const text = typeof query === "string" ? query : ((query as { text?: string }).text ?? "");
      return /^begin\b/i.test(text) ? begin(text) : plain(query, values);
    },
    release: (error) => client.release(error),
  };
}

function limitsOf(leaderId: number): string {
  if (!Number.isSafeInteger(leaderId) || leaderId < 1) throw new Error("A leader's id is a positive integer.");
  const role = process.env.TENFOUR_TENANT_ROLE;
  return `${role ? `SET LOCAL ROLE ${role}; ` : ""}SET LOCAL tenfour.leader_id = '${leaderId}'`;
}
