import { z } from "zod";
import { readCarrierNumber } from "@/lib/numbers/phone";
import type { CallBrought, CallCarrier, CallEvent, CallState, CallStep } from "../calls";
import type { Webhook } from "../carrier";
import { clean } from "../clean";
import { type BearerKeys, checkBearer } from "./bearer";
import { missing, party } from "./messages-dialect";

const id = z.string().min(1).max(200).transform(clean);
const address = z.union([z.string().max(200), z.number()]).transform(String);

const call = z.object({
  uuid: id,
  conversation_uuid: id.optional().catch(undefined),
  // A hidden caller comes as "anonymous", "Restricted", or not at all.
  from: address.optional().catch(undefined),
  to: address,
});
const event = call.extend({
  status: z.string().max(40),
  duration: z.coerce.number().min(0).max(86_400).optional().catch(undefined),
});
const recording = z.object({
  recording_url: z.url({ protocol: /^https?$/ }).max(2_000),
  recording_uuid: id,
  conversation_uuid: id,
  start_time: z.string().optional().catch(undefined),
  end_time: z.string().optional().catch(undefined),
});

const states: Record<string, CallState> = {
  started: "ringing",
  ringing: "ringing",
  answered: "answered",
  completed: "ended",
  disconnected: "ended",
  busy: "missed",
  cancelled: "missed",
  unanswered: "missed",
  timeout: "missed",
  rejected: "failed",
  failed: "failed",
};

/** The parts of Vonage that have to do with calls. `bearer` makes the application's Authorization header. */
export function voice(keys: BearerKeys & { apiHost: string }, bearer: () => Promise<string>): CallCarrier {
  return {
    readCall: (webhook, door) => readCall(webhook, door, keys, new Date()),
    callScript: (steps) => JSON.stringify(ncco.parse(steps.map(actionOf))),
    async recordingHeaders(url) {
      return isCarriers(url, keys.apiHost) ? { authorization: await bearer() } : null;
    },
  };
}

/** Verifies and translates a Voice webhook, brought by GET or POST. */
export function readCall(webhook: Webhook, door: "answer" | "event", keys: BearerKeys, now: Date): CallBrought {
  const check = checkBearer(webhook.authorization, webhook.body, keys, now);
  if (!check.ok) return { kind: "refused", why: check.why, clockOffSeconds: check.clockOffSeconds };
  const byGet = webhook.method === "GET";
  if (byGet && check.jti === null) return { kind: "refused", why: "a signature without an id" };
  const told = parametersOf(webhook);
  if (!told) return { kind: "unreadable", why: "not JSON" };
  const brought =
    door === "answer"
      ? incoming(told)
      : "recording_url" in told
        ? recordingReady(told, webhook.query)
        : whatBecame(told);
  // The JWT does not cover a query, so one signature proves one request by GET and no other.
  const provesOne = byGet && "kind" in brought && ["call", "event", "recording"].includes(brought.kind);
  return provesOne ? ({ ...brought, once: check.jti } as CallBrought) : brought;
}

function incoming(told: object): CallBrought {
  const parsed = call.safeParse(told);
  if (!parsed.success) return { kind: "unreadable", why: missing(parsed.error) };
  return { kind: "call", call: ends(parsed.data) };
}

function whatBecame(told: object): CallBrought {
  const parsed = event.safeParse(told);
  if (!parsed.success) return { kind: "unreadable", why: missing(parsed.error) };
  const state = states[parsed.data.status];
  if (!state) return { kind: "ignored", why: "a call event that changes nothing" };
  const { duration } = parsed.data;
  const happened: CallEvent = {
    ...ends(parsed.data),
    state,
    seconds: state === "ended" && duration !== undefined ? Math.round(duration) : null,
  };
  return { kind: "event", event: happened };
}

function recordingReady(told: object, query: string): CallBrought {
  const parsed = recording.safeParse(told);
  if (!parsed.success) return { kind: "unreadable", why: missing(parsed.error) };
  const { recording_url, recording_uuid, conversation_uuid, start_time, end_time } = parsed.data;
  const address = new URLSearchParams(query);
  const lasted = (Date.parse(end_time ?? "") - Date.parse(start_time ?? "")) / 1000;
  return {
    kind: "recording",
    recording: {
      recordingId: recording_uuid,
      conversation: conversation_uuid,
      url: recording_url,
      seconds: Number.isFinite(lasted) && lasted >= 0 && lasted < 86_400 ? lasted : null,
      to: readCarrierNumber(address.get("number") ?? "")?.e164 ?? null,
      proof: address.get("proof") ?? "",
    },
  };
}

function ends({ uuid, conversation_uuid, from, to }: z.infer<typeof call>) {
  return {
    carrierId: uuid,
    conversation: conversation_uuid ?? "",
    from: from === undefined ? null : (readCarrierNumber(from)?.e164 ?? null),
    to: party(to),
  };
}

function parametersOf(webhook: Webhook): object | null {
  if (webhook.method === "GET") return Object.fromEntries(new URLSearchParams(webhook.query));
  try {
    const json: unknown = JSON.parse(webhook.body.toString("utf8"));
    return typeof json === "object" && json !== null && !Array.isArray(json) ? json : null;
  } catch {
    return null;
  }
}

/** What Vonage takes for an NCCO; one that breaks this drops the call, so it is never sent. */
const ncco = z
  .array(
    z.discriminatedUnion("action", [
      z.strictObject({
        action: z.literal("talk"),
        text: z.string().min(1).max(1_500),
        language: z.string().regex(/^[a-z]{2,3}(-[A-Z]{2,3}(-[A-Z]{3})?)?$/),
        style: z.number().int().min(0).max(50),
      }),
      z.strictObject({ action: z.literal("stream"), streamUrl: z.tuple([z.url({ protocol: /^https?$/ })]) }),
      z.strictObject({
        action: z.literal("record"),
        eventUrl: z.tuple([z.url({ protocol: /^https?$/ })]),
        eventMethod: z.literal("POST"),
        format: z.literal("mp3"),
        endOnSilence: z.number().int().min(3).max(10),
        endOnKey: z.literal("#"),
        beepStart: z.literal(true),
        timeOut: z.number().int().min(3).max(7_200),
      }),
    ]),
  )
  .min(1);

function actionOf(step: CallStep): z.input<typeof ncco>[number] {
  switch (step.do) {
    case "say":
      // Text in angle brackets would be taken for SSML, and broken SSML drops the call.
      return { action: "talk", text: step.text.replace(/[<>]/g, " "), language: step.language, style: step.style };
    case "play":
      return { action: "stream", streamUrl: [step.url] };
    case "record":
      return {
        action: "record",
        eventUrl: [step.tell],
        eventMethod: "POST",
        format: "mp3",
        endOnSilence: 5,
        endOnKey: "#",
        beepStart: true,
        timeOut: step.seconds,
      };
  }
}

/** The bearer opens the whole account: it goes to the carrier's own hosts and nowhere else. */
function isCarriers(url: string, apiHost: string): boolean {
  if (!URL.canParse(url)) return false;
  const { origin, protocol, hostname } = new URL(url);
  return origin === new URL(apiHost).origin || (protocol === "https:" && /\.(nexmo|vonage)\.com$/.test(hostname));
}
