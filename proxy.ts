import { randomBytes } from "node:crypto";
import { type NextRequest, NextResponse } from "next/server";
import { openToken, sessionCookie, tokenOf } from "@/lib/team/session-cookie";

/** Screens that only a teammate sees; each of them asks requireTeammate() as well. */
const gated = ["/inbox", "/members", "/segments", "/broadcasts", "/automations", "/insights", "/settings"];
/** Screens that are open. */
const open = ["/", "/sign-in", "/welcome", "/simulator"];
/** A leader's public page and the form to be framed elsewhere: they set a policy of their own, without script. */
const publicPage = /^\/[^/]+(\/embed)?$/;

/** The two pages on which one may speak: the leader's greeting, and a caller's message to it. */
const mayRecord = ["/settings/calls", "/simulator"];

/** Before every screen: a content policy with a nonce for its scripts, and the way to sign in for those who have not. */
export async function proxy(request: NextRequest): Promise<NextResponse> {
  const { pathname, search } = request.nextUrl;
  if (isUnder(pathname, gated) && !(await hasSession(request))) return toSignIn(request);
  const headers = new Headers(request.headers);
  headers.set("x-tenfour-path", pathname + search);
  if (!isUnder(pathname, [...gated, ...open]) && publicPage.test(pathname))
    return NextResponse.next({ request: { headers } });
  const policy = contentPolicy(randomBytes(16).toString("base64"));
  // Next reads the nonce for its own scripts from this header of the request.
  headers.set("content-security-policy", policy);
  const response = NextResponse.next({ request: { headers } });
  protect(response, policy, mayRecord.includes(pathname));
  return response;
}

/** By route, not by how a path ends: only what is listed here goes by, and sets its own policy or has the strict default. */
export const config = {
  matcher: [
    "/((?!_next/|(?:webhooks|join|card|go|picture|media|api)/|(?:terms|privacy|health|live|metrics|manifest\\.webmanifest|icon\\.svg|icon-\\d+\\.png|favicon\\.ico|(?:settings|welcome)/picture|members/import/upload)$).*)",
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

/** What lib/web/security-headers.ts can't know: the page's nonce, and whether it may record. The rest is set there. */
function protect(response: NextResponse, policy: string, records: boolean): void {
  response.headers.set("content-security-policy", policy);
  const microphone = records ? "microphone=(self)" : "microphone=()";
  response.headers.set("permissions-policy", `camera=(), ${microphone}, geolocation=(), payment=(), usb=()`);
  response.headers.set("cross-origin-opener-policy", "same-origin");
}
