type HeaderBag = { get(name: string): string | null | undefined };

/** Where the simulator is and its key, as server.ts left them; null while a real carrier is configured. */
export function simulatorAccess(): { url: string; key: string } | null {
  const { TENFOUR_SIM_URL: url, TENFOUR_SIM_KEY: key } = process.env;
  return url && key ? { url, key } : null;
}

/** Whether a changing request comes from our own page, by Sec-Fetch-Site and Origin. Programs send neither. */
export function isSameOrigin(headers: HeaderBag): boolean {
  const site = headers.get("sec-fetch-site");
  if (site && site !== "same-origin") return false;
  const origin = headers.get("origin");
  if (!origin) return true;
  return URL.canParse(origin) && new URL(origin).host === headers.get("host");
}
