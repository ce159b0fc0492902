import { and, eq, sql } from "drizzle-orm";
import { db, type Tx } from "@/lib/db/client";
import { asSystem } from "@/lib/db/scope";
import { limitsOf } from "./limits";
import { storageReservations } from "./table";

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

/** What a leader is told whose file doesn't fit. */
export async function storageFullSentence(leaderId: number): Promise<string> {
  const { storageMb } = await limitsOf(leaderId);
  return `Your storage of ${(storageMb ?? 0).toLocaleString("en-US")} MB is full. Contact whoever runs this Tenfour to get more.`;
}

/** Room that is set aside for one file of a leader while it is being written. */
export type StorageReservation = {
  /** Changes it to this many bytes in all. False where they don't fit: nothing changes then. */
  resize(bytes: number): Promise<boolean>;
  /** Runs `write`, which stores the file's row, and gives the reservation back in the same transaction (system scope). */
  settle<Row>(write: (tx: Tx) => Promise<Row>): Promise<Row>;
  /** Gives the room back. Does nothing where it was given back before. */
  release(): Promise<void>;
};

/** Seconds after its last change in which a reservation counts. A crash leaves it behind for that long. */
const reservedSeconds = 3_600;

/**
 * Sets `bytes` of a leader's storage aside, before anything is written. Files that come at the same time are counted
 * against each other, under a lock per leader, so together they can't pass the limit. Returns null where there is no
 * room. Whoever reserves must settle or release.
 */
export async function reserveStorage(leaderId: number, bytes: number): Promise<StorageReservation | null> {
  const { storageMb } = await limitsOf(leaderId);
  const most = storageMb === null ? null : storageMb * bytesPerMb;
  const id = await setAside(leaderId, null, bytes, most);
  if (id === null) return null;
  const own = and(eq(storageReservations.leaderId, leaderId), eq(storageReservations.id, id));
  return {
    resize: async (now) => (await setAside(leaderId, id, now, most)) !== null,
    settle: (write) =>
      asSystem("operator", () =>
        db().transaction(async (tx) => {
          const row = await write(tx);
          await tx.delete(storageReservations).where(own);
          return row;
        }),
      ),
    release: async () => {
      await asSystem("operator", () => db().delete(storageReservations).where(own));
    },
  };
}

/** Writes the reservation `id` (null: a new one) where the leader then stores `most` bytes at most. Returns its id, or null. */
async function setAside(
  leaderId: number,
  id: number | null,
  bytes: number,
  most: number | null,
): Promise<number | null> {
  return asSystem("operator", () =>
    db().transaction(async (tx) => {
      await tx.execute(sql`SELECT pg_advisory_xact_lock(10415, ${leaderId})`);
      await tx.execute(
        sql`DELETE FROM storage_reservations WHERE leader_id = ${leaderId} AND id IS DISTINCT FROM ${id}::bigint AND expires_at < now()`,
      );
      const { rows } = await tx.execute<{ used: number }>(sql`
        SELECT ${storedBytes} + (SELECT coalesce(sum(r.bytes), 0) FROM storage_reservations r
          WHERE r.leader_id = l.id AND r.id IS DISTINCT FROM ${id}::bigint)::bigint AS used
        FROM leaders l WHERE l.id = ${leaderId}`);
      if (most !== null && (rows[0]?.used ?? 0) + bytes > most) return null;
      const expiresAt = sql`now() + make_interval(secs => ${reservedSeconds})`;
      const written =
        id === null
          ? await tx
              .insert(storageReservations)
              .values({ leaderId, bytes, expiresAt })
              .returning({ id: storageReservations.id })
          : await tx
              .update(storageReservations)
              .set({ bytes, expiresAt })
              .where(and(eq(storageReservations.leaderId, leaderId), eq(storageReservations.id, id)))
              .returning({ id: storageReservations.id });
      return written[0]?.id ?? null;
    }),
  );
}
