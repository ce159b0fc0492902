import { sql } from "drizzle-orm";
import type { Tx } from "@/lib/db/client";
import { logConsent } from "./log";
import type { ConsentEvent } from "./table";

/**
 * The consent service: every opt-out, opt-in and hold of a member that exists is written here, its status and its row
 * in the append-only log together. `at` is when the member said so, which may be before we heard of it (docs/compliance.md).
 */
export type ConsentChange = {
  leaderId: number;
  memberId: number;
  channel: ConsentEvent["channel"];
  /** When it was said; now, if absent. */
  at?: Date;
  /** What they wrote, or who did it: 1,000 characters at most are kept. */
  words?: string;
  /** The rule of the classifier that read it. */
  rule?: string;
  textVersion?: string | null;
  messageId?: number;
  ip?: string | null;
  userAgent?: string | null;
};

type Changed = { leader_id: number; member_id: number; phone: string };

/** The newest change of each member, as a set to join with. */
const changesOf = (changes: ConsentChange[]) => {
  const last = new Map(changes.map((one) => [`${one.leaderId}:${one.memberId}`, one]));
  const rows = [...last.values()].map((one) => ({
    leader_id: one.leaderId,
    member_id: one.memberId,
    at: one.at ?? null,
  }));
  return sql`jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS w(leader_id int, member_id bigint, at timestamptz)`;
};
const newest = sql`greatest(m.consent_at, coalesce(w.at, now()))`;

/** Opts members out and wakes the sender, which withholds what is queued. Who was opted out already is not logged again. */
export async function recordOptOut(tx: Tx, changes: ConsentChange[]): Promise<void> {
  if (changes.length === 0) return;
  const { rows } = await tx.execute<Changed>(sql`
    UPDATE members m SET status = 'opted_out', opted_out_at = now(), held_at = NULL, consent_at = ${newest}
    FROM ${changesOf(changes)} WHERE m.leader_id = w.leader_id AND m.id = w.member_id AND m.status <> 'opted_out'
    RETURNING m.leader_id, m.id AS member_id, m.phone`);
  await log(tx, changes, rows, "revoked");
  await wakeSender(tx);
}

/** A carrier's report that a member has opted out with it. `errorCode`: the carrier's, kept in the log. */
type CarrierOptOut = { leaderId: number; memberId: number; errorCode?: string; at: Date };

/** Milliseconds by which the carrier's clock may differ from ours, which stamps a sign-up on the web. */
const clockSkew = 5 * 60_000;

/**
 * Opts out members whom the carrier reports as opted out at `at`, unless they have said START or signed up since: such a
 * report may come hours late. In doubt (the same second, or a sign-up within clock skew) the opt-out counts.
 */
export async function recordCarrierOptOut(tx: Tx, reports: CarrierOptOut[]): Promise<void> {
  if (reports.length === 0) return;
  const latest = reports.map(({ leaderId, memberId, errorCode, at }) => ({
    leaderId,
    memberId,
    channel: "carrier" as const,
    words: errorCode,
    at: new Date(latestOf(at)),
  }));
  const { rows } = await tx.execute<Changed>(sql`
    UPDATE members m SET status = 'opted_out', opted_out_at = now(), held_at = NULL, consent_at = ${newest}
    FROM ${changesOf(latest)} WHERE m.leader_id = w.leader_id AND m.id = w.member_id AND m.status <> 'opted_out'
      AND (m.consent_at IS NULL OR w.at >= m.consent_at - CASE WHEN m.consent_at IS NOT DISTINCT FROM m.joined_at
        THEN ${clockSkew}::int ELSE 0 END * interval '1 millisecond')
    RETURNING m.leader_id, m.id AS member_id, m.phone`);
  await log(tx, latest, rows, "revoked");
  await wakeSender(tx);
}

/** Carriers may give whole seconds: the latest moment that is meant. */
const latestOf = (at: Date) => (at.getTime() % 1_000 === 0 ? at.getTime() + 999 : at.getTime());

/** Brings opted-out members back, to where they were: active if they had signed up, else new. */
export async function recordOptIn(tx: Tx, changes: ConsentChange[]): Promise<void> {
  if (changes.length === 0) return;
  const { rows } = await tx.execute<Changed>(sql`
    UPDATE members m SET status = CASE WHEN m.joined_at IS NULL THEN 'new' ELSE 'active' END,
      opted_out_at = NULL, held_at = NULL, consent_at = ${newest}
    FROM ${changesOf(changes)} WHERE m.leader_id = w.leader_id AND m.id = w.member_id AND m.status = 'opted_out'
    RETURNING m.leader_id, m.id AS member_id, m.phone`);
  await log(tx, changes, rows, "granted");
}

/** Those whose YES was awaited are members now (double opt-in). */
export async function recordConfirmed(tx: Tx, changes: ConsentChange[], now: Date): Promise<void> {
  if (changes.length === 0) return;
  const { rows } = await tx.execute<Changed>(sql`
    UPDATE members m SET status = 'active', joined_at = COALESCE(m.joined_at, ${now.toISOString()}::timestamptz),
      held_at = NULL, consent_at = ${newest}
    FROM ${changesOf(changes)} WHERE m.leader_id = w.leader_id AND m.id = w.member_id AND m.status = 'invited'
    RETURNING m.leader_id, m.id AS member_id, m.phone`);
  await log(tx, changes, rows, "granted");
}

/** Holds broadcasts and everything automatic to members who may have asked to stop, until a person decides. */
export async function recordFlag(tx: Tx, changes: ConsentChange[]): Promise<void> {
  if (changes.length === 0) return;
  const { rows } = await tx.execute<Changed>(sql`
    UPDATE members m SET held_at = coalesce(m.held_at, now())
    FROM ${changesOf(changes)} WHERE m.leader_id = w.leader_id AND m.id = w.member_id AND m.status <> 'opted_out'
    RETURNING m.leader_id, m.id AS member_id, m.phone`);
  await log(tx, changes, rows, "flagged");
}

/** A person read it, and it was no request: what was held goes on. */
export async function recordFlagCleared(tx: Tx, changes: ConsentChange[]): Promise<void> {
  if (changes.length === 0) return;
  const { rows } = await tx.execute<Changed>(sql`
    UPDATE members m SET held_at = NULL
    FROM ${changesOf(changes)} WHERE m.leader_id = w.leader_id AND m.id = w.member_id AND m.held_at IS NOT NULL
    RETURNING m.leader_id, m.id AS member_id, m.phone`);
  await log(tx, changes, rows, "cleared");
  await wakeSender(tx);
}

/** Remembers when members last said STOP or START where that changed nothing: an older word that comes late is then known. */
export async function noteConsentWords(
  tx: Tx,
  words: { leaderId: number; memberId: number; at: Date }[],
): Promise<void> {
  if (words.length === 0) return;
  const content = JSON.stringify(
    words.map((one) => ({ leader_id: one.leaderId, member_id: one.memberId, at: one.at })),
  );
  await tx.execute(sql`
    UPDATE members m SET consent_at = w.at
    FROM jsonb_to_recordset(${content}::jsonb) AS w(leader_id int, member_id bigint, at timestamptz)
    WHERE m.leader_id = w.leader_id AND m.id = w.member_id AND (m.consent_at IS NULL OR m.consent_at < w.at)`);
}

async function log(tx: Tx, changes: ConsentChange[], changed: Changed[], event: ConsentEvent["event"]): Promise<void> {
  const phones = new Map(changed.map((row) => [`${row.leader_id}:${row.member_id}`, row.phone]));
  const last = new Map(changes.map((one) => [`${one.leaderId}:${one.memberId}`, one]));
  await logConsent(
    tx,
    // Every flag is kept with its words; of the others, the one that holds.
    (event === "flagged" ? changes : [...last.values()]).flatMap((one) => {
      const phone = phones.get(`${one.leaderId}:${one.memberId}`);
      if (phone === undefined) return [];
      const { leaderId, memberId, channel, rule, textVersion, messageId, ip } = one;
      const words = one.words?.slice(0, 1000);
      return [
        {
          leaderId,
          memberId,
          phone,
          event,
          channel,
          words,
          rule,
          textVersion,
          messageId,
          ip,
          userAgent: one.userAgent?.slice(0, 300),
        },
      ];
    }),
  );
}

const wakeSender = (tx: Tx) => tx.execute(sql`SELECT pg_notify('tenfour_work', 'outbox')`);
