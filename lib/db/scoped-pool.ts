import type pg from "pg";

/** What drizzle uses of a pool's connection. */
type Connection = { query: (query: unknown, values?: unknown[]) => Promise<unknown>; release(error?: Error): void };

/**
 * The process's pool as drizzle gets it: whole, or limited to one leader's rows by row-level security
 * (docs/decisions/001-row-level-security.md). Every limited statement runs in a transaction that first gives up the
 * rights to other rows, so it is safe behind a pooler in transaction mode. The class name must contain "Pool": drizzle
 * tells a pool from a connection by it.
 */
export class ScopedPool {
  readonly #pool: pg.Pool;
  /** What a transaction starts with; empty in system scope. */
  readonly #limits: string;

  /** `leaderId` null: system scope, every leader's rows. */
  constructor(pool: pg.Pool, leaderId: number | null) {
    this.#pool = pool;
    this.#limits = leaderId === null ? "" : limitsOf(leaderId);
  }

  /** One statement, in a transaction of its own where it must be limited. */
  async query(query: unknown, values?: unknown[]): Promise<unknown> {
    if (this.#limits === "") return this.#pool.query(query as pg.QueryConfig, values);
    const client = await this.connect();
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
  }

  /**
   * A connection whose transactions start with the limits. One round trip: BEGIN and the limits go together. Where they
   * fail, the connection is given up, for drizzle forgets to.
   */
  async connect(): Promise<Connection> {
    const client = await this.#pool.connect();
    const plain = client.query.bind(client) as unknown as Connection["query"];
    const begin = (text: string) =>
      plain(this.#limits ? `${text}; ${this.#limits}` : text).catch((error: Error) => {
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
}

function limitsOf(leaderId: number): string {
  if (!Number.isSafeInteger(leaderId) || leaderId < 1) throw new Error("A leader's id is a positive integer.");
  const role = process.env.TENFOUR_TENANT_ROLE;
  return `${role ? `SET LOCAL ROLE ${role}; ` : ""}SET LOCAL tenfour.leader_id = '${leaderId}'`;
}
