import type { OutgoingHttpHeaders, ServerResponse } from "node:http";

/**
 * What every response says unless its route says otherwise. Pages and the fans' pages bring a content policy of their
 * own (proxy.ts, components/fan/answer.tsx); the one here allows nothing, for error pages, JSON and files.
 */
const defaults: Record<string, string> = {
  "content-security-policy":
    "default-src 'none'; style-src 'unsafe-inline'; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  "x-content-type-options": "nosniff",
  "referrer-policy": "same-origin",
  "permissions-policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
};
const overHttps = { "strict-transport-security": "max-age=31536000; includeSubDomains" };

/**
 * Adds the security headers that the route didn't set to `response`, just before its head is written: whoever writes it,
 * Next's own error pages included. HSTS only where `publicUrl` is https, for a browser ignores it otherwise.
 */
export function addSecurityHeaders(response: ServerResponse, publicUrl: string): void {
  const wanted = Object.entries(publicUrl.startsWith("https://") ? { ...defaults, ...overHttps } : defaults);
  const writeHead = response.writeHead.bind(response) as (...rest: unknown[]) => ServerResponse;
  response.writeHead = ((status: number, ...rest: unknown[]) => {
    // The headers may be handed over here instead of by setHeader; taken over first, so that they are seen.
    const given = rest.find((one) => typeof one === "object" && one !== null) as OutgoingHttpHeaders | undefined;
    const reason = typeof rest[0] === "string" ? [rest[0]] : [];
    if (given && !Array.isArray(given)) {
      for (const [name, value] of Object.entries(given)) if (value !== undefined) response.setHeader(name, value);
    }
    for (const [name, value] of wanted) if (!response.hasHeader(name)) response.setHeader(name, value);
    return writeHead(status, ...reason, ...(Array.isArray(given) ? [given] : []));
  }) as typeof response.writeHead;
}
