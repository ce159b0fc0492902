import { sql } from "drizzle-orm";
import { db } from "@/lib/db/client";

export const dynamic = "force-dynamic";

/** 200 when this process can do its work, 503 with a sentence when the database is away. */
export async function GET(): Promise<Response> {
  try {
    await db().execute(sql`SELECT 1`);
    return Response.json({ ready: true });
  } catch {
    return Response.json({ ready: false, why: "The database is away." }, { status: 503 });
  }
}
