import { createHash, randomBytes } from "node:crypto";
import { and, desc, eq, gt, lt, ne, sql } from "drizzle-orm";
import { isSigned, sign } from "@/lib/config/keys";
import type { Tx } from "@/lib/db/client";
import { deviceName, maskedAddress } from "./device";
import { cookieName } from "./session-cookie";
import type { Visit } from "./sessions";
import { type KnownDevice, knownDevices, type Teammate, teammates } from "./table";

type Whose = { leaderId: number; teammateId: number };

/** Seconds a device stays known after its last sign-in. */
export const knownDeviceSeconds = 365 * 24 * 60 * 60;

/** The cookie of a browser that has signed in before. It opens nothing: it only has its own budget of codes and guesses. */
export const knownDeviceCookie = () => cookieName("tenfour_device");

/**
 * Remembers the device on which a teammate has just signed in, and forgets those that were not used for a year. A device
 * whose `cookie` is already known keeps its row. Returns the row's id and the fresh cookie value, which has its date.
 */
export async function rememberDevice(
  tx: Tx,
  teammate: Pick<Teammate, "leaderId" | "id" | "mobile">,
  visit: Visit,
  cookie: string | undefined,
): Promise<{ id: number; cookie: string }> {
  const whose = { leaderId: teammate.leaderId, teammateId: teammate.id };
  await tx.delete(knownDevices).where(and(ofTeammate(whose), lt(knownDevices.lastSignInAt, yearAgo)));
  const key = (await knownDevice(tx, cookie, teammate.mobile)) ?? randomBytes(16).toString("base64url");
  const seen = {
    device: deviceName(visit.userAgent),
    address: maskedAddress(visit.address),
    lastSignInAt: sql`now()`,
  };
  const [row] = await tx
    .insert(knownDevices)
    .values({ ...whose, keyHash: hashOf(key), ...seen })
    .onConflictDoUpdate({ target: [knownDevices.leaderId, knownDevices.keyHash], set: seen })
    .returning({ id: knownDevices.id });
  return { id: row!.id, cookie: cookieOf(key, teammate.mobile, new Date()) };
}

/**
 * The device's key where its cookie was made for this mobile (E.164) within a year and was not revoked, else null. Asked
 * in system scope.
 */
export async function knownDevice(tx: Tx, cookie: string | undefined, mobile: string): Promise<string | null> {
  const [, key, issued, mac] = /^([\w-]{22})\.(\d{10})\.([\w-]{43})$/.exec(cookie ?? "") ?? [];
  if (!key || !issued || !mac) return null;
  if (!isSigned("known-device", `${key}:${issued}:${mobile}`, Buffer.from(mac, "base64url"))) return null;
  if (Date.now() / 1000 - Number(issued) > knownDeviceSeconds) return null;
  const found = await tx
    .select({ id: knownDevices.id })
    .from(knownDevices)
    .innerJoin(teammates, and(eq(teammates.leaderId, knownDevices.leaderId), eq(teammates.id, knownDevices.teammateId)))
    .where(
      and(eq(knownDevices.keyHash, hashOf(key)), eq(teammates.mobile, mobile), gt(knownDevices.lastSignInAt, yearAgo)),
    );
  return found.length > 0 ? key : null;
}

/** A teammate's known devices, the last used first. */
export async function knownDevicesOf(tx: Tx, whose: Whose): Promise<KnownDevice[]> {
  return tx
    .select()
    .from(knownDevices)
    .where(and(ofTeammate(whose), gt(knownDevices.lastSignInAt, yearAgo)))
    .orderBy(desc(knownDevices.lastSignInAt), desc(knownDevices.id));
}

/** Revokes one known device of a teammate: it counts as new. False where it is not theirs. */
export async function forgetDevice(tx: Tx, whose: Whose, id: number): Promise<boolean> {
  const gone = await tx
    .delete(knownDevices)
    .where(and(ofTeammate(whose), eq(knownDevices.id, id)))
    .returning({ id: knownDevices.id });
  return gone.length > 0;
}

/** Revokes all known devices of a teammate but for the one to keep. Returns how many there were. */
export async function forgetDevices(tx: Tx, whose: Whose, keep: number | null): Promise<number> {
  const gone = await tx
    .delete(knownDevices)
    .where(and(ofTeammate(whose), ne(knownDevices.id, keep ?? 0)))
    .returning({ id: knownDevices.id });
  return gone.length;
}

function cookieOf(key: string, mobile: string, now: Date): string {
  const issued = Math.floor(now.getTime() / 1000);
  return `${key}.${issued}.${sign("known-device", `${key}:${issued}:${mobile}`).toString("base64url")}`;
}

const yearAgo = sql`now() - make_interval(secs => ${knownDeviceSeconds})`;
const hashOf = (key: string) => createHash("sha256").update(`known-device:${key}`).digest("hex");
const ofTeammate = ({ leaderId, teammateId }: Whose) =>
  and(eq(knownDevices.leaderId, leaderId), eq(knownDevices.teammateId, teammateId));
