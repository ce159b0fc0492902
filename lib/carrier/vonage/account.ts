import type { Vonage } from "@vonage/server-sdk";
import { readCarrierNumber } from "@/lib/numbers/phone";
import type { CallCarrier } from "../calls";
import type { Carrier, OfferedNumber, OwnedNumber } from "../carrier";
import { pointApplication } from "./application";
import { check } from "./check";
import { accountSentence, patiently, statusOf } from "./patience";
import type { VonageSettings } from "./vonage";

type Account = Omit<Carrier, "send" | "answers" | "read" | "explain" | keyof CallCarrier>;

const pageSize = 10;
/** Numbers a page when the account's own are listed: the most the carrier gives at once. */
const ownedPage = 100;
const tollFree = /^\+1(800|833|844|855|866|877|888)/;
const digits = (phone: string) => phone.replace(/^\+/, "");
const countryOf = (phone: string) => (phone.length < 8 ? "US" : (readCarrierNumber(phone)?.country ?? "US"));

/** What may be asked about the account and its numbers. Every question waits and asks again where that may help. */
export function account(sdk: Vonage, settings: VonageSettings): Account {
  const said = <T>(ask: () => Promise<T>) =>
    patiently(ask).catch((error) => {
      throw new Error(accountSentence(error), { cause: error });
    });

  const link = (phone: string) =>
    said(() =>
      sdk.numbers.updateNumber({
        country: countryOf(phone),
        msisdn: digits(phone),
        appId: settings.applicationId,
        voiceCallbackType: "app" as never,
        voiceCallbackValue: settings.applicationId,
      }),
    );

  const owns = async (phone: string) => {
    const found = await sdk.numbers.getOwnedNumbers({ pattern: digits(phone), searchPattern: 0 });
    return found.numbers?.some((number) => String(number.msisdn) === digits(phone)) ?? false;
  };

  const self: Account = {
    availableNumbers: ({ areaCode, contains, endsWith, kind = "local", features, page = 1 }) =>
      said(async () => {
        const prefix = areaCode ? { pattern: `1${areaCode}`, searchPattern: 0 } : {};
        const wish = contains
          ? { pattern: contains, searchPattern: 1 }
          : endsWith
            ? { pattern: endsWith, searchPattern: 2 }
            : prefix;
        const found = await sdk.numbers.getAvailableNumbers({
          country: "US",
          features: (features ?? ["SMS", "MMS", "VOICE"]) as never,
          ...(kind === "toll_free" ? { type: "landline-toll-free" as never } : {}),
          ...wish,
          size: pageSize,
          index: page,
        });
        return (found.numbers ?? []).flatMap(offered);
      }),

    async buyNumber(phone) {
      const msisdn = digits(phone);
      if (!(await said(() => owns(phone)))) {
        await sdk.numbers.buyNumber({ country: "US", msisdn }).catch(async (error) => {
          // The line may have broken after the purchase: what counts is whether it is ours now.
          if (statusOf(error) === null && (await owns(phone).catch(() => false))) return;
          throw new Error(whyNotSold(error), { cause: error });
        });
      }
      await link(phone);
    },

    ownedNumbers: () =>
      said(async () => {
        const all: OwnedNumber[] = [];
        for (let index = 1; ; index++) {
          const page = await sdk.numbers.getOwnedNumbers({ size: ownedPage, index });
          all.push(...(page.numbers ?? []).map((number) => owned(number, settings.applicationId)));
          if ((page.numbers ?? []).length < ownedPage) return all;
        }
      }),

    async linkNumber(phone) {
      await link(phone);
    },

    async releaseNumber(phone) {
      if (!(await said(() => owns(phone)))) return;
      await said(() => sdk.numbers.cancelNumber({ country: countryOf(phone), msisdn: digits(phone) }));
    },

    balance: () => said(async () => Number((await sdk.accounts.getBalance()).value)),

    check: (here) => check(sdk, settings, here, self),

    pointWebhooks: (publicUrl) => said(() => pointApplication(sdk, settings.applicationId, publicUrl)),
  };
  return self;
}

function offered(number: { msisdn?: unknown; cost?: unknown; features?: unknown[] }): OfferedNumber[] {
  const phone = readCarrierNumber(String(number.msisdn ?? ""));
  const cost = Number(number.cost);
  if (!phone) return [];
  return [
    {
      phone: phone.e164,
      monthlyCents: Number.isFinite(cost) ? Math.round(cost * 100) : null,
      features: (number.features ?? []).map(String),
    },
  ];
}

function owned(number: { msisdn?: unknown; features?: unknown[]; type?: unknown }, applicationId: string): OwnedNumber {
  const raw = String(number.msisdn ?? "");
  const phone = readCarrierNumber(raw)?.e164 ?? raw;
  const kind = /^\d{3,6}$/.test(raw) ? "short_code" : tollFree.test(phone) ? "toll_free" : "local";
  // The SDK's types know the names in camel case only; the wire has both.
  const { app_id, appId } = number as { app_id?: string; appId?: string };
  return {
    phone,
    kind,
    features: (number.features ?? []).map(String),
    linked: applicationId !== "" && (app_id ?? appId) === applicationId,
  };
}

function whyNotSold(error: unknown): string {
  if (statusOf(error) === 402) return "The carrier account has not enough credit for this number.";
  const status = statusOf(error);
  return status === 420 || status === 422
    ? "The carrier would not sell this number: somebody else may have it by now. Choose another one."
    : accountSentence(error);
}
