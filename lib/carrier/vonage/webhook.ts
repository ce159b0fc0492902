import type { Brought, Way, Webhook } from "../carrier";
import { type BearerKeys, bearerProblem } from "./bearer";
import { readMessages } from "./messages-dialect";
import { olderProblem, parametersOf, readOlder, type SignatureMethod } from "./older-dialect";

export type WebhookKeys = BearerKeys & { signatureMethod: SignatureMethod };

/**
 * Verifies and translates a webhook of either dialect: the newer signs a JWT in the header, the older signs its
 * parameters. Whatever is not proven to come from the carrier is refused before it is understood.
 */
export function readWebhook(webhook: Webhook, keys: WebhookKeys, now: Date): Brought & Way {
  if (webhook.authorization === null && looksOlder(webhook)) return { ...older(webhook, keys), via: "sms" };
  const problem = bearerProblem(webhook.authorization, webhook.body, keys, now);
  const brought: Brought = problem ? { kind: "refused", why: problem } : readMessages(webhook.body);
  return { ...brought, via: "messages" };
}

function older(webhook: Webhook, keys: WebhookKeys): Brought {
  const parameters = parametersOf(webhook);
  if (!parameters) return { kind: "refused", why: "unsigned" };
  const problem = olderProblem(parameters, keys.signatureSecret, keys.signatureMethod);
  return problem ? { kind: "refused", why: problem } : readOlder(parameters);
}

function looksOlder(webhook: Webhook): boolean {
  return webhook.method === "GET" || /(^|&)sig=/.test(webhook.query) || webhook.body.includes("sig");
}
