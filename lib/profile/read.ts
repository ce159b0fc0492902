import { sql } from "drizzle-orm";
import type { ConsentEvent } from "@/lib/consent/log";
import { historyOf } from "@/lib/consent/queries";
import type { Tx } from "@/lib/db/client";
import { type Field, fieldsOf } from "@/lib/fields/queries";
import { ageOn, todayIn } from "@/lib/members/age";
import { memberName } from "@/lib/members/name";
import { type Member, memberById } from "@/lib/members/queries";
import { whyNotWritten } from "@/lib/members/why-not";
import { type Bubble, pageOfThread } from "@/lib/messages/thread";
import { type NoteView, notesOf } from "@/lib/notes/queries";
import { showPhone } from "@/lib/numbers/phone";
import { zonesOf } from "@/lib/places/place-set";
import { placesOfMember } from "@/lib/places/whereabouts";
import { type TagName, tagsOfMember } from "@/lib/tags/queries";

/** What a profile shows of a broadcast they were sent. */
export type Received = {
  broadcastId: number;
  body: string;
  state: string;
  reason: string | null;
  /** ISO, UTC; null while it waits. */
  sentAt: string | null;
  repliedAt: string | null;
};
export type Clicked = { url: string; count: number; lastAt: string };

export type FullProfile = {
  member: Omit<Member, "nameKey">;
  name: string;
  fullName: string | null;
  shownPhone: string;
  age: number | null;
  /** Why they cannot be written to, in a sentence; null: they can. */
  whyNot: string | null;
  /** IANA zones they may live in, by all that is known; empty: anywhere in the world. */
  zones: string[];
  fields: Field[];
  tags: TagName[];
  notes: NoteView[];
  consent: ConsentEvent[];
  /** The newest few, the newest first. */
  texts: Bubble[];
  broadcasts: Received[];
  clicks: Clicked[];
};

/** Everything a leader's team may see of one member; null where this leader has no such member. */
export async function readProfile(
  tx: Tx,
  leader: { leaderId: number; timeZone: string },
  memberId: number,
  now: Date,
): Promise<FullProfile | null> {
  const { leaderId, timeZone } = leader;
  const member = await memberById(tx, leaderId, memberId);
  if (!member) return null;
  const [fields, tags, notes, consent, texts, broadcasts, clicks] = await Promise.all([
    fieldsOf(tx, leaderId),
    tagsOfMember(tx, leaderId, memberId),
    notesOf(tx, leaderId, memberId),
    historyOf(tx, leaderId, memberId),
    pageOfThread(tx, leaderId, memberId),
    broadcastsTo(tx, leaderId, memberId),
    clicksOf(tx, leaderId, memberId),
  ]);
  const name = memberName(member);
  const { nameKey: _, ...shown } = member;
  return {
    member: shown,
    name,
    fullName: [member.firstName, member.lastName].filter(Boolean).join(" ") || null,
    shownPhone: showPhone(member.phone),
    age: member.birthDate ? ageOn(member.birthDate, todayIn(timeZone, now)) : null,
    whyNot: whyNotWritten(member, name),
    zones: zonesOfMember(member),
    fields,
    tags,
    notes,
    consent,
    texts: texts.slice(0, 8),
    broadcasts,
    clicks,
  };
}

function zonesOfMember(member: Member): string[] {
  const places = placesOfMember(member);
  return places === "anywhere" ? [] : [...zonesOf(places)];
}

const iso = (time: unknown) => (time ? new Date(time as string).toISOString() : null);

/** The newest broadcasts to one member, by probing the key of deliveries for the leader's broadcasts (decision 7). */
async function broadcastsTo(tx: Tx, leaderId: number, memberId: number): Promise<Received[]> {
  const found = await tx.execute<Record<string, unknown>>(sql`
    SELECT b.id, b.body, d.state, d.reason, d.sent_at, d.replied_at
    FROM broadcasts b JOIN deliveries d ON d.leader_id = b.leader_id AND d.broadcast_id = b.id
    WHERE b.leader_id = ${leaderId} AND d.member_id = ${memberId} ORDER BY b.id DESC LIMIT 20`);
  return found.rows.map((row) => ({
    broadcastId: row.id as number,
    body: row.body as string,
    state: row.state as string,
    reason: row.reason as string | null,
    sentAt: iso(row.sent_at),
    repliedAt: iso(row.replied_at),
  }));
}

async function clicksOf(tx: Tx, leaderId: number, memberId: number): Promise<Clicked[]> {
  const found = await tx.execute<Record<string, unknown>>(sql`
    SELECT l.url, c.count, c.last_at
    FROM links l JOIN clicks c ON c.leader_id = l.leader_id AND c.link_id = l.id
    WHERE l.leader_id = ${leaderId} AND c.member_id = ${memberId} ORDER BY c.last_at DESC LIMIT 20`);
  return found.rows.map((row) => ({
    url: row.url as string,
    count: row.count as number,
    lastAt: iso(row.last_at) as string,
  }));
}
