import type { Tx } from "@/lib/db/client";
import { mergeFieldsOf } from "@/lib/fields/queries";
import { linkUrl } from "@/lib/links/follow";
import { ensureLinks } from "@/lib/links/queries";
import { unwillingAmong } from "@/lib/members/by-phone";
import { queueTexts } from "@/lib/messages/queue";
import { readOwnMobile } from "@/lib/numbers/possible";
import { teammatesOf } from "@/lib/team/queries";
import { compileBody, optOutLine, type Person } from "./personal";
import { broadcastById } from "./queries";

/**
 * Texts a draft to everyone on the team who did not opt out of this leader's texts, as somebody among the audience would
 * read it. Taps on its links are not counted. The same `onceKey` twice is one text each. Answers how many were texted; a sentence where it cannot be; null
 * where this leader has no such broadcast.
 */
export async function sendTest(
  tx: Tx,
  wish: { leaderId: number; id: number; reader: Person | null; onceKey: string },
): Promise<{ texted: number } | { refused: string } | null> {
  const broadcast = await broadcastById(tx, wish.leaderId, wish.id);
  if (!broadcast) return null;
  if (broadcast.body.trim() === "" && broadcast.media.length === 0) return { refused: "There is nothing to send yet." };
  const compiled = compileBody(broadcast.body, await mergeFieldsOf(tx, wish.leaderId));
  if (compiled.problems[0]) return { refused: compiled.problems[0] };
  const links = await ensureLinks(tx, wish.leaderId, wish.id, compiled.urls);
  const body = compiled.fill(wish.reader ?? nobody, {
    linkFor: (url) => linkUrl({ leaderId: wish.leaderId, linkId: links.get(url) ?? 0, memberId: 0 }),
    optOutLine,
  });
  const all = await teammatesOf(tx, wish.leaderId);
  const phones = all.map((teammate) => teammate.mobile);
  const unwilling = await unwillingAmong(tx, wish.leaderId, phones);
  // Added before only mobiles of the US and Canada could be: no test is worth what those cost.
  const team = all.filter(({ mobile }) => !unwilling.has(mobile) && readOwnMobile(mobile));
  if (team.length === 0) return { refused: "Nobody on your team can be texted: they opted out of texts from you." };
  const queued = await queueTexts(
    tx,
    team.map((teammate) => ({
      leaderId: wish.leaderId,
      memberId: 0,
      number: broadcast.number,
      phone: teammate.mobile,
      kind: "text" as const,
      body,
      media: broadcast.media,
      onceKey: `test:${wish.onceKey}:${teammate.id}`,
    })),
  );
  return { texted: queued.length };
}

const nobody: Person = { firstName: null, lastName: null, city: null, state: null, custom: {} };
