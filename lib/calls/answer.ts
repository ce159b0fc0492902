import type { CallStep, IncomingCall } from "@/lib/carrier/calls";
import type { Webhook } from "@/lib/carrier/carrier";
import { countWebhook } from "@/lib/carrier/count-webhook";
import { carrier } from "@/lib/carrier/current";
import { databaseIsAway, db } from "@/lib/db/client";
import { leaderById } from "@/lib/leaders/queries";
import { log } from "@/lib/log";
import { mediaById } from "@/lib/media/queries";
import { signedUrl } from "@/lib/media/sign";
import { isBlocked } from "@/lib/members/call";
import { ownersOf } from "@/lib/numbers/owners";
import { isSuspended } from "@/lib/operator/suspension";
import { isFirstUse } from "@/lib/webhook-memory/seen";
import { noteCall } from "./queries";
import { recordingUrl } from "./recording-url";
import { settingsOf } from "./settings";
import { apology, nobody, stepsFor, unavailable } from "./steps";

/** Seconds the carrier has to fetch the leader's recording: it does so while the caller waits. */
const fetchedWithin = 600;

/**
 * Answers an incoming call with what the caller hears. 401 where it is not proven to come from the carrier; else always
 * 200 with a script, for anything else drops the line: where the database is away an apology is spoken.
 */
export async function answerCall(webhook: Webhook, now: Date): Promise<{ status: 200 | 401; body: string | null }> {
  const brought = carrier().readCall(webhook, "answer");
  countWebhook("voice", brought);
  if (brought.kind === "refused") return { status: 401, body: null };
  const steps = brought.kind === "call" ? await stepsOf(brought, now) : apology;
  if (steps === "replay") return { status: 401, body: null };
  try {
    return { status: 200, body: carrier().callScript(steps) };
  } catch (error) {
    log.error({ err: error }, "what a caller should hear breaks the carrier's rules");
    return { status: 200, body: carrier().callScript(apology) };
  }
}

async function stepsOf(
  { call, once }: { call: IncomingCall; once?: string },
  now: Date,
): Promise<CallStep[] | "replay"> {
  try {
    if (once !== undefined && !(await isFirstUse(db(), once))) return "replay";
    const owner = (await ownersOf(db(), [call.to])).get(call.to);
    const leader = owner && (await leaderById(owner.leaderId));
    if (!owner || !leader) return nobody;
    const { leaderId } = owner;
    if (await isSuspended(db(), leaderId)) return unavailable;
    const settings = await settingsOf(db(), leaderId, leader.name);
    const recording = settings.recordingId ? await mediaById(db(), leaderId, settings.recordingId) : null;
    const blocked = call.from !== null && (await isBlocked(db(), leaderId, call.from));
    await noteCall(db(), leaderId, call);
    const url = recording?.type
      ? signedUrl(
          { leaderId, id: recording.id, variant: "original", type: recording.type, seconds: fetchedWithin },
          now,
        )
      : null;
    return stepsFor(settings, url, recordingUrl(call.to, call.conversation), !blocked);
  } catch (error) {
    if (!databaseIsAway(error)) log.error({ err: error }, "a call could not be answered as it should");
    return apology;
  }
}
