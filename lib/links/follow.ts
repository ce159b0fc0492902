import { db } from "@/lib/db/client";
import { env } from "@/lib/env";
import { codeOf, type Named, readCode } from "./code";
import { linkById } from "./queries";

/** The address a member taps. */
export function linkUrl(named: Named): string {
  return `${env().PUBLIC_URL}/go/${codeOf(named)}`;
}

/**
 * As long as a member's address of a coming link will be, or hardly longer: for counting characters beforehand.
 * `last`: lastLinkId. Leads nowhere.
 */
export function sampleUrl(leaderId: number, last: number, memberId = 200_000_000): string {
  return linkUrl({ leaderId, linkId: last + 100, memberId });
}

export type Followed = Named & { url: string; broadcastId: number };

// Links never change: those tapped of late are remembered, so that a wave of taps asks the database once.
const known = new Map<string, { url: string; broadcastId: number }>();
const mostKnown = 5_000;

/** What a code leads to; null where we never made it, or it leads to nothing that a browser may open. */
export async function follow(code: string): Promise<Followed | null> {
  const named = readCode(code);
  if (!named) return null;
  const key = `${named.leaderId}:${named.linkId}`;
  const link = known.get(key) ?? (await linkById(db(), named.leaderId, named.linkId));
  if (!link || !/^https?:\/\//i.test(link.url) || !URL.canParse(link.url)) return null;
  if (known.size >= mostKnown) known.clear();
  known.set(key, link);
  return { ...named, ...link };
}
