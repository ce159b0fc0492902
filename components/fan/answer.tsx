import { createHash } from "node:crypto";
import Negotiator from "negotiator";
import type { ReactElement } from "react";
import type { Language } from "@/lib/consent/words";
import type { Asked } from "@/lib/program/asked";

/**
 * No script (but for the one that is named by its hash), no foreign picture. The simulator's phone may frame it, and the
 * form for other sites may be framed anywhere.
 */
const policy = (ancestors: "'self'" | "*", script?: string) =>
  `default-src 'none'; ${script ? `script-src '${hashOf(script)}'; ` : ""}style-src 'unsafe-inline'; img-src 'self'; form-action 'self'; frame-ancestors ${ancestors}; base-uri 'none'`;

const hashOf = (script: string) => `sha256-${createHash("sha256").update(script).digest("base64")}`;

/** English or Spanish: the leader's one language, else what the address says (?lang=es), else what the phone asks for. */
export function languageOf(
  request: Pick<Asked, "url" | "headers">,
  leader?: { languages: "both" | Language } | null,
): Language {
  if (leader && leader.languages !== "both") return leader.languages;
  const said = new URL(request.url).searchParams.get("lang");
  if (said === "en" || said === "es") return said;
  const asked = { headers: { "accept-language": request.headers.get("accept-language") ?? "en" } };
  return new Negotiator(asked).language(["en", "es"]) === "es" ? "es" : "en";
}

/** A whole page of HTML without script (decision 9), as text. */
export async function render(element: ReactElement): Promise<string> {
  const { renderToStaticMarkup } = await import("react-dom/server");
  return `<!doctype html>${renderToStaticMarkup(element)}`;
}

type Wish = {
  status?: number;
  /** May be framed by any site. */
  anywhere?: boolean;
  /** The one inline script of the page. */
  script?: string;
  /**
   * Same for everybody with this browser and language: kept, and asked about again each time, so that a leader's
   * change shows at once. Needs the request, for its If-None-Match.
   */
  keptFor?: Request;
};

/** Answers with a page. What is about one fan is never stored on the way. */
export async function page(
  element: ReactElement,
  { status = 200, anywhere, script, keptFor }: Wish = {},
): Promise<Response> {
  const html = await render(element);
  const headers = new Headers({
    "content-type": "text/html; charset=utf-8",
    "content-security-policy": policy(anywhere ? "*" : "'self'", script),
    "x-content-type-options": "nosniff",
    // No other site learns where a fan came from; our own forms still say their Origin (lib/web/origin.ts).
    "referrer-policy": "same-origin",
    "cache-control": keptFor ? "private, no-cache" : "no-store",
  });
  if (keptFor) {
    const tag = `"${createHash("sha256").update(html).digest("base64url").slice(0, 22)}"`;
    headers.set("etag", tag);
    headers.set("vary", "accept-language, user-agent");
    if (keptFor.headers.get("if-none-match")?.includes(tag)) return new Response(null, { status: 304, headers });
  }
  return new Response(html, { status, headers });
}
