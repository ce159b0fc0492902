import { type SQL, sql } from "drizzle-orm";
import type { Tx } from "@/lib/db/client";
import { logConsentOfMany, logStatedConsent } from "./log";

/**
 * Consent that an import or the API brings along, for any number of members in the statement that writes them: a second
 * statement would double what a large import costs. The rules and the column names stand here; lib/members/take-in.ts has
 * the rest of the row.
 */

/**
 * What a source says of somebody's consent. out: opted out. invited: has not agreed, or not yet. in: has agreed; counts
 * only together with `ImportRules.proof`.
 */
export type IncomingConsent = {
  says: "out" | "invited" | "in";
  /** When they said so, ISO in UTC; null: not stated. */
  at: string | null;
  /** What the source says, quoted, for the consent log. */
  words: string | null;
  /** Agreed, but is not to be sent broadcasts where they come from (muted, blocked, unreachable): muted here. */
  muted: boolean;
  /** Opted out, and had agreed before: when, ISO in UTC; counts only together with `ImportRules.proof`. */
  agreedAt: string | null;
};
/** Undefined: the source says nothing, and the proof that was attested to counts. */
export type Says = IncomingConsent["says"] | undefined;

export type ImportRules = {
  /** Written proof of their consent exists: they are active, else invited (docs/compliance.md, "Consent"). */
  proof: boolean;
  now: Date;
};

export const agrees = (says: Says): boolean => says === undefined || says === "in";

/** Of somebody who opted out here nothing is changed; a source that says the same has nothing to add. */
export const mayBeImported = (status: string, says: Says): boolean =>
  (status !== "opted_out" || says === "out") && status !== "abroad";

const nowOf = (by: ImportRules) => sql`${by.now.toISOString()}::timestamptz`;

/** The columns of consent of a new member, and their values by a row with `says`, `said_at` and `agreed_at`. */
export function consentOfCreated(by: ImportRules): { columns: SQL; values: SQL } {
  const joined = by.proof
    ? sql`CASE WHEN says IS NULL OR says = 'in' THEN coalesce(said_at, ${nowOf(by)}) WHEN says = 'out' THEN agreed_at END`
    : sql`NULL::timestamptz`;
  return {
    columns: sql`status, joined_at, opted_out_at`,
    values: sql`CASE says WHEN 'out' THEN 'opted_out' WHEN 'invited' THEN 'invited' ELSE ${by.proof ? "active" : "invited"} END,
      ${joined}, CASE WHEN says = 'out' THEN coalesce(said_at, ${nowOf(by)}) END`,
  };
}

/**
 * What the columns of consent of a known member `m` become by the row `r`: invited and new members become active by
 * proof, if the source does not say otherwise; everybody opts out by its word. `anyOut`: a row says so.
 */
export function consentOfKnown(by: ImportRules, anyOut: boolean): { column: string; to: SQL }[] {
  const list: { column: string; to: SQL }[] = [];
  const at = sql`coalesce(r.said_at, ${nowOf(by)})`;
  const activates = sql`m.status IN ('new', 'invited') AND coalesce(r.says, 'in') = 'in'`;
  if (by.proof || anyOut) {
    const stays = by.proof ? sql`CASE WHEN ${activates} THEN 'active' ELSE m.status END` : sql`m.status`;
    const status = anyOut ? sql`CASE WHEN r.says = 'out' THEN 'opted_out' ELSE ${stays} END` : stays;
    list.push({ column: "status", to: status });
  }
  if (by.proof) {
    const joined = sql`CASE WHEN ${activates} THEN coalesce(m.joined_at, ${at}) ELSE m.joined_at END`;
    list.push({ column: "joined_at", to: joined });
  }
  if (!anyOut) return list;
  // A START that was written before and comes after it changes nothing.
  const said = sql`CASE WHEN r.says = 'out' THEN greatest(m.consent_at, ${at}) ELSE m.consent_at END`;
  return [
    ...list,
    { column: "opted_out_at", to: sql`CASE WHEN r.says = 'out' THEN ${at} ELSE m.opted_out_at END` },
    { column: "consent_at", to: said },
    { column: "held_at", to: sql`CASE WHEN r.says <> 'out' OR r.says IS NULL THEN m.held_at END` },
  ];
}

/** How an import's consent is logged. */
export type ImportLog = {
  channel: "import" | "api";
  /** Where the leader says that consent comes from, for whom the source itself says nothing. */
  source: string;
  /** The words of an event, with what the source says of them. */
  words: (event: "granted" | "revoked", stated: string | null) => string;
};

type Written = { id: number; phone: string; consent: IncomingConsent | null };

/** Logs what taking members in has granted and revoked, and has the sender look again at what is queued for them. */
export async function logImported(
  tx: Tx,
  leaderId: number,
  { granted, optedOut }: { granted: Written[]; optedOut: Written[] },
  by: ImportRules & { log: ImportLog },
): Promise<void> {
  const { channel, source, words } = by.log;
  await logConsentOfMany(
    tx,
    leaderId,
    granted.filter((one) => !one.consent),
    { event: "granted", channel, words: source },
  );
  const event =
    (event: "granted" | "revoked") =>
    ({ id, phone, consent }: Written) => ({
      ...{ id, phone, event, words: words(event, consent?.words ?? null) },
      at: consent?.at ?? null,
    });
  const before = by.proof ? optedOut.filter((one) => one.consent?.agreedAt) : [];
  await logStatedConsent(tx, leaderId, channel, [
    ...before.map((one) => ({ ...event("granted")(one), at: one.consent?.agreedAt ?? null })),
    ...granted.filter((one) => one.consent).map(event("granted")),
    ...optedOut.map(event("revoked")),
  ]);
  if (optedOut.length > 0) await tx.execute(sql`SELECT pg_notify('tenfour_work', 'outbox')`);
}

/** Members whom an import had created and its undoing has removed: what was granted for them is corrected. */
export async function logImportUndone(
  tx: Tx,
  leaderId: number,
  members: { id: number; phone: string }[],
  words: string,
): Promise<void> {
  await logConsentOfMany(tx, leaderId, members, { event: "corrected", channel: "import", words });
}
