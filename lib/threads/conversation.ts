import { broadcastsTo } from "@/lib/broadcasts/in-thread";
import type { ConsentEvent } from "@/lib/consent/log";
import { historyOf } from "@/lib/consent/queries";
import type { Tx } from "@/lib/db/client";
import { ageOn, todayIn } from "@/lib/members/age";
import { memberName } from "@/lib/members/name";
import { type Member, memberById } from "@/lib/members/queries";
import { whyNotWritten } from "@/lib/members/why-not";
import { type Bubble, momentOf, pageLength, pageOfThread } from "@/lib/messages/thread";
import { showPhone } from "@/lib/numbers/phone";
import { isFlagged } from "./queries";

/** A member as the screen shows them; every time ISO, UTC. */
export type Profile = {
  id: number;
  name: string;
  fullName: string | null;
  /** E.164, to copy. */
  phone: string;
  /** As people write it. */
  shownPhone: string;
  status: Member["status"];
  held: boolean;
  unreachable: boolean;
  age: number | null;
  city: string | null;
  state: string | null;
  postalCode: string | null;
  gender: string | null;
  email: string | null;
  language: string | null;
  joinedAt: string | null;
  firstSeenAt: string;
  /** Why they cannot be written to, in a sentence; null: they can. */
  whyNot: string | null;
  consent: {
    id: number;
    event: ConsentEvent["event"];
    channel: ConsentEvent["channel"];
    words: string | null;
    at: string;
  }[];
};

export type Conversation = {
  member: Profile;
  flagged: boolean;
  /** The newest first. */
  messages: Bubble[];
  /** There are older ones. */
  more: boolean;
};

/** One member, and a page of what was said; null where this leader has no such member. `timeZone` decides about birthdays. */
export async function readConversation(
  tx: Tx,
  leaderId: number,
  memberId: number,
  timeZone: string,
  before?: number,
): Promise<Conversation | null> {
  const member = await memberById(tx, leaderId, memberId);
  if (!member) return null;
  const [texts, history, flagged] = await Promise.all([
    pageOfThread(tx, leaderId, memberId, before),
    historyOf(tx, leaderId, memberId),
    isFlagged(tx, leaderId, memberId),
  ]);
  const more = texts.length === pageLength;
  return {
    member: profileOf(member, history, todayIn(timeZone, new Date())),
    flagged,
    messages: await withBroadcasts(tx, leaderId, memberId, texts, { more, before }),
    more,
  };
}

/** The page's texts and the broadcasts that left for the member between them, the newest first (decision 7). */
async function withBroadcasts(
  tx: Tx,
  leaderId: number,
  memberId: number,
  texts: Bubble[],
  page: { more: boolean; before?: number },
): Promise<Bubble[]> {
  const delivered = await broadcastsTo(tx, leaderId, memberId, {
    from: page.more ? (texts.at(-1)?.at ?? null) : null,
    to: page.before === undefined ? null : await momentOf(tx, leaderId, memberId, page.before),
  });
  const bubbles = delivered.map(({ broadcastId, recipients, reachable, ...one }): Bubble => {
    const audience = { recipients, reachable };
    return {
      ...one,
      id: -broadcastId,
      outbound: true,
      kind: "broadcast",
      onceKey: null,
      open: false,
      again: false,
      media: [],
      audience,
    };
  });
  // By when they were written; two of the same moment keep their order.
  return [...texts, ...bubbles].sort((a, b) => Date.parse(b.at) - Date.parse(a.at) || b.id - a.id);
}

function profileOf(member: Member, history: ConsentEvent[], today: string): Profile {
  const name = memberName(member);
  return {
    id: member.id,
    name,
    fullName: [member.firstName, member.lastName].filter(Boolean).join(" ") || null,
    phone: member.phone,
    shownPhone: showPhone(member.phone),
    status: member.status,
    held: member.heldAt !== null,
    unreachable: member.unreachableAt !== null,
    age: member.birthDate ? ageOn(member.birthDate, today) : null,
    city: member.city,
    state: member.state,
    postalCode: member.postalCode,
    gender: member.gender,
    email: member.email,
    language: member.language,
    joinedAt: member.joinedAt?.toISOString() ?? null,
    firstSeenAt: member.createdAt.toISOString(),
    whyNot: whyNotWritten(member, name),
    consent: history.map(({ id, event, channel, words, at }) => ({ id, event, channel, words, at: at.toISOString() })),
  };
}
