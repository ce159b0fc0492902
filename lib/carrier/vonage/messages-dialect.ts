import { z } from "zod";
import { readCarrierNumber } from "@/lib/numbers/phone";
import type { Brought, Receipt } from "../carrier";
import { clean } from "../clean";
import { messagesFailure } from "./errors";
import { mediaBrought } from "./media-brought";

const id = z.string().min(1).max(200);
const address = z.union([z.string().max(200), z.number()]).transform(String);
const kept = z.string().max(20_000);

const inbound = z.object({
  channel: z.string(),
  message_uuid: id,
  from: address,
  to: address,
  timestamp: z.string().optional().catch(undefined),
  message_type: z.string().max(40).optional().catch(undefined),
  text: kept.optional().catch(undefined),
});

const status = z.object({
  channel: z.string().optional().catch(undefined),
  message_uuid: id,
  from: address,
  to: address,
  status: z.string().max(40),
  client_ref: z.string().max(200).optional().catch(undefined),
  error: z.object({ title: z.unknown(), detail: z.unknown(), type: z.unknown() }).partial().optional().catch(undefined),
});

const ours = new Set(["sms", "mms"]);
const outcomes: Record<string, Receipt["outcome"]> = {
  submitted: "sent",
  delivered: "delivered",
  read: "delivered",
  undeliverable: "failed",
  rejected: "failed",
};

/** A number as E.164 where it is one, else what was given, bounded. */
export function party(raw: string): string {
  return readCarrierNumber(raw)?.e164 ?? clean(raw).slice(0, 40);
}

/** ISO 8601 UTC of a carrier's time, or null where it is none. */
export function instant(raw: string | undefined): string | null {
  const at = raw ? new Date(raw) : null;
  return at && !Number.isNaN(at.getTime()) ? at.toISOString() : null;
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
  if (typeof json === "object" && json !== null && "status" in json) return receipt(json, raw);
  return text(json, raw);
}

function text(json: unknown, raw: string): Brought {
  const parsed = inbound.safeParse(json);
  if (!parsed.success) return { kind: "unreadable", why: missing(parsed.error), raw };
  const told = parsed.data;
  if (!ours.has(told.channel)) return { kind: "ignored", why: "another channel" };
  const { media, caption } = mediaBrought(json);
  return {
    kind: "text",
    text: {
      carrierId: clean(told.message_uuid),
      from: party(told.from),
      to: party(told.to),
      text: clean(told.text ?? "") || caption,
      type: clean(told.message_type ?? "text"),
      ...(media.length > 0 ? { media } : {}),
      at: instant(told.timestamp),
      concat: null,
    },
  };
}

function receipt(json: unknown, raw: string): Brought {
  const parsed = status.safeParse(json);
  if (!parsed.success) return { kind: "unreadable", why: missing(parsed.error), raw };
  const told = parsed.data;
  if (told.channel !== undefined && !ours.has(told.channel)) return { kind: "ignored", why: "another channel" };
  const outcome = outcomes[told.status];
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
      error: outcome === "failed" ? messagesFailure(told.error?.title, told.error?.detail) : null,
    },
  };
}

/** Which fields are missing or wrong, for the operator. */
export function missing(error: z.ZodError): string {
  return `missing or wrong: ${[...new Set(error.issues.map((issue) => issue.path.join(".") || "body"))].join(", ")}`;
}
