import { sql } from "drizzle-orm";
import type { Tx } from "@/lib/db/client";
import { logConsent } from "./log";
import { type ConsentWords, keepWords } from "./words";

/** What somebody saw on a page, and from where. */
export type OnPage = {
  leaderId: number;
  memberId: number;
  /** E.164. */
  phone: string;
  shown: ConsentWords;
  ip: string;
  userAgent: string;
  now: Date;
};

/**
 * A member agreed on their sign-up page for the first time: active from `now` on, and logged with the words they saw. False
 * where they are signed up already or have opted out; nothing is written then.
 */
export async function recordSignUp(tx: Tx, page: OnPage): Promise<boolean> {
  const at = sql`${page.now.toISOString()}::timestamptz`;
  const changed = await tx.execute(sql`
    UPDATE members SET status = 'active', joined_at = ${at}, consent_at = ${at}
    WHERE leader_id = ${page.leaderId} AND id = ${page.memberId} AND joined_at IS NULL AND status <> 'opted_out'`);
  if (changed.rowCount !== 1) return false;
  await logPage(tx, page, "granted", "sign_up_page");
  return true;
}

/** A number was typed on the web: one text asks for YES, and until it comes they have agreed to nothing (double opt-in). */
export async function recordAsked(tx: Tx, page: OnPage): Promise<void> {
  await tx.execute(sql`
    UPDATE members SET status = 'invited'
    WHERE leader_id = ${page.leaderId} AND id = ${page.memberId} AND status = 'new'`);
  await logPage(tx, page, "asked", "web");
}

async function logPage(
  tx: Tx,
  { leaderId, memberId, phone, shown, ip, userAgent }: OnPage,
  event: "granted" | "asked",
  channel: "sign_up_page" | "web",
): Promise<void> {
  await keepWords(tx, leaderId, shown);
  const from = { textVersion: shown.version, ip, userAgent: userAgent.slice(0, 300) };
  await logConsent(tx, [{ leaderId, memberId, phone, event, channel, ...from }]);
}
