import type { ServerResponse } from "node:http";
import { readWish } from "./application";
import { forSale, onSale, pageOfNumbers, type Search, tollFreeForSale, typeOf } from "./numbers";
import { answerJson } from "./problems";
import type { World } from "./world";

const features = ["VOICE", "SMS", "MMS"];
const perText = 0.0083;
const startingBalance = 1_000;

/** The account's own doors: numbers, balance, application. Returns false where there is no such door. */
export function account(
  world: World,
  method: string,
  url: URL,
  body: string,
  allowed: boolean,
  response: ServerResponse,
): boolean {
  const path = url.pathname;
  const door = doors[`${method} ${path}`] ?? (path.startsWith("/v2/applications/") ? application[method] : undefined);
  if (!door) return false;
  const wish = method === "GET" ? url.searchParams : new URLSearchParams(body);
  if (allowed) door(world, wish, response, path, body);
  else said(response, 401, "authentication failed");
  return true;
}

type Door = (world: World, wish: URLSearchParams, response: ServerResponse, path: string, body: string) => void;

const doors: Record<string, Door> = {
  "GET /account/get-balance": (world, _wish, response) =>
    answerJson(response, 200, {
      value: Math.max(0, startingBalance - world.counts.accepted * perText),
      autoReload: false,
    }),

  "GET /account/numbers": (world, wish, response) => {
    const app = wish.get("application_id");
    const all = [...world.owned]
      .map(([digits, number]) => ({ digits, ...number }))
      .filter((number) => !app || number.application === app);
    const { count, page } = pageOfNumbers(all, searchOf(wish));
    const numbers = page.map(({ digits, country, application: appId }) => ({
      country,
      msisdn: digits,
      moHttpUrl: "",
      type: typeOf(digits),
      features: digits.length < 8 ? ["SMS", "MMS"] : features,
      ...(appId ? { app_id: appId, messagesCallbackType: "app", messagesCallbackValue: appId } : {}),
    }));
    answerJson(response, 200, { count, numbers });
  },

  "GET /number/search": (world, wish, response) => {
    if ((wish.get("country") ?? "US") !== "US") return answerJson(response, 200, { count: 0, numbers: [] });
    const search = searchOf(wish);
    const tollFree = wish.get("type") === "landline-toll-free";
    const taken = (digits: string) => world.owned.has(digits);
    const all = (tollFree ? tollFreeForSale : forSale)(search, taken).map((digits) => ({ digits }));
    const { count, page } = pageOfNumbers(all, search);
    const numbers = page.map(({ digits }) => ({
      country: "US",
      msisdn: digits,
      type: typeOf(digits),
      cost: tollFree ? "2.00" : "1.00",
      features,
    }));
    answerJson(response, 200, { count, numbers });
  },

  "POST /number/buy": (world, wish, response) => {
    const msisdn = wish.get("msisdn") ?? "";
    if (!onSale(msisdn) || world.owned.has(msisdn)) return said(response, 420, "method failed");
    world.own(`+${msisdn}`, wish.get("country") ?? "US", true);
    said(response, 200, "success");
  },

  "POST /number/update": (world, wish, response) => {
    const msisdn = wish.get("msisdn") ?? "";
    const number = world.owned.get(msisdn);
    if (!number) return said(response, 420, "method failed");
    world.own(number.phone, number.country, true, wish.get("app_id") ?? number.application);
    said(response, 200, "success");
  },

  "POST /number/cancel": (world, wish, response) => {
    const number = world.owned.get(wish.get("msisdn") ?? "");
    if (!number) return said(response, 420, "method failed");
    world.own(number.phone, number.country, false);
    said(response, 200, "success");
  },
};

/** The one application of this account: read, and changed as a whole. */
const application: Partial<Record<string, Door>> = {
  GET: (world, _wish, response, path) => {
    if (!isOurs(world, path)) return answerJson(response, 404, { title: "Not Found" });
    answerJson(response, 200, shown(world));
  },

  PUT: (world, _wish, response, path, body) => {
    if (!isOurs(world, path)) return answerJson(response, 404, { title: "Not Found" });
    const read = readWish(body);
    if (!read) return answerJson(response, 400, { title: "Bad Request", detail: "name and capabilities are needed." });
    world.changeApplication(read);
    answerJson(response, 200, shown(world));
  },
};

const isOurs = (world: World, path: string) => path === `/v2/applications/${world.options.applicationId}`;

function shown({ options, application: { name, capabilities } }: World) {
  const { applicationId: id, publicKey } = options;
  return { id, name, keys: { public_key: publicKey }, capabilities, privacy: { improve_ai: false } };
}

function searchOf(wish: URLSearchParams): Search {
  const whole = (name: string, fallback: number, most: number) =>
    Math.min(most, Math.max(1, Number(wish.get(name)) || fallback));
  return {
    pattern: (wish.get("pattern") ?? "").replace(/\D/g, ""),
    searchPattern: Number(wish.get("search_pattern") ?? 0),
    size: whole("size", 10, 100),
    index: whole("index", 1, 100_000),
  };
}

function said(response: ServerResponse, status: number, label: string): void {
  answerJson(response, status, { "error-code": String(status), "error-code-label": label });
}
