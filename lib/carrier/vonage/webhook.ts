import type { Brought, Way, Webhook } from "../carrier";
import { type BearerKeys, checkBearer, type SignatureProblem } from "./bearer";
import { readMessages } from "./messages-dialect";
import { isSignedByAnyMethod, olderProblem, readingsOf, readOlder, type SignatureMethod } from "./older-dialect";

/** `signatureMethod`: how the older SMS API signs; "" where that dialect is turned off. */
export type WebhookKeys = BearerKeys & { signatureMethod: SignatureMethod | "" };

/**
 * Verifies and translates a webhook of either dialect: the Messages API signs a JWT in the header, the older SMS API
 * signs its parameters. What is not proven to come from the carrier is refused before it is interpreted.
 */
export function readWebhook(webhook: Webhook, keys: WebhookKeys, now: Date): Brought & Way {
  if (webhook.authorization === null && looksOlder(webhook)) return { ...older(webhook, keys, now), via: "sms" };
  return { ...newer(webhook, keys, now), via: "messages" };
}

function newer(webhook: Webhook, keys: WebhookKeys, now: Date): Brought & Partial<Way> {
  // The JWT covers the body only. Nobody may put words into a query that it does not cover.
  if (webhook.method !== "POST" && webhook.query !== "")
    return { kind: "refused", why: "the signature does not cover the query" };
  const check = checkBearer(webhook.authorization, webhook.body, keys, now);
  if (!check.ok) return { kind: "refused", why: check.why, clockOffSeconds: check.clockOffSeconds };
  return { ...readMessages(webhook.body), lateSeconds: check.lateSeconds };
}

function older(webhook: Webhook, keys: WebhookKeys, now: Date): Brought {
  const readings = readingsOf(webhook);
  const { signatureSecret: secret, signatureMethod: method } = keys;
  if (method === "") {
    // Only a genuine one shows that the account is set to the dialect that is turned off here.
    const genuine = secret !== "" && readings.some(({ parameters }) => isSignedByAnyMethod(parameters, secret));
    return { kind: "refused", why: "the SMS API dialect is turned off", dialectOff: genuine };
  }
  let problem: SignatureProblem = { ok: false, why: "unsigned" };
  for (const reading of readings) {
    const found = olderProblem(reading.parameters, secret, method, now);
    if (!found) return readOlder(reading);
    problem = found;
  }
  return { kind: "refused", why: problem.why, clockOffSeconds: problem.clockOffSeconds };
}

function looksOlder(webhook: Webhook): boolean {
  return webhook.method === "GET" || /(^|&)sig=/.test(webhook.query) || webhook.body.includes("sig");
}
