import { inArray } from "drizzle-orm";
import type { Tx } from "@/lib/db/client";
import { leaders } from "./table";

export type Speaker = { id: number; name: string; contact: string; firstAnswer: string };

/** What automatic answers need of several leaders, by id. */
export async function speakers(tx: Tx, ids: number[]): Promise<Map<number, Speaker>> {
  if (ids.length === 0) return new Map();
  const rows = await tx
    .select({ id: leaders.id, name: leaders.name, contact: leaders.contact, firstAnswer: leaders.firstAnswer })
    .from(leaders)
    .where(inArray(leaders.id, ids));
  return new Map(rows.map((row) => [row.id, row]));
}
