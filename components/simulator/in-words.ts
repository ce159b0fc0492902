import type { Entry } from "@/lib/carrier/simulator/entries";
import { showPhone } from "@/lib/numbers/phone";

type Description = {
  what: string;
  status: string;
  tone: "good" | "warn" | "bad" | "plain";
  detail?: string;
  reference?: string;
};

/** A line of the ledger in plain words. */
export function inWords(entry: Entry): Description {
  switch (entry.k) {
    case "sent":
      return {
        what: `Request: text from ${showPhone(entry.from)} to ${showPhone(entry.to)}`,
        status: "202 accepted",
        tone: "good",
        detail: entry.text,
        reference: [entry.ref, entry.id].filter(Boolean).join(" · "),
      };
    case "refused":
      return {
        what: `Request: text${entry.from ? ` from ${number(entry.from)}` : ""}${entry.to ? ` to ${number(entry.to)}` : ""}`,
        status: `${entry.status} turned away`,
        tone: "bad",
        detail: entry.why,
        reference: entry.ref,
      };
    case "text":
      return {
        what: `Phone ${showPhone(entry.from)} texted ${showPhone(entry.to)}`,
        status: "taken in",
        tone: "plain",
        detail: entry.text,
        reference: entry.id,
      };
    case "hook":
      return {
        what: `Webhook: ${entry.what}${entry.again ? ", brought twice" : entry.try > 1 ? `, try ${entry.try}` : ""}`,
        status: entry.status === 0 ? "no answer" : `${entry.status} in ${entry.ms} ms`,
        tone: entry.status >= 200 && entry.status < 300 ? "good" : "warn",
        reference: entry.id,
      };
    case "call":
      return {
        what: `Call from ${showPhone(entry.from)} to ${showPhone(entry.to)}: ${entry.what}`,
        status: entry.status === 0 ? "no answer" : `${entry.status} in ${entry.ms} ms`,
        tone: entry.status >= 200 && entry.status < 300 ? "good" : "warn",
        reference: entry.id,
      };
    case "number":
      return { what: `Number ${showPhone(entry.phone)}`, status: entry.owned ? "held" : "given back", tone: "plain" };
    case "phone":
      return { what: `Phone ${showPhone(entry.phone)}`, status: entry.kept ? "taken" : "put away", tone: "plain" };
    case "application":
      return { what: `Application “${entry.name}”`, status: "changed", tone: "plain" };
    case "switches":
      return {
        what: "Switches",
        status: "turned",
        tone: "plain",
        detail: Object.entries(entry.switches)
          .map(([name, value]) => `${name}: ${value}`)
          .join(", "),
      };
  }
}

const number = (digits: string) => (/^\d{7,15}$/.test(digits) ? showPhone(`+${digits}`) : digits);
