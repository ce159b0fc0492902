import { createHash } from "node:crypto";
import type { Brought, InboundText, Receipt, Webhook } from "@/lib/carrier/carrier";
import { clean } from "@/lib/carrier/clean";
import { countWebhook } from "@/lib/carrier/count-webhook";
import { carrier } from "@/lib/carrier/current";
import { databaseIsAway } from "@/lib/db/client";
import { noteStored } from "@/lib/db/writable";
import { log } from "@/lib/log";
import { countAtDoor } from "./door-counts";
import { type NewArrival, writeArrival } from "./write";

/** Bytes of an unreadable but genuine body that are kept for the operator. */
const mostRaw = 64 * 1024;

/**
 * Takes a webhook in: verify, write down, answer. Understanding comes later (digest.ts), so that the carrier is
 * answered within milliseconds and brings nothing again. Answers an HTTP status:
 * 204 kept (or seen before) · 200 genuine but nothing to keep, or unreadable · 401 not proven genuine · 503 the
 * database is away, the carrier tries again for 24 hours.
 */
export async function accept(webhook: Webhook): Promise<200 | 204 | 401 | 503> {
  const brought = carrier().read(webhook);
  countWebhook(brought.via, brought);
  if (brought.kind === "refused" || brought.kind === "ignored") {
    countAtDoor(`${brought.kind}: ${brought.why}`);
    return brought.kind === "refused" ? 401 : 200;
  }
  try {
    await writeArrival(arrivalOf(brought));
    noteStored(true);
  } catch (error) {
    noteStored(false);
    if (!databaseIsAway(error)) log.error({ err: error }, "an arrival could not be written");
    return 503;
  }
  return brought.kind === "unreadable" ? 200 : 204;
}

function arrivalOf(brought: Exclude<Brought, { kind: "refused" | "ignored" }>): NewArrival {
  if (brought.kind === "text") return textArrival(brought.text);
  if (brought.kind === "receipt") return receiptArrival(brought.receipt);
  const raw = clean(brought.raw).slice(0, mostRaw);
  const key = `u:${createHash("sha256").update(brought.raw).digest("hex")}`;
  return {
    kind: "text",
    key,
    content: JSON.stringify({ raw }),
    concatKey: null,
    concatPart: null,
    problem: brought.why,
  };
}

function textArrival(text: InboundText): NewArrival {
  const { concat } = text;
  return {
    kind: "text",
    key: `t:${text.carrierId}${concat ? `:${concat.part}` : ""}`,
    content: JSON.stringify(text),
    concatKey: concat && JSON.stringify([text.from, text.to, concat.reference, concat.total]),
    concatPart: concat?.part ?? null,
    problem: null,
  };
}

function receiptArrival(receipt: Receipt): NewArrival {
  const key = `r:${receipt.carrierId}:${receipt.status}`;
  return { kind: "receipt", key, content: JSON.stringify(receipt), concatKey: null, concatPart: null, problem: null };
}
