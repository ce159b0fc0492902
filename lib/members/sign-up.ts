import { and, eq } from "drizzle-orm";
import { recordSignUp } from "@/lib/consent/joined";
import { recordOptOut } from "@/lib/consent/record";
import { consentWords, type Language } from "@/lib/consent/words";
import { db, type Tx } from "@/lib/db/client";
import { type Field, signUpFields } from "@/lib/fields/queries";
import { type Leader, leaderById } from "@/lib/leaders/queries";
import { announce } from "@/lib/live/announce";
import { leaderCard } from "@/lib/media/leader-card";
import { queueTexts } from "@/lib/messages/queue";
import { isSuspended } from "@/lib/operator/suspension";
import { describePlace } from "@/lib/places/describe";
import { areaCodeOf } from "@/lib/places/whereabouts";
import type { Answers, Details } from "./details";
import { closeLink, findLink, noteSignedUp } from "./links";
import { type CustomValues, type Member, members } from "./table";
import { welcomeText } from "./welcome";

export type Visit = { language: Language; ip: string; userAgent: string; now: Date };
export type OpenLink = {
  kind: "open" | "signed_up" | "opted_out";
  leader: Leader;
  member: Member;
  fields: Field[];
  tokenHash: string;
};
export type Closed = {
  kind: "expired" | "used_up" | "unknown" | "unavailable";
  leader: Leader | null;
  number: string | null;
};

/** What a sign-up link shows now: a page to fill in, what is stored, or that it does not work (any more). */
export async function visit(token: string, now: Date, tx: Tx = db()): Promise<OpenLink | Closed> {
  const found = await openLink(token, now, tx);
  if (!found.leader || !(await isSuspended(tx, found.leader.id))) return found;
  return { kind: "unavailable", leader: null, number: null };
}

async function openLink(token: string, now: Date, tx: Tx): Promise<OpenLink | Closed> {
  const link = await findLink(tx, token, now);
  if (link.kind === "unknown") return { kind: "unknown", leader: null, number: null };
  const leader = await leaderById(link.leaderId, tx);
  const [member] = await tx
    .select()
    .from(members)
    .where(and(eq(members.leaderId, link.leaderId), eq(members.id, link.memberId)));
  if (!leader || !member) return { kind: "unknown", leader: null, number: null };
  if (!("tokenHash" in link)) return { kind: link.kind, leader, number: member.number };
  const kind = member.status === "opted_out" ? "opted_out" : member.joinedAt ? "signed_up" : "open";
  return { kind, leader, member, fields: await signUpFields(tx, leader.id), tokenHash: link.tokenHash };
}

/**
 * Signs a fan up through their link, or changes what is stored where they had signed up already. The first time:
 * active, consent logged with the words they saw, and one welcome that names the sender and carries the opt-out line
 * (docs/compliance.md, "What"). All or nothing; twice is once.
 */
export async function signUp(
  token: string,
  read: { details: Details; answers: Answers },
  by: Visit,
): Promise<OpenLink | Closed> {
  return db().transaction(async (tx) => {
    const found = await visit(token, by.now, tx);
    if (found.kind !== "open" && found.kind !== "signed_up") return found;
    const { leader } = found;
    const locked = await lockMember(tx, found.member);
    if (locked.status === "opted_out") return { ...found, kind: "opted_out" };
    const first = locked.joinedAt === null;
    const change = {
      ...read.details,
      ...whereabouts(read.details, locked.phone),
      custom: merged(locked.custom, read.answers),
      language: by.language,
    };
    const [changed = locked] = await tx.update(members).set(change).where(whose(locked)).returning();
    if (first) await consentAndWelcome(tx, leader, changed, by);
    const joined = first ? { status: "active" as const, joinedAt: by.now, consentAt: by.now } : {};
    const member = { ...changed, ...joined };
    await noteSignedUp(tx, found.tokenHash, by.now);
    await announce(tx, leader.id, [member.id]);
    return { ...found, kind: "signed_up", member };
  });
}

/** Leaves through the link: opted out, logged, and the link is closed. Works for members of a suspended leader, too. */
export async function leave(token: string, by: Visit): Promise<OpenLink | Closed> {
  return db().transaction(async (tx) => {
    const found = await openLink(token, by.now, tx);
    if (found.kind !== "open" && found.kind !== "signed_up") return found;
    const { member, leader, tokenHash } = found;
    await recordOptOut(tx, [
      {
        leaderId: leader.id,
        memberId: member.id,
        channel: "sign_up_page",
        words: "left through the sign-up page",
        ip: by.ip,
        userAgent: by.userAgent,
      },
    ]);
    await closeLink(tx, tokenHash, by.now);
    await announce(tx, leader.id, [member.id]);
    return { ...found, kind: "opted_out" };
  });
}

/** Where they are, from what they typed; nothing of an older place stays behind. */
const whereabouts = ({ postalCode, city }: Details, phone: string) =>
  describePlace({ postalCode, city, areaCode: areaCodeOf(phone) });

const whose = (member: Member) => and(eq(members.leaderId, member.leaderId), eq(members.id, member.id));

/** Two taps on the button at once wait for each other here. */
async function lockMember(tx: Tx, member: Member): Promise<Member> {
  const [locked = member] = await tx.select().from(members).where(whose(member)).for("update");
  return locked;
}

/** New answers over the old ones; answers to fields that were not asked stay. */
function merged(before: CustomValues, answers: Answers): CustomValues {
  const all = Object.entries({ ...before, ...answers });
  return Object.fromEntries(all.filter((entry): entry is [string, CustomValues[string]] => entry[1] !== null));
}

async function consentAndWelcome(tx: Tx, leader: Leader, member: Member, by: Visit): Promise<void> {
  await recordSignUp(tx, {
    leaderId: leader.id,
    memberId: member.id,
    phone: member.phone,
    shown: consentWords(leader.name, by.language),
    ip: by.ip,
    userAgent: by.userAgent,
    now: by.now,
  });
  const wanted = leader.cardAfterSignUp && leader.cardAs === "mms";
  const card = wanted ? await leaderCard(leader, member.number) : null;
  await queueTexts(tx, [
    {
      leaderId: leader.id,
      memberId: member.id,
      number: member.number,
      phone: member.phone,
      kind: "welcome",
      body: welcomeText(leader, by.language, { withCard: card !== null }),
      media: card && [card],
      onceKey: `welcome:${member.id}`,
    },
  ]);
}
