/**
 * What the product asks of a carrier. A second carrier is written from this file alone; nothing of a carrier's own
 * dialect leaves its folder. Numbers are E.164 with "+" on this side.
 */

import type { CallCarrier } from "./calls";

/** A text a fan sent, whole or a part of a long one. */
export type InboundText = {
  /** The carrier's id: the same id is the same text, however often it is brought. */
  carrierId: string;
  /** E.164, or what the carrier gave where that is no number (an alphanumeric sender). */
  from: string;
  to: string;
  /** Well-formed, without NUL. */
  text: string;
  /** Said of it to the leader, where `text` is not what was sent (cut, or not text at all). Never part of what they said. */
  note?: string;
  /** "text", or what it was instead ("image", "binary", …). */
  type: string;
  /** Pictures and the like, to be fetched at once: the carrier keeps them for about 48 hours. Absent where there are none. */
  media?: MediaBrought[];
  /** When the carrier says it was sent, ISO 8601 UTC, or null. */
  at: string | null;
  /** Only for a part of a long text in the old dialect; part counts from 1. */
  concat: { reference: string; total: number; part: number } | null;
};

/** Something that came with a text. What it is called is not believed: its bytes are looked at once they are here. */
export type MediaBrought = { url: string; kind: MediaKind | "file"; name?: string };

/** What became of a text of ours. */
export type Receipt = {
  carrierId: string;
  /** The clientRef we sent along, or null. */
  ref: string | null;
  from: string;
  to: string;
  outcome: "sent" | "delivered" | "failed";
  /** The carrier's own word for it. */
  status: string;
  /** When the carrier says it happened, ISO 8601 UTC; null or absent: it does not say. */
  at?: string | null;
  error: Failure | null;
};

/** Why a text failed, and what is to be done about it. */
export type Failure = {
  code: string;
  /** For the leader, in plain words. */
  reason: string;
  /** give_up: this text only. opt_out, unreachable: the member. retry: later. stop: the whole account stands still. */
  remedy: "give_up" | "opt_out" | "unreachable" | "retry" | "stop";
};

/** What a webhook turned out to be. Nothing of a refused one is kept but its count. */
export type Brought =
  | { kind: "text"; text: InboundText }
  | { kind: "receipt"; receipt: Receipt }
  /** Genuine, but not ours to keep (another channel): answered 200. */
  | { kind: "ignored"; why: string }
  /** Genuine, but cannot be read: kept as it is, answered 200, for a retry cannot help. */
  | { kind: "unreadable"; why: string; raw: string }
  /** Not accepted: 401. See Refused. */
  | Refused;

/**
 * A webhook that is not accepted. Usually nothing proves that the carrier sent it. `clockOffSeconds`: it is genuine,
 * but signed so many seconds ahead of our clock (negative: behind). `dialectOff`: it is genuine, in a dialect that is
 * turned off here.
 */
export type Refused = { kind: "refused"; why: string; clockOffSeconds?: number; dialectOff?: boolean };

/**
 * By which of the carrier's ways it came ("messages", "sms", "voice"): the health page shows when each was last seen.
 * `lateSeconds`: how long before it came it was signed, where the signature says so.
 */
export type Way = { via: string; lateSeconds?: number };

export type Webhook = {
  method: string;
  /** Raw query without "?". */
  query: string;
  authorization: string | null;
  contentType: string;
  body: Buffer;
};

export const mediaKinds = ["image", "video", "audio", "vcard"] as const;
export type MediaKind = (typeof mediaKinds)[number];

/** Media goes along by addresses that the carrier fetches within minutes. The text may be empty then. */
export type TextToSend = {
  from: string;
  to: string;
  text: string;
  ref: string;
  media?: { url: string; type: MediaKind }[];
};

export type SendOutcome =
  | { kind: "accepted"; carrierId: string }
  /** Certainly not sent: try the same text again later. `down`: for the carrier is out of order, not for its limits. */
  | { kind: "throttled"; reason: string; down?: boolean }
  /** Certainly not sent, and never will be. */
  | { kind: "refused"; failure: Failure }
  /** The line broke or time ran out: it may or may not have gone out. */
  | { kind: "unknown"; reason: string };

export type NumberKind = "local" | "toll_free" | "short_code";

export type OfferedNumber = { phone: string; monthlyCents: number | null; features: string[] };

/** A number the account has. */
export type OwnedNumber = {
  /** E.164, or the digits alone of a short code. */
  phone: string;
  kind: NumberKind;
  features: string[];
  /** Its texts come to this program. */
  linked: boolean;
};

/** areaCode: three digits. contains, endsWith: digits. page from 1, ten a page. */
export type NumberWish = {
  areaCode?: string;
  contains?: string;
  endsWith?: string;
  kind?: "local" | "toll_free";
  features?: string[];
  page?: number;
};

/** One thing about the account that was looked at. */
export type AccountFinding = {
  what: "keys" | "credit" | "application" | "private_key" | "text_webhooks" | "call_webhooks" | "address" | "numbers";
  state: "good" | "warning" | "bad";
  /** For the operator, in plain words. */
  sentence: string;
  /** What `fix` would put right. */
  fix?: "webhooks" | "numbers";
};

export interface Carrier extends CallCarrier {
  send(text: TextToSend): Promise<SendOutcome>;
  /** Whether the carrier answers at all, asked without sending a text. Never throws. */
  answers(): Promise<boolean>;
  /** Reads and verifies an inbound or status webhook; never throws for bad input. */
  read(webhook: Webhook): Brought & Way;
  /** What one of the carrier's error codes means, in plain words, and what is done about it. */
  explain(code: string): Failure;
  /** US numbers for sale. */
  availableNumbers(wish: NumberWish): Promise<OfferedNumber[]>;
  /** Buys a number and points it here; owning it already is fine. Throws an Error with a sentence. */
  buyNumber(phone: string): Promise<void>;
  /** All numbers of the account. Throws an Error with a sentence. */
  ownedNumbers(): Promise<OwnedNumber[]>;
  /** Points a number of the account here. Throws an Error with a sentence. */
  linkNumber(phone: string): Promise<void>;
  /** Gives a number back; one the account no longer has is fine. Throws an Error with a sentence. */
  releaseNumber(phone: string): Promise<void>;
  /** What the account still has, in the carrier's currency. Throws an Error with a sentence where the keys are wrong. */
  balance(): Promise<number>;
  /**
   * Asks the account itself whether everything is as this program needs it. `numbers` are those that leaders have
   * here; publicUrl is what the carrier must reach. Never throws.
   */
  check(here: { publicUrl: string; numbers: string[] }): Promise<AccountFinding[]>;
  /** Has the account bring texts and calls to publicUrl. Throws an Error with a sentence. */
  pointWebhooks(publicUrl: string): Promise<void>;
}
