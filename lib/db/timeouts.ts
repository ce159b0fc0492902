import { sql } from "drizzle-orm";
import type { Tx } from "./client";
import { withOwnConnection } from "./own-connection";

/**
 * Limits of the program's role in its database: what runs or waits longer is a fault. No statement of a screen or a
 * batch comes near them; what may take longer says so with `allowMinutes`.
 */
const limits = {
  statement_timeout: "60s",
  lock_timeout: "20s",
  idle_in_transaction_session_timeout: "60s",
} as const;

/**
 * Sets the limits on the role that `url` connects as, in this database only. One that the operator has set already, on
 * the role or the server, is left alone. Where the role may not be changed, nothing happens (doctor says so).
 */
export async function setTimeouts(url: string): Promise<void> {
  await withOwnConnection(url, async (client) => {
    for (const [name, value] of Object.entries(limits)) {
      const { rows } = await client.query<{ now: string; db: string }>(
        "SELECT current_setting($1) AS now, quote_ident(current_database()) AS db",
        [name],
      );
      if (rows[0]?.now !== "0") continue;
      await client.query(`ALTER ROLE CURRENT_USER IN DATABASE ${rows[0].db} SET ${name} = '${value}'`).catch(() => {});
    }
  });
}

/** Lets the statements of this transaction run for `minutes`: one that walks all members, or waits its turn for that. */
export async function allowMinutes(tx: Tx, minutes: number): Promise<void> {
  await tx.execute(
    sql`SELECT set_config('statement_timeout', ${`${minutes}min`}, true), set_config('lock_timeout', ${`${minutes}min`}, true)`,
  );
}
