import type { IncomingHttpHeaders } from "node:http";

type Asked = { method: string; path: string; headers: IncomingHttpHeaders };

/** Routes that other sites and servers may post to, and what protects each of them instead. */
const exceptions: { path: RegExp; why: string; allows?: (request: Asked) => boolean }[] = [
  { path: /^\/webhooks\//, why: "Server to server: every webhook carries the carrier's signature and no cookie." },
  { path: /^\/api\/v1\//, why: "Authenticated by an API key in a header, never by a cookie." },
  // A sign-up form that stands on another site as plain HTML goes here, with `allows` checking its token. The form in a
  // frame (/<handle>/embed) needs no exception: it posts to the origin that it was loaded from.
];

/** Methods that change nothing. */
const safe = new Set(["GET", "HEAD", "OPTIONS"]);

/**
 * Whether a state-changing request was sent by a page of another site, with our visitor's cookies (CSRF). Browsers say
 * so in Sec-Fetch-Site, which no page can forge; those that don't send it say the page's Origin. A request with neither
 * comes from a program, which carries nobody's cookies. The same rule as Go's http.CrossOriginProtection.
 *
 * @param publicUrl the setting PUBLIC_URL: behind a proxy it, not Host, is what the browser sees.
 */
export function isCrossSite(request: Asked, publicUrl: string): boolean {
  if (safe.has(request.method) || isExcepted(request)) return false;
  const site = request.headers["sec-fetch-site"];
  if (site !== undefined) return site !== "same-origin" && site !== "none";
  const { origin, host } = request.headers;
  if (origin === undefined) return false;
  if (!URL.canParse(origin)) return true;
  const from = new URL(origin);
  return from.host !== host && from.origin !== (URL.canParse(publicUrl) ? new URL(publicUrl).origin : null);
}

/** The sentence of a 403. */
export const crossSiteSentence =
  "This request came from another site and was not carried out. Open Tenfour and try again.";

function isExcepted(request: Asked): boolean {
  return exceptions.some(({ path, allows }) => path.test(request.path) && (!allows || allows(request)));
}
