import { sql } from "drizzle-orm";
import { db } from "@/lib/db/client";
import { asSystem } from "@/lib/db/scope";
import { limitsOf } from "./limits";

export const bytesPerMb = 1024 * 1024;

/** SQL for the bytes that the leader of a row `l` stores: media in all their copies, and files of imports. */
export const storedBytes = sql`(
  (SELECT coalesce(sum(coalesce(m.bytes, 0)::bigint + coalesce(m.preview_bytes, 0) + coalesce(m.chosen_bytes, 0)), 0)
   FROM media m WHERE m.leader_id = l.id)
  + (SELECT coalesce(sum(i.bytes), 0) FROM imports i WHERE i.leader_id = l.id AND i.stored_as IS NOT NULL))::bigint`;

/** Bytes that a leader stores. */
export async function storedBytesOf(leaderId: number): Promise<number> {
  const { rows } = await asSystem("operator", () =>
    db().execute<{ bytes: number }>(sql`SELECT ${storedBytes} AS bytes FROM leaders l WHERE l.id = ${leaderId}`),
  );
  return rows[0]?.bytes ?? 0;
}

/** Bytes that a leader may still store; Infinity without a limit. */
export async function storageLeft(leaderId: number): Promise<number> {
  const { storageMb } = await limitsOf(leaderId);
  if (storageMb === null) return Number.POSITIVE_INFINITY;
  return Math.max(0, storageMb * bytesPerMb - (await storedBytesOf(leaderId)));
}

/** What a leader is told whose file doesn't fit. */
export async function storageFullSentence(leaderId: number): Promise<string> {
  const { storageMb } = await limitsOf(leaderId);
  return `Your storage of ${(storageMb ?? 0).toLocaleString("en-US")} MB is full. Contact whoever runs this Tenfour to get more.`;
}
