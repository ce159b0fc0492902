import { randomBytes } from "node:crypto";
import type { Capabilities } from "./application";
import type { Attached, Sent, Text } from "./entries";
import { countParts, cut } from "./parts";
import type { SimulatorOptions } from "./settings";
import { bearerFor, sigFor } from "./signing";

export type Letter = { url: string; headers: Record<string, string>; body: string };

const failures: Record<string, { older: string; detail: string }> = {
  "1050": { older: "4", detail: "Number barred" },
  "1170": { older: "3", detail: "Absent subscriber - permanent" },
  "1180": { older: "3", detail: "Absent subscriber - permanent" },
  "1190": { older: "3", detail: "Number no longer in service" },
  "1210": { older: "6", detail: "Anti-spam rejection" },
  "1240": { older: "9", detail: "Illegal number: opted out" },
};
const digits = (phone: string) => phone.replace("+", "");

/** A webhook as it goes over the line: address, signature, body, in the dialect of its text. */
export function letter(
  entry: Sent | Text,
  what: string,
  options: SimulatorOptions,
  capabilities: Capabilities,
  base = "",
): Letter {
  const hooks = capabilities.messages?.webhooks;
  const hook = entry.k === "text" ? hooks?.inbound_url : hooks?.status_url;
  // An application without webhooks brings nothing: the attempt fails on an address that is none.
  const url = (entry.k === "sent" && entry.url) || hook?.address || "";
  if (entry.dialect === "sms")
    return older(url, entry.k === "text" ? olderText(entry, what) : olderReceipt(entry, what), options);
  const body = JSON.stringify(entry.k === "text" ? newerText(entry, base) : newerReceipt(entry, what));
  return { url, headers: { "content-type": "application/json", authorization: bearerFor(body, options) }, body };
}

function newerText(entry: Text, base: string) {
  const kept = (entry.media ?? []).flatMap((one) => ("file" in one ? [one] : []));
  if (kept.length > 0) return newerMedia(entry, kept, base);
  return {
    channel: "sms",
    message_uuid: entry.id,
    to: digits(entry.to),
    from: digits(entry.from),
    timestamp: new Date(entry.at).toISOString(),
    message_type: "text",
    text: entry.text,
    sms: { num_messages: String(countParts(entry.text)), keyword: keyword(entry.text) },
    origin: { network_code: "310004" },
    usage: { currency: "USD", price: "0.0062" },
  };
}

/** One item under its own name, several as content (docs/carrier.md). The words are the caption. */
function newerMedia(entry: Text, kept: Extract<Attached, { file: string }>[], base: string) {
  const caption = entry.text ? { caption: entry.text } : {};
  const item = (one: (typeof kept)[number]) => ({
    url: `${base}/media/${one.file}`,
    ...(one.name ? { name: one.name } : {}),
  });
  const first = kept[0]!;
  return {
    channel: "mms",
    message_uuid: entry.id,
    to: digits(entry.to),
    from: digits(entry.from),
    timestamp: new Date(entry.at).toISOString(),
    ...(kept.length === 1
      ? { message_type: first.kind, [first.kind]: { ...item(first), ...caption } }
      : {
          message_type: "content",
          content: kept.map((one, index) => ({ type: one.kind, ...item(one), ...(index === 0 ? caption : {}) })),
        }),
    origin: { network_code: "310004" },
    usage: { currency: "USD", price: "0.0062" },
  };
}

function newerReceipt(entry: Sent, status: string) {
  const failed = status === "undeliverable" && entry.code;
  return {
    message_uuid: entry.id,
    to: digits(entry.to),
    from: digits(entry.from),
    timestamp: new Date().toISOString(),
    channel: entry.media ? "mms" : "sms",
    status,
    ...(entry.ref === undefined ? {} : { client_ref: entry.ref }),
    ...(failed
      ? {
          error: {
            type: `https://developer.vonage.com/api-errors/messages#${failed}`,
            title: failed,
            detail: failures[failed]?.detail ?? "Not delivered",
            instance: entry.id,
          },
        }
      : {}),
    destination: { network_code: "310004" },
    sms: { count_total: String(entry.parts) },
    usage: { currency: "USD", price: (entry.parts * 0.0083).toFixed(4) },
  };
}

function olderText(entry: Text, what: string): Record<string, string> {
  const part = Number(/^inbound:(\d+)\//.exec(what)?.[1] ?? 0);
  const parts = part ? cut(entry.text) : [entry.text];
  const text = parts[Math.max(0, part - 1)] ?? "";
  return {
    msisdn: digits(entry.from),
    to: digits(entry.to),
    messageId: part ? `${entry.id}-${part}` : entry.id,
    text,
    type: /^[\x00-\x7f]*$/.test(text) ? "text" : "unicode",
    keyword: keyword(entry.text),
    "message-timestamp": clock(entry.at),
    ...(part
      ? {
          concat: "true",
          "concat-ref": entry.id.slice(0, 8),
          "concat-total": String(parts.length),
          "concat-part": String(part),
        }
      : {}),
  };
}

function olderReceipt(entry: Sent, what: string): Record<string, string> {
  const status = what === "submitted" ? "accepted" : what === "delivered" ? "delivered" : "failed";
  return {
    msisdn: digits(entry.to),
    to: digits(entry.from),
    messageId: entry.id,
    status,
    "err-code": status === "failed" ? (failures[entry.code ?? ""]?.older ?? "1") : "0",
    price: (entry.parts * 0.0083).toFixed(4),
    scts: clock(entry.at).replace(/\D/g, "").slice(2, 12),
    "network-code": "310004",
    ...(entry.ref === undefined ? {} : { "client-ref": entry.ref }),
    "message-timestamp": clock(Date.now()),
  };
}

function older(url: string, told: Record<string, string>, options: SimulatorOptions): Letter {
  const parameters: Record<string, string> = {
    ...told,
    "api-key": options.apiKey,
    timestamp: String(Math.floor(Date.now() / 1000)),
    nonce: randomBytes(16).toString("hex"),
  };
  parameters.sig = sigFor(parameters, options.signatureSecret, options.signatureMethod ?? "sha256");
  const body = new URLSearchParams(parameters).toString();
  return { url, headers: { "content-type": "application/x-www-form-urlencoded" }, body };
}

function keyword(text: string): string {
  return (text.trim().split(/\s+/)[0] ?? "").toUpperCase().slice(0, 40);
}

/** UTC as the older dialect writes it. */
function clock(at: number): string {
  return new Date(at).toISOString().slice(0, 19).replace("T", " ");
}
