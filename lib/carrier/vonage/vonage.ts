import { Vonage } from "@vonage/server-sdk";
import type { Carrier, SendOutcome } from "../carrier";
import { account } from "./account";
import { outcomeOfAnswer } from "./answers";
import { ReusedBearer } from "./auth";
import { explain, type Problem } from "./errors";
import { answersAt, MessagesOnOpenLines, timeout } from "./open-lines";
import { outgoing } from "./outgoing";
import { voice } from "./voice";
import { readWebhook, type WebhookKeys } from "./webhook";

export type VonageSettings = WebhookKeys & {
  apiSecret: string;
  /** PEM, or a file's path. */
  privateKey: string;
  apiHost: string;
  restHost: string;
};

const unusableKeys = explain("keys");

/** Vonage behind the product's carrier interface. */
export function vonage(settings: VonageSettings): Carrier {
  const auth = new ReusedBearer({
    apiKey: settings.apiKey,
    apiSecret: settings.apiSecret,
    applicationId: settings.applicationId,
    privateKey: settings.privateKey,
  });
  const hosts = { apiHost: settings.apiHost, restHost: settings.restHost, timeout };
  const sdk = new Vonage(auth, hosts);
  const messages = new MessagesOnOpenLines(auth, hosts);

  return {
    async send(text) {
      // Without a header no request leaves, so this failure is certain.
      const ready = await auth.createBearerHeader().catch(() => null);
      if (!ready) return { kind: "refused", failure: unusableKeys };
      try {
        const answer = await messages.send(outgoing(text));
        return { kind: "accepted", carrierId: answer.messageUUID };
      } catch (error) {
        return outcomeOf(error);
      }
    },

    answers: () => answersAt(settings.apiHost),

    read: (webhook) => readWebhook(webhook, settings, new Date()),

    ...voice(settings, () => auth.createBearerHeader()),
    explain,
    ...account(sdk, settings),
  };
}

/** What a thrown error means for the text (docs/carrier.md, "Sending: answers"). */
async function outcomeOf(error: unknown): Promise<SendOutcome> {
  const response = (error as { response?: { status?: number; text?: () => Promise<string> } }).response;
  return response?.status ? outcomeOfAnswer(response.status, await readProblem(response)) : brokenLine(error);
}

const neverMade = new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "UND_ERR_CONNECT_TIMEOUT",
]);

/** A line that was never made carried nothing; one that broke later may have. */
function brokenLine(error: unknown): SendOutcome {
  const code = (error as { code?: string }).code ?? (error as { cause?: { code?: string } }).cause?.code;
  if (code && neverMade.has(code)) return { kind: "throttled", reason: "The carrier cannot be reached.", down: true };
  return { kind: "unknown", reason: "The line to the carrier broke before it answered." };
}

async function readProblem(response: { text?: () => Promise<string> }): Promise<Problem> {
  try {
    const json: unknown = JSON.parse((await response.text?.()) ?? "{}");
    return typeof json === "object" && json !== null ? json : {};
  } catch {
    return {};
  }
}
