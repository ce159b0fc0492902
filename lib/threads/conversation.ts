import type { ConsentEvent } from "@/lib/consent/log";
import { historyOf } from "@/lib/consent/queries";
import type { Tx } from "@/lib/db/client";
import { ageOn, todayIn } from "@/lib/members/age";
import { memberName } from "@/lib/members/name";
import { type Member, memberById } from "@/lib/members/queries";
import { whyNotWritten } from "@/lib/members/why-not";
import { type Bubble, pageLength, pageOfThread } from "@/lib/messages/thread";
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
  const [messages, history, flagged] = await Promise.all([
    pageOfThread(tx, leaderId, memberId, before),
    historyOf(tx, leaderId, memberId),
    isFlagged(tx, leaderId, memberId),
  ]);
  return {
    member: profileOf(member, history, todayIn(timeZone, new Date())),
    flagged,
    messages,
    more: messages.length === pageLength,
  };
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
