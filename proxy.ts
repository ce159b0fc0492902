import { randomBytes } from "node:crypto";
import { type NextRequest, NextResponse } from "next/server";
import { env } from "@/lib/env";
import { openToken, sessionCookie, tokenOf } from "@/lib/team/session-cookie";

/** Screens that only a teammate sees; each of them asks requireTeammate() as well. */
const gated = ["/inbox", "/members", "/segments", "/broadcasts", "/automations", "/insights", "/settings"];
/** Screens that are open. Everything else (fans' pages, webhooks, files) sets its own headers. */
const open = ["/", "/sign-in", "/welcome", "/simulator"];

/** The two pages on which one may speak: the leader's greeting, and a caller's message to it. */
const mayRecord = ["/settings/calls", "/simulator"];

/** Before every screen: security headers, a nonce for its scripts, and the way to sign in for those who have not. */
export async function proxy(request: NextRequest): Promise<NextResponse> {
  const { pathname, search } = request.nextUrl;
  if (isUnder(pathname, gated) && !(await hasSession(request))) return toSignIn(request);
  const headers = new Headers(request.headers);
  headers.set("x-tenfour-path", pathname + search);
  if (!isUnder(pathname, [...gated, ...open])) return NextResponse.next({ request: { headers } });
  const policy = contentPolicy(randomBytes(16).toString("base64"));
  // Next reads the nonce for its own scripts from this header of the request.
  headers.set("content-security-policy", policy);
  const response = NextResponse.next({ request: { headers } });
  protect(response, policy, mayRecord.includes(pathname));
  return response;
}

export const config = {
  matcher: [
    "/((?!_next/|webhooks/|join/|card/|go/|picture/|media/|terms/|privacy/|api/|members/import/upload$|health|live|metrics|.*\\.[a-z0-9]+$).*)",
  ],
};

function isUnder(pathname: string, roots: string[]): boolean {
  return roots.some((root) => pathname === root || (root !== "/" && pathname.startsWith(`${root}/`)));
}

async function hasSession(request: NextRequest): Promise<boolean> {
  const token = await openToken(request.cookies.get(sessionCookie())?.value);
  return tokenOf(token) !== null;
}

function toSignIn(request: NextRequest): NextResponse {
  const { pathname, search } = request.nextUrl;
  // Next sends a redirect within one origin as a path, so the host the visitor came by stays.
  const response = NextResponse.redirect(
    new URL(`/sign-in?next=${encodeURIComponent(pathname + search)}`, request.url),
  );
  response.headers.set("cache-control", "no-store");
  return response;
}

function contentPolicy(nonce: string): string {
  const development = process.env.NODE_ENV === "development" ? " 'unsafe-eval'" : "";
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${development}`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "media-src 'self' blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "frame-src 'self'",
    "worker-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join("; ");
}

function protect(response: NextResponse, policy: string, records: boolean): void {
  response.headers.set("content-security-policy", policy);
  response.headers.set("x-content-type-options", "nosniff");
  response.headers.set("referrer-policy", "same-origin");
  const microphone = records ? "microphone=(self)" : "microphone=()";
  response.headers.set("permissions-policy", `camera=(), ${microphone}, geolocation=(), payment=(), usb=()`);
  response.headers.set("cross-origin-opener-policy", "same-origin");
  if (env().PUBLIC_URL.startsWith("https://")) {
    response.headers.set("strict-transport-security", "max-age=31536000; includeSubDomains");
  }
}
