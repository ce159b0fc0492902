import { randomUUID } from "node:crypto";
import type { CallEvent, RecordingReady } from "@/lib/carrier/calls";
import type { Webhook } from "@/lib/carrier/carrier";
import { countWebhook } from "@/lib/carrier/count-webhook";
import { carrier } from "@/lib/carrier/current";
import { databaseIsAway, db, type Tx } from "@/lib/db/client";
import { announce } from "@/lib/live/announce";
import { log } from "@/lib/log";
import { expectMedia } from "@/lib/media/queries";
import { findOrCreateCaller } from "@/lib/members/call";
import { recordReceived } from "@/lib/messages/record";
import { ownersOf } from "@/lib/numbers/owners";
import { touchThreads } from "@/lib/threads/record";
import { isFirstUse } from "@/lib/webhook-memory/seen";
import { callOfConversation, moveCall, noteCall, tieMessage } from "./queries";
import { isRecordingUrl } from "./recording-url";
import type { Call } from "./table";
import { textAfterCall } from "./text-after";

/**
 * Takes what the carrier tells of a call: how far it is, or that a message was left. 204 taken (or known already) ·
 * 200 genuine but nothing to keep · 401 not proven genuine · 503 the database is away, the carrier may try again.
 */
export async function takeCallEvent(webhook: Webhook, now: Date): Promise<200 | 204 | 401 | 503> {
  const brought = carrier().readCall(webhook, "event");
  countWebhook("voice", brought);
  if (brought.kind === "refused") return 401;
  if (brought.kind !== "event" && brought.kind !== "recording") return 200;
  try {
    return await db().transaction(async (tx) => {
      if (brought.once !== undefined && !(await isFirstUse(tx, brought.once))) return 401;
      const kept =
        brought.kind === "event"
          ? await applyEvent(tx, brought.event, now)
          : await keepRecording(tx, brought.recording, now);
      return kept ? 204 : 200;
    });
  } catch (error) {
    if (!databaseIsAway(error)) log.error({ err: error }, "what became of a call could not be kept");
    return 503;
  }
}

async function applyEvent(tx: Tx, event: CallEvent, now: Date): Promise<boolean> {
  const owner = (await ownersOf(tx, [event.to])).get(event.to);
  if (!owner) return false;
  const moved = await moveCall(tx, owner.leaderId, event);
  if (moved?.over && event.state !== "failed") await textAfterCall(tx, moved.call, now);
  return true;
}

/** Shorter than that nobody has spoken: they hung up at the beep. Seconds. */
const shortest = 1;

async function keepRecording(tx: Tx, recording: RecordingReady, now: Date): Promise<boolean> {
  const owner = recording.to ? (await ownersOf(tx, [recording.to])).get(recording.to) : undefined;
  if (!owner || (recording.seconds !== null && recording.seconds < shortest)) return false;
  const call = await callOf(tx, owner.leaderId, owner.phone, recording);
  if (!call) return false;
  // Brought twice, it is one message.
  if (call.recordingId === null) await keepMessage(tx, call, recording, now);
  return true;
}

/**
 * The call that a recording belongs to. The number comes from the webhook's address, which the carrier does not sign: it
 * must be the one of the call that is known, or the address one that we made for this conversation. In that case the
 * call is noted now: it was not when it came in, because the database was away. Null where neither is so.
 */
async function callOf(tx: Tx, leaderId: number, number: string, recording: RecordingReady): Promise<Call | null> {
  const { conversation } = recording;
  const known = await callOfConversation(tx, leaderId, conversation);
  if (known) return known.number === number ? known : null;
  if (!isRecordingUrl(recording.proof, number, conversation)) return null;
  await noteCall(tx, leaderId, { carrierId: conversation, conversation, from: null, to: number });
  return callOfConversation(tx, leaderId, conversation);
}

/** The message is in the caller's thread at once; its sound follows as soon as it is fetched. */
async function keepMessage(tx: Tx, call: Call, recording: RecordingReady, now: Date): Promise<void> {
  const { leaderId } = call;
  const member = call.phone ? await findOrCreateCaller(tx, leaderId, call.phone, call.number) : null;
  const mediaId = randomUUID();
  await tieMessage(tx, call, { recordingId: recording.recordingId, mediaId, memberId: member?.id ?? null });
  await expectMedia(tx, [
    {
      ...{ id: mediaId, leaderId, kind: "audio", source: "caller", name: "Voicemail" },
      ...{ sourceUrl: recording.url, memberId: member?.id ?? null },
    },
  ]);
  if (!member || !call.phone) return;
  await recordReceived(tx, [
    {
      ...{
        leaderId,
        memberId: member.id,
        number: call.number,
        phone: call.phone,
        kind: "voicemail",
        body: "",
        at: now,
      },
      carrierId: recording.recordingId,
      media: [{ id: mediaId, type: "", bytes: 0, width: null, height: null, name: "Voicemail" }],
    },
  ]);
  await touchThreads(tx, [
    {
      ...{ leaderId, memberId: member.id, at: now, preview: "Voicemail", count: 1, flagged: false, needsAnswer: true },
      abroad: member.status === "abroad",
    },
  ]);
  await announce(tx, leaderId, [member.id]);
}
