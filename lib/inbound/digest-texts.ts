import { noteAnswers } from "@/lib/broadcasts/answers";
import { classifyReply, type Reply } from "@/lib/consent/replies/classify";
import type { Tx } from "@/lib/db/client";
import { type Speaker, speakers } from "@/lib/leaders/speakers";
import { announce } from "@/lib/live/announce";
import { namedIn } from "@/lib/media/expected";
import { leaderCard } from "@/lib/media/leader-card";
import { expectMedia } from "@/lib/media/queries";
import { previewOf } from "@/lib/media/words";
import { findOrCreateTexters, type KnownTexter, noteFirstAnswer } from "@/lib/members/arrive";
import { issueSignUpLinks } from "@/lib/members/links";
import { answersSince, noAnswers } from "@/lib/messages/answered";
import { queueTexts, type TextToQueue, wakeSender } from "@/lib/messages/queue";
import { recordReceived } from "@/lib/messages/record";
import type { MessageMedia } from "@/lib/messages/table";
import { showPhone } from "@/lib/numbers/phone";
import { liftTombstones } from "@/lib/privacy/tombstones";
import { type ThreadTouch, touchThreads } from "@/lib/threads/record";
import { changeConsent } from "./change-consent";
import { type Deed, decide, type Standing } from "./decide";
import { findOwners, type Ours, type Settings } from "./find-owners";
import type { WholeText } from "./join-parts";
import type { Digested } from "./queries";
import { answersItself, wantsCard, wordsFor } from "./words-for";

type Understood = Ours & { member: KnownTexter; messageId: number; deed: Deed | null };

/**
 * Understands whole texts: who wrote, what it does to their consent, what is answered, where it is shown. A handful
 * of statements for any number of texts.
 */
export async function digestTexts(tx: Tx, texts: WholeText[], settings: Settings, now: Date): Promise<Digested[]> {
  if (texts.length === 0) return [];
  const { ours, problems } = await findOwners(tx, texts, settings);
  const leaders = await speakers(tx, [...new Set(ours.map((one) => one.owner.leaderId))]);
  const { understood, standings } = await recordAndDecide(tx, ours, leaders, settings, now);
  await changeConsent(
    tx,
    understood.map((one) => ({ ...one, words: one.text.text, writtenAt: one.written.at })),
    standings,
    now,
  );
  await noteAnswers(
    tx,
    understood.map((one) => ({
      leaderId: one.member.leaderId,
      memberId: one.member.id,
      at: one.receivedAt,
      optOut: one.deed?.do === "opt_out",
    })),
  );
  await answer(tx, understood, leaders, now);
  await show(tx, understood);
  // What waited until these texts were understood may leave now.
  await wakeSender(tx);
  return [...problems, ...understood.flatMap(marks)];
}

async function recordAndDecide(
  tx: Tx,
  ours: Ours[],
  leaders: Map<number, Speaker>,
  settings: Settings,
  now: Date,
): Promise<{ understood: Understood[]; standings: Map<KnownTexter, Standing> }> {
  if (ours.length === 0) return { understood: [], standings: new Map() };
  const texters = ours.map((one) => ({
    leaderId: one.owner.leaderId,
    phone: one.phone.e164,
    country: one.phone.country,
    abroad: one.abroad,
    number: one.owner.phone,
    released: one.released,
    at: one.written.shownAt,
  }));
  const members = await findOrCreateTexters(tx, texters);
  // Who was deleted and texts by themselves is a member again like anybody.
  const fresh = [...members.values()].filter((one) => one.status === "new" && one.firstAnswerAt === null);
  await liftTombstones(tx, fresh);
  const memberOf = (one: Ours) => members.get(`${one.owner.leaderId}:${one.phone.e164}`) as KnownTexter;
  const ids = await recordReceived(
    tx,
    ours.map((one) => ({
      leaderId: one.owner.leaderId,
      memberId: memberOf(one).id,
      number: one.owner.phone,
      phone: one.phone.e164,
      body: shownBody(one),
      carrierId: one.text.carrierId,
      media: one.media.map(namedIn),
      at: one.written.shownAt,
    })),
  );
  await expectMedia(
    tx,
    ours.flatMap((one) =>
      one.media.map((item) => ({
        ...item,
        leaderId: one.owner.leaderId,
        memberId: memberOf(one).id,
        source: "fan" as const,
      })),
    ),
  );
  // Several texts of one member in a batch are decided in their order, each on what the one before it left.
  const standings = new Map<KnownTexter, Standing>();
  const meanings = ours.map((one) => classifyReply(one.text.text, [leaders.get(one.owner.leaderId)?.name ?? ""]));
  const answered = await answersSince(
    tx,
    ours.filter((_, index) => meanings[index]?.kind !== "keep").map((one) => whoIs(memberOf(one))),
    new Date(now.getTime() - 24 * 3_600_000),
  );
  const understood = ours.map((one, index) => {
    const member = memberOf(one);
    const before = standings.get(member) ?? {
      status: member.status,
      joined: member.joinedAt !== null,
      firstAnswerAt: member.firstAnswerAt,
      asked: member.askedAt !== null,
      held: member.held,
      consentAt: member.consentAt,
      // A sign-up on the web stamps both at once.
      consentWritten: member.consentAt?.getTime() !== member.joinedAt?.getTime(),
      answered: answered.get(`${member.leaderId}:${member.id}`) ?? noAnswers,
    };
    const rules = {
      firstAnswerHours: settings.FIRST_ANSWER_HOURS,
      linkDays: settings.LINK_DAYS,
      carrierAnswersStop: one.owner.carrierAnswersStop,
      cardOnRequest: leaders.get(one.owner.leaderId)?.cardOnRequest ?? false,
      fromOurNumber: one.fromOurNumber,
      toReleasedNumber: one.released,
    };
    const { deed, after } = decide(meanings[index] as Reply, before, rules, now, one.written);
    standings.set(member, after);
    return { ...one, member, messageId: ids.get(one.text.carrierId) as number, deed };
  });
  return { understood, standings };
}

/** What the old dialect brings and cannot be shown (a ring tone, a setting) still shows that something came. */
function shownBody(one: Ours): string {
  const { text, type } = one.text;
  const notes = [one.text.note, one.released ? `[Sent to ${showPhone(one.text.to)}, which you have released]` : null];
  const note = notes.filter(Boolean).join("\n");
  if (note) return text === "" ? note : `${text}\n${note}`;
  return text !== "" || type === "text" || one.media.length > 0 ? text : `[${type}]`;
}

const whoIs = (member: KnownTexter) => ({ leaderId: member.leaderId, memberId: member.id });

async function answer(tx: Tx, understood: Understood[], leaders: Map<number, Speaker>, now: Date): Promise<void> {
  const answered = understood.filter((one) => one.deed !== null && !one.member.blocked);
  if (answered.length === 0) return;
  const linked = answered.filter((one) => one.deed?.do === "first_answer" || one.deed?.do === "confirm");
  const links = await issueSignUpLinks(
    tx,
    linked.map((one) => whoIs(one.member)),
    now,
  );
  await noteFirstAnswer(
    tx,
    linked.filter((one) => one.deed?.do === "first_answer").map((one) => whoIs(one.member)),
    now,
  );
  const cards = await cardsFor(answered, leaders);
  await queueTexts(
    tx,
    answered.flatMap((one): TextToQueue[] => {
      const speaker = leaders.get(one.member.leaderId);
      const card = (speaker && wantsCard(one.deed as Deed, speaker) && cards.get(speaker.id)) || null;
      const words = speaker && wordsFor(one.deed as Deed, speaker, one.member, card);
      if (!words) return [];
      const nonce = links.get(`${one.member.leaderId}:${one.member.id}`);
      return [
        {
          leaderId: one.member.leaderId,
          memberId: one.member.id,
          number: one.owner.phone,
          phone: one.member.phone,
          kind: words.kind,
          body: words.body,
          fill: words.body.includes("{{link}}") ? nonce : null,
          onceKey: words.onceKey,
          media: words.media,
        },
      ];
    }),
  );
}

/** The contact cards that go along, one a leader. */
async function cardsFor(answered: Understood[], leaders: Map<number, Speaker>): Promise<Map<number, MessageMedia>> {
  const cards = new Map<number, MessageMedia>();
  for (const one of answered) {
    const speaker = leaders.get(one.member.leaderId);
    if (!speaker || cards.has(speaker.id) || !wantsCard(one.deed as Deed, speaker)) continue;
    const card = await leaderCard(speaker, one.owner.phone);
    if (card) cards.set(speaker.id, card);
  }
  return cards;
}

async function show(tx: Tx, understood: Understood[]): Promise<void> {
  const touches = new Map<KnownTexter, ThreadTouch>();
  for (const one of understood) {
    if (one.member.blocked) continue;
    const before = touches.get(one.member);
    const newer = !before || one.written.shownAt >= before.at;
    const did = one.deed?.do;
    touches.set(one.member, {
      leaderId: one.member.leaderId,
      memberId: one.member.id,
      at: newer ? one.written.shownAt : before.at,
      preview: newer ? previewOf(shownBody(one), one.media) : before.preview,
      count: (before?.count ?? 0) + 1,
      flagged: (before?.flagged ?? false) || did === "flag",
      abroad: one.member.status === "abroad",
      needsAnswer: (before?.needsAnswer ?? false) || !did || !answersItself.has(did),
    });
  }
  await touchThreads(tx, [...touches.values()]);
  const leaderIds = new Set([...touches.keys()].map((member) => member.leaderId));
  for (const leaderId of leaderIds) {
    await announce(
      tx,
      leaderId,
      [...touches.keys()].filter((member) => member.leaderId === leaderId).map((member) => member.id),
    );
  }
}

function marks(one: Understood): Digested[] {
  return one.arrivalIds.map((id) => ({
    id,
    leaderId: one.member.leaderId,
    memberId: one.member.id,
    messageId: one.messageId,
  }));
}
