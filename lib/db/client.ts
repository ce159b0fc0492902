import { drizzle, type NodePgDatabase } from "drizzle-orm/node-postgres";
import pg from "pg";
import { env } from "@/lib/env";
import { tenant } from "./scope";
import { scopedPool } from "./scoped-pool";

// A bigint id fits a JavaScript number until 2^53: far past any row we will number.
pg.types.setTypeParser(pg.types.builtins.INT8, (text) => Number(text));

export type Database = NodePgDatabase;
/** A database or a transaction of it: what every query takes. */
export type Tx = Pick<Database, "execute" | "select" | "insert" | "update" | "delete" | "transaction">;

// Next bundles pages apart from server.ts, so "one per process" must live on globalThis.
const shared = globalThis as typeof globalThis & { tenfourPool?: pg.Pool; tenfourDb?: Database };

/** The process's connection pool. More than 16 connections gain nothing (docs/scale.md). */
export function pool(): pg.Pool {
  if (!shared.tenfourPool) {
    const url = process.env.DATABASE_URL ?? env().DATABASE_URL;
    if (!url) throw new Error("No database: start the program with npm start, or set DATABASE_URL.");
    shared.tenfourPool = new pg.Pool({
      connectionString: url,
      max: 16,
      connectionTimeoutMillis: 5_000,
      idleTimeoutMillis: 30_000,
      keepAlive: true,
    });
    // A connection that breaks (database killed or restarted) must not take the process with it: neither an idle one,
    // nor one that is lent out and between two statements of its transaction, whose next statement fails by itself.
    shared.tenfourPool.on("error", () => {});
    shared.tenfourPool.on("connect", (client) => client.on("error", () => {}));
  }
  return shared.tenfourPool;
}

/**
 * The process's drizzle database. Within the request of a leader's teammate it shows and takes that leader's rows only,
 * whatever a query asks for; elsewhere, and within `asSystem`, all rows (see scope.ts).
 */
export function db(): Database {
  const leaderId = tenant();
  if (leaderId !== null) return scoped(leaderId);
  shared.tenfourDb ??= scoped(null);
  return shared.tenfourDb;
}

const scoped = (leaderId: number | null): Database => drizzle({ client: scopedPool(pool(), leaderId) });

/** Ends the pool, for a clean stop. */
export async function closeDb(): Promise<void> {
  const open = shared.tenfourPool;
  shared.tenfourPool = undefined;
  shared.tenfourDb = undefined;
  await open?.end();
}

const awayCodes = new Set([
  "ECONNREFUSED",
  "ECONNRESET",
  "ENOENT",
  "EPIPE",
  "ETIMEDOUT",
  "57P01",
  "57P02",
  "57P03",
  "08000",
  "08001",
  "08003",
  "08006",
  "53300",
]);

/** True where an error means "the database is away or going away", so waiting may help. */
export function databaseIsAway(error: unknown): boolean {
  for (let at: unknown = error; at instanceof Error; at = at.cause) {
    const { code, syscall } = at as { code?: unknown; syscall?: unknown };
    // A socket that is not there says the same as a file that is not there.
    if (typeof code === "string" && awayCodes.has(code) && (code !== "ENOENT" || syscall === "connect")) return true;
    if (
      /Connection terminated|not queryable|timeout exceeded when trying to connect|Cannot use a pool after/i.test(
        at.message,
      )
    )
      return true;
    if (at instanceof AggregateError && at.errors.some(databaseIsAway)) return true;
  }
  return false;
}

/**
 * SQLSTATE of a database that works but cannot do this now (PostgreSQL, appendix A): resources (disk full, out of memory),
 * I/O error, read-only, and transactions that lost against another one. And the file system's own words for a full disk.
 */
const shortageCodes = new Set([
  "ENOSPC",
  "EDQUOT",
  "53000",
  "53100",
  "53200",
  "58000",
  "58030",
  "25006",
  "40001",
  "40P01",
]);

/** Whether an error, or what caused it, carries one of these codes (SQLSTATE, or the system's names). */
function hasCode(error: unknown, codes: Set<string>): boolean {
  for (let at: unknown = error; at instanceof Error; at = at.cause) {
    const code = (at as { code?: unknown }).code;
    if (typeof code === "string" && codes.has(code)) return true;
  }
  return false;
}

/** Whether the same work may succeed later although nothing about it changes: the database is away, or short of something. */
export const mayWorkLater = (error: unknown): boolean => databaseIsAway(error) || hasCode(error, shortageCodes);

/**
 * SQLSTATE of a value that no column can take: out of range, not a time, an encoding that text can't have, text that
 * isn't of the type (PostgreSQL, appendix A, class 22).
 */
const unusableValues = new Set(["22003", "22007", "22008", "22021", "22P02", "22P03", "22P05"]);

/** Whether the database refused a value that came from outside, so that the request is wrong and not the program. */
export const isUnusableValue = (error: unknown): boolean => hasCode(error, unusableValues);
