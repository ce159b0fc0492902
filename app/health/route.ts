import { sql } from "drizzle-orm";
import { db } from "@/lib/db/client";

export const dynamic = "force-dynamic";

/** Milliseconds the database has to answer. */
const patience = 3_000;

/**
 * For machines. Readiness: 200 when this process can do its work, 503 with a sentence when the database is away.
 * Liveness (?live): 200 as long as the process answers at all, for restarting it would not bring the database back.
 */
export async function GET(request: Request): Promise<Response> {
  if (new URL(request.url).searchParams.has("live")) return answer({ live: true });
  try {
    await Promise.race([db().execute(sql`SELECT 1`), late()]);
    return answer({ ready: true });
  } catch {
    return answer({ ready: false, why: "The database is away." }, 503);
  }
}

function late(): Promise<never> {
  return new Promise((_, fail) => setTimeout(() => fail(new Error("no answer in time")), patience).unref());
}

function answer(content: object, status = 200): Response {
  return Response.json(content, { status, headers: { "cache-control": "no-store" } });
}
