import { createHash, createHmac, randomBytes } from "node:crypto";
import { eq, sql } from "drizzle-orm";
import { key, keysFor } from "@/lib/config/keys";
import type { Tx } from "@/lib/db/client";
import { env } from "@/lib/env";
import { signUpLinks } from "./table";

type Named = { leaderId: number; memberId: number; nonce: string };

/** SHA-256 of a token, hex: all that the database knows of it. */
export function hashToken(token: string): string {
  return createHash("sha256").update(token).digest("hex");
}

/**
 * The token of a link, derived from the nonce whenever it is sent, so that it is never stored. The nonce names the key
 * it was issued with: a text that waits in the outbox while the secret is rotated still gets the link that works.
 */
export function tokenOf({ leaderId, memberId, nonce }: Named): string {
  return createHmac("sha256", keyNamed(nonce))
    .update(`link:${leaderId}:${memberId}:${nonce}`)
    .digest("base64url")
    .slice(0, 22);
}

/** A fresh nonce: the current key's id, a dot, and 96 random bits. */
function newNonce(): string {
  return `${idOf(key("sign-up-link"))}.${randomBytes(12).toString("base64url")}`;
}

function keyNamed(nonce: string): Buffer {
  const keys = keysFor("sign-up-link");
  const [id, rest] = nonce.split(".");
  // A nonce without an id was issued with the bare secret, which is the last of the keys.
  if (rest === undefined) return keys.at(-1) as Buffer;
  return keys.find((one) => idOf(one) === id) ?? (keys[0] as Buffer);
}

const idOf = (one: Buffer) => createHmac("sha256", one).update("id").digest("base64url").slice(0, 6);

/** The address a fan taps. */
export function signUpUrl(link: Named): string {
  return `${env().PUBLIC_URL}/join/${tokenOf(link)}`;
}

/**
 * Issues a fresh link to each of these members and closes their older ones, in two statements for any number of
 * them. Answers the nonces, keyed `leaderId:memberId`.
 */
export async function issueSignUpLinks(
  tx: Tx,
  members: { leaderId: number; memberId: number }[],
  now: Date,
): Promise<Map<string, string>> {
  if (members.length === 0) return new Map();
  const expires = new Date(now.getTime() + env().LINK_DAYS * 86_400_000);
  const links = members.map((member) => {
    const nonce = newNonce();
    return {
      leader_id: member.leaderId,
      member_id: member.memberId,
      nonce,
      token_hash: hashToken(tokenOf({ ...member, nonce })),
    };
  });
  const rows = sql`jsonb_to_recordset(${JSON.stringify(links)}::jsonb) AS l(leader_id int, member_id bigint, nonce text, token_hash text)`;
  await tx.execute(sql`
    UPDATE sign_up_links s SET closed_at = ${now.toISOString()}::timestamptz FROM ${rows}
    WHERE s.leader_id = l.leader_id AND s.member_id = l.member_id AND s.closed_at IS NULL`);
  await tx.execute(sql`
    INSERT INTO sign_up_links (token_hash, leader_id, member_id, nonce, expires_at)
    SELECT token_hash, leader_id, member_id, nonce, ${expires.toISOString()}::timestamptz FROM ${rows}`);
  return new Map(links.map((link) => [`${link.leader_id}:${link.member_id}`, link.nonce]));
}

export type FoundLink =
  | { kind: "open" | "signed_up"; leaderId: number; memberId: number; tokenHash: string }
  | { kind: "expired" | "used_up"; leaderId: number; memberId: number }
  | { kind: "unknown" };

/** What a token in an address stands for now. A link closed by a newer one, or left through, is used up. */
export async function findLink(tx: Tx, token: string, now: Date): Promise<FoundLink> {
  if (!/^[\w-]{22}$/.test(token)) return { kind: "unknown" };
  const [link] = await tx
    .select()
    .from(signUpLinks)
    .where(eq(signUpLinks.tokenHash, hashToken(token)));
  if (!link) return { kind: "unknown" };
  const { leaderId, memberId, tokenHash } = link;
  if (link.closedAt) return { kind: "used_up", leaderId, memberId };
  if (link.expiresAt <= now) return { kind: "expired", leaderId, memberId };
  return { kind: link.signedUpAt ? "signed_up" : "open", leaderId, memberId, tokenHash };
}

/** Days a link stays good for looking and changing after the sign-up. */
const daysAfter = 30;

/** Remembers that somebody signed up through the link; it stays open for changes. */
export async function noteSignedUp(tx: Tx, tokenHash: string, now: Date): Promise<void> {
  await tx
    .update(signUpLinks)
    .set({ signedUpAt: now, expiresAt: new Date(now.getTime() + daysAfter * 86_400_000) })
    .where(eq(signUpLinks.tokenHash, tokenHash));
}

/** Closes a link for good. */
export async function closeLink(tx: Tx, tokenHash: string, now: Date): Promise<void> {
  await tx.update(signUpLinks).set({ closedAt: now }).where(eq(signUpLinks.tokenHash, tokenHash));
}
