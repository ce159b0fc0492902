import type { Refused, Webhook } from "./carrier";

/** How far a call is. States only move forward. */
export const callStates = ["ringing", "answered", "ended", "missed", "failed"] as const;
export type CallState = (typeof callStates)[number];

/** Somebody calls one of our numbers. */
export type IncomingCall = {
  /** The carrier's id of this call. */
  carrierId: string;
  /** Its id of the conversation, which recordings name. */
  conversation: string;
  /** E.164; null where the caller hides their number. */
  from: string | null;
  to: string;
};

/** What became of a call. */
export type CallEvent = IncomingCall & {
  state: CallState;
  /** Whole seconds it lasted, once it is over. */
  seconds: number | null;
};

/** A message was left and can be fetched. */
export type RecordingReady = {
  recordingId: string;
  conversation: string;
  url: string;
  seconds: number | null;
  /** Our number that was called, E.164, as the address that we gave the carrier names it. */
  to: string | null;
  /** What we put into that address to recognize it (lib/calls/recording-url.ts); empty where nothing is there. */
  proof: string;
};

/**
 * What a webhook about a call turned out to be; see Brought of carrier.ts. `once`: the id of a signature that doesn't
 * cover the request's content, so it proves one request only (lib/webhook-memory/seen.ts remembers it).
 */
export type CallBrought =
  | { kind: "call"; call: IncomingCall; once?: string }
  | { kind: "event"; event: CallEvent; once?: string }
  | { kind: "recording"; recording: RecordingReady; once?: string }
  | { kind: "ignored"; why: string }
  | { kind: "unreadable"; why: string }
  | Refused;

/** What a caller hears, and may leave. */
export type CallStep =
  /** Spoken by the carrier's own voice; at most 1,500 characters. */
  | { do: "say"; text: string; language: string; style: number }
  /** An MP3 at a public address. */
  | { do: "play"; url: string }
  /** A beep, then the caller speaks: until silence, "#" or so many seconds. The recording is told of at `tell`. */
  | { do: "record"; seconds: number; tell: string };

/** The part of a carrier that answers calls. */
export interface CallCarrier {
  /** Reads and verifies a webhook about a call; never throws for bad input. */
  readCall(webhook: Webhook, door: "answer" | "event"): CallBrought;
  /** The answer to an incoming call, as JSON text. Throws where a step breaks the carrier's rules. */
  callScript(steps: CallStep[]): string;
  /** What proves to the carrier that a recording is ours; null where the address is not the carrier's. */
  recordingHeaders(url: string): Promise<Record<string, string> | null>;
}
