import { z } from "zod";
import { readCarrierNumber } from "@/lib/numbers/phone";
import type { Brought, Receipt } from "../carrier";
import { clean } from "../clean";
import { codeOf, isOfMember, messagesFailure, type Problem } from "./errors";
import { instant } from "./instant";
import { mediaBrought } from "./media-brought";
import { textId } from "./text-id";

const id = z.string().min(1).max(200);
const address = z.union([z.string().trim().min(1).max(200), z.number()]).transform(String);
const channel = z.string().toLowerCase().optional().catch(undefined);
/** What may be missing or odd: a text of a known sender to a known receiver may be a STOP, and counts. */
const inbound = z.object({
  channel,
  message_uuid: z.string().min(1).optional().catch(undefined),
  from: address,
  to: address,
  timestamp: z.unknown().optional(),
  message_type: z.string().min(1).max(40).optional().catch(undefined),
  text: z.unknown().optional(),
  sms: z
    .object({ keyword: z.string().max(200) })
    .optional()
    .catch(undefined),
});

const status = z.object({
  channel,
  message_uuid: id,
  from: address,
  to: address,
  status: z.string().max(40),
  timestamp: z.unknown().optional(),
  client_ref: z.string().max(200).optional().catch(undefined),
  error: z
    .union([
      z.object({ title: z.unknown(), detail: z.unknown(), type: z.unknown(), code: z.unknown() }).partial(),
      z.union([z.string(), z.number()]).transform((title): Problem => ({ title })),
    ])
    .optional()
    .catch(undefined),
});

const ours = new Set(["sms", "mms"]);
const outcomes: Record<string, Receipt["outcome"]> = {
  submitted: "sent",
  delivered: "delivered",
  read: "delivered",
  undeliverable: "failed",
  undelivered: "failed",
  expired: "failed",
  failed: "failed",
  rejected: "failed",
};

/** A number as E.164 where it is one, else what was given, bounded. */
export function party(raw: string): string {
  return readCarrierNumber(raw)?.e164 ?? clean(raw).slice(0, 40);
}

/** Translates a verified Messages API webhook. A body with a status is a receipt. */
export function readMessages(body: Buffer): Brought {
  const raw = body.toString("utf8");
  let json: unknown;
  try {
    json = JSON.parse(raw);
  } catch {
    return { kind: "unreadable", why: "not JSON", raw };
  }
  if (typeof json === "object" && json !== null && "status" in json && !isText(json)) return receipt(json, raw);
  return text(json, raw);
}

/** An empty status beside words is the status of no text of ours. */
const isText = (json: { status?: unknown; text?: unknown }) =>
  (json.status === null || json.status === "") && json.text !== undefined;

function text(json: unknown, raw: string): Brought {
  const parsed = inbound.safeParse(json);
  if (!parsed.success) return { kind: "unreadable", why: missing(parsed.error), raw };
  const told = parsed.data;
  if (told.channel !== undefined && !ours.has(told.channel)) return { kind: "ignored", why: "another channel" };
  const { media, caption } = mediaBrought(json);
  const { words, note } = readWords(told.text === null && told.sms ? "" : told.text);
  const said = {
    from: party(told.from),
    to: party(told.to),
    text: words || caption || (media.length > 0 ? "" : clean(told.sms?.keyword ?? "")),
    at: instant(told.timestamp),
  };
  return {
    kind: "text",
    text: {
      ...said,
      carrierId: textId(told.message_uuid, said),
      ...(note ? { note } : {}),
      type: clean(told.message_type ?? "text"),
      ...(media.length > 0 ? { media } : {}),
      concat: null,
    },
  };
}

/** Characters of a text that are kept: more than any phone sends in one. */
const longestText = 20_000;

/**
 * What can be read of a text's words, with a note for the leader where that is not all of it. Words that are missing
 * are no words; anything else that is not a string is shown as it came.
 */
export function readWords(raw: unknown): { words: string; note: string | null } {
  if (raw === undefined || raw === "") return { words: "", note: null };
  const text = typeof raw === "string" ? raw : JSON.stringify(raw);
  const words = clean(text.slice(0, longestText));
  const notes = [
    ...(typeof raw === "string" ? [] : ["not sent as text; shown as it came"]),
    ...(text.length > longestText ? [`cut after ${longestText.toLocaleString("en-US")} characters`] : []),
  ];
  return { words, note: notes.length > 0 ? `[${notes.join("; ")}]` : null };
}

function receipt(json: unknown, raw: string): Brought {
  const parsed = status.safeParse(json);
  if (!parsed.success) return { kind: "unreadable", why: missing(parsed.error), raw };
  const told = parsed.data;
  if (told.channel !== undefined && !ours.has(told.channel)) return { kind: "ignored", why: "another channel" };
  const why = messagesFailure(codeOf(told.error ?? {}) ?? told.error?.title, told.error?.detail);
  const outcome = outcomes[told.status.trim().toLowerCase()] ?? (isOfMember(why) ? "failed" : undefined);
  if (!outcome) return { kind: "ignored", why: "a status that settles nothing" };
  return {
    kind: "receipt",
    receipt: {
      carrierId: clean(told.message_uuid),
      ref: told.client_ref === undefined ? null : clean(told.client_ref),
      from: party(told.from),
      to: party(told.to),
      outcome,
      status: told.status,
      at: instant(told.timestamp),
      error: outcome === "failed" ? why : null,
    },
  };
}

/** Which fields are missing or wrong, for the operator. */
export function missing(error: z.ZodError): string {
  return `missing or wrong: ${[...new Set(error.issues.map((issue) => issue.path.join(".") || "body"))].join(", ")}`;
}
