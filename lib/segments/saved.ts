import { and, asc, eq, isNull } from "drizzle-orm";
import type { Tx } from "@/lib/db/client";
import { segments } from "./table";
import type { SegmentTree } from "./tree";

/** The names of a leader's saved segments, by name. */
export async function savedSegments(tx: Tx, leaderId: number): Promise<{ id: number; name: string }[]> {
  return tx
    .select({ id: segments.id, name: segments.name })
    .from(segments)
    .where(and(eq(segments.leaderId, leaderId), isNull(segments.deletedAt)))
    .orderBy(asc(segments.name), asc(segments.id));
}

/** Saves conditions found elsewhere (a slice of a broadcast) as a segment; answers its id. */
export async function keepSegment(tx: Tx, leaderId: number, name: string, tree: SegmentTree): Promise<number> {
  const [row] = await tx.insert(segments).values({ leaderId, name, tree }).returning({ id: segments.id });
  return row!.id;
}
