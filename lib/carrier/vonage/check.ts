import { createPrivateKey, createPublicKey, type KeyObject } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import type { Vonage } from "@vonage/server-sdk";
import { showPhone } from "@/lib/numbers/phone";
import type { AccountFinding, Carrier, OwnedNumber } from "../carrier";
import { webhooksOf } from "./application";
import { accountSentence, patiently, statusOf } from "./patience";
import type { VonageSettings } from "./vonage";

type Application = Awaited<ReturnType<Vonage["applications"]["getApplication"]>>;
type Asks = Pick<Carrier, "balance" | "ownedNumbers">;

/** Credit below which a warning is due, in the carrier's currency. */
const littleCredit = 10;

/** Asks the account itself whether all is as this program needs it, by real calls; see carrier.ts. */
export async function check(
  sdk: Vonage,
  settings: VonageSettings,
  here: { publicUrl: string; numbers: string[] },
  asks: Asks,
): Promise<AccountFinding[]> {
  const balance = await asks.balance().catch((error: Error) => error);
  if (balance instanceof Error) return [{ what: "keys", state: "bad", sentence: balance.message }];
  const [application, owned] = await Promise.all([
    getApplication(sdk, settings.applicationId),
    asks.ownedNumbers().catch((error: Error) => error),
  ]);
  return [
    { what: "keys", state: "good", sentence: "The carrier accepts the API key and secret." },
    credit(balance),
    ...applicationFindings(application, settings, here.publicUrl),
    reachable(here.publicUrl, settings.apiHost),
    numberFinding(owned, here.numbers),
  ];
}

async function getApplication(sdk: Vonage, id: string): Promise<Application | string> {
  if (!id) return "No application is named. Make one with Vonage and give its id here.";
  try {
    return await patiently(() => sdk.applications.getApplication(id));
  } catch (error) {
    return statusOf(error) === 404 ? "This account has no application with that id." : accountSentence(error);
  }
}

function credit(balance: number): AccountFinding {
  const sentence = `The account has ${balance.toFixed(2)} of credit left.`;
  if (balance <= 0) return { what: "credit", state: "bad", sentence: "The account is out of credit: nothing is sent." };
  return { what: "credit", state: balance < littleCredit ? "warning" : "good", sentence };
}

function applicationFindings(
  application: Application | string,
  settings: VonageSettings,
  publicUrl: string,
): AccountFinding[] {
  if (typeof application === "string") return [{ what: "application", state: "bad", sentence: application }];
  const at = webhooksOf(publicUrl);
  const { messages, voice } = application.capabilities ?? {};
  return [
    { what: "application", state: "good", sentence: `The application is called “${application.name}”.` },
    keyFinding(settings.privateKey, application.keys?.publicKey),
    hooks("text_webhooks", "Texts and receipts", [
      [messages?.webhooks?.inboundUrl?.address, at.inbound],
      [messages?.webhooks?.statusUrl?.address, at.status],
    ]),
    hooks("call_webhooks", "Calls", [
      [voice?.webhooks?.answerUrl?.address, at.answer],
      [voice?.webhooks?.eventUrl?.address, at.event],
    ]),
  ];
}

function hooks(
  what: "text_webhooks" | "call_webhooks",
  who: string,
  pairs: [there: string | undefined, here: string][],
): AccountFinding {
  const wrong = pairs.filter(([there, here]) => !there || !sameDoor(there, here));
  if (wrong.length === 0) return { what, state: "good", sentence: `${who} come here.` };
  const [there, here] = wrong[0] as [string | undefined, string];
  const now = there ? `They go to ${there}` : "They go nowhere";
  // Without texts nothing works; without calls only calls do not.
  const state = what === "text_webhooks" ? "bad" : "warning";
  return { what, state, sentence: `${who} do not come here yet. ${now}; they should go to ${here}.`, fix: "webhooks" };
}

/** The same address; on this machine it has several names, and a simulator here may bring to it by any of them. */
function sameDoor(there: string, here: string): boolean {
  if (there.replace(/\/+$/, "") === here) return true;
  if (!URL.canParse(there)) return false;
  const [a, b] = [new URL(there), new URL(here)];
  return onThisMachine(a.hostname) && onThisMachine(b.hostname) && a.port === b.port && a.pathname === b.pathname;
}

const onThisMachine = (name: string) => /^(localhost|127\.|\[::1\])/.test(name);

/** Whether the private key is the other half of the application's public one. */
function keyFinding(privateKey: string, publicKey: string | undefined): AccountFinding {
  const bad = (sentence: string): AccountFinding => ({ what: "private_key", state: "bad", sentence });
  if (!privateKey) return bad("The application's private key is missing: nothing can be sent.");
  const ours = publicHalf(privateKey);
  if (!ours) return bad("The private key cannot be read. Paste the whole file, from BEGIN to END.");
  const theirs = publicKey ? readPublic(publicKey) : null;
  if (!theirs) return bad("The application has no public key. Generate a pair with Vonage and give its private half.");
  return ours.equals(theirs)
    ? { what: "private_key", state: "good", sentence: "The private key belongs to the application." }
    : bad("The private key belongs to another application: the carrier would refuse every text.");
}

function publicHalf(privateKey: string): KeyObject | null {
  try {
    const pem = !privateKey.includes("-----") && existsSync(privateKey) ? readFileSync(privateKey) : privateKey;
    return createPublicKey(createPrivateKey(pem));
  } catch {
    return null;
  }
}

function readPublic(publicKey: string): KeyObject | null {
  try {
    return createPublicKey(publicKey);
  } catch {
    return null;
  }
}

function reachable(publicUrl: string, apiHost: string): AccountFinding {
  const { protocol, hostname } = new URL(publicUrl);
  const local = (name: string) => /^(localhost|127\.|\[::1\]|10\.|192\.168\.)/.test(name) || name.endsWith(".local");
  if (local(hostname) && !local(new URL(apiHost).hostname)) {
    const sentence = `The carrier cannot reach ${publicUrl}. Set PUBLIC_URL to an address of the open internet.`;
    return { what: "address", state: "bad", sentence };
  }
  if (protocol !== "https:" && !local(hostname))
    return { what: "address", state: "warning", sentence: `${publicUrl} is not https: texts can be read on the way.` };
  return { what: "address", state: "good", sentence: `Fans and the carrier find this program at ${publicUrl}.` };
}

function numberFinding(owned: OwnedNumber[] | Error, ours: string[]): AccountFinding {
  if (owned instanceof Error) return { what: "numbers", state: "warning", sentence: owned.message };
  const byPhone = new Map(owned.map((number) => [number.phone, number]));
  const foreign = ours.filter((phone) => !byPhone.has(phone));
  const loose = ours.filter((phone) => byPhone.get(phone)?.linked === false);
  const wrong = [
    ...(foreign.length > 0 ? [`${named(foreign)} in use here but not in this account: texts from there fail.`] : []),
    ...(loose.length > 0 ? [`${named(loose)} not linked to the application yet: texts to there do not arrive.`] : []),
  ];
  if (wrong.length > 0) {
    const fix = loose.length > 0 ? { fix: "numbers" as const } : {};
    return { what: "numbers", state: "bad", sentence: wrong.join(" "), ...fix };
  }
  if (ours.length === 0)
    return { what: "numbers", state: "warning", sentence: "No leader has a number yet. See Settings, Numbers." };
  return { what: "numbers", state: "good", sentence: `${named(ours)} linked to the application.` };
}

function named(phones: string[]): string {
  const [first = "", ...more] = phones.map(showPhone);
  if (more.length === 0) return `${first} is`;
  return more.length === 1 ? `${first} and ${more[0]} are` : `${first} and ${more.length} others are`;
}
