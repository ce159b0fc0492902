import { timingSafeEqual } from "node:crypto";

type HeaderBag = { get(name: string): string | null | undefined };

/** Where the simulator is and its key, as server.ts left them; null while a real carrier is configured. */
export function simulatorAccess(): { url: string; key: string } | null {
  const { TENFOUR_SIM_URL: url, TENFOUR_SIM_KEY: key } = process.env;
  return url && key ? { url, key } : null;
}

/**
 * Whether a visitor may play with the phones: they sit at this machine (server.ts marks such requests; the Host must
 * be this machine's too, against names that were rebound to it), or they gave the one-time key printed at start.
 */
export function mayUseSimulator(headers: HeaderBag): boolean {
  if (!simulatorAccess()) return false;
  return (
    (headers.get("x-tenfour-local") === "1" && isOurHost(headers.get("host") ?? "")) ||
    gaveSetupKey(headers.get("cookie") ?? "")
  );
}

/** Whether a changing request comes from our own page, by Sec-Fetch-Site and Origin. Programs send neither. */
export function isSameOrigin(headers: HeaderBag): boolean {
  const site = headers.get("sec-fetch-site");
  if (site && site !== "same-origin") return false;
  const origin = headers.get("origin");
  if (!origin) return true;
  return URL.canParse(origin) && new URL(origin).host === headers.get("host");
}

function isOurHost(host: string): boolean {
  const base = process.env.PUBLIC_URL;
  if (base && URL.canParse(base) && new URL(base).host === host) return true;
  const name = host.replace(/:\d+$/, "").toLowerCase();
  return name === "localhost" || name.endsWith(".localhost") || name === "127.0.0.1" || name === "[::1]";
}

function gaveSetupKey(cookies: string): boolean {
  const expected = process.env.TENFOUR_SETUP_KEY_HASH;
  const given = /(?:^|;\s*)tenfour_setup=([0-9a-fA-F]{64})(?:;|$)/.exec(cookies)?.[1];
  if (!expected || !given) return false;
  const [a, b] = [Buffer.from(given.toLowerCase()), Buffer.from(expected.toLowerCase())];
  return a.length === b.length && timingSafeEqual(a, b);
}
