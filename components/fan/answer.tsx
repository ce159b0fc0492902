import Negotiator from "negotiator";
import type { ReactElement } from "react";
import type { Language } from "@/lib/consent/words";

/** No script, no foreign picture; the simulator's phone may frame it. */
const policy =
  "default-src 'none'; style-src 'unsafe-inline'; img-src 'self'; form-action 'self'; frame-ancestors 'self'; base-uri 'none'";

/** English or Spanish, by what the phone asks for. */
export function languageOf(request: Request): Language {
  const asked = { headers: { "accept-language": request.headers.get("accept-language") ?? "en" } };
  return new Negotiator(asked).language(["en", "es"]) === "es" ? "es" : "en";
}

/** A whole page of HTML without script (decision 9). */
export async function page(element: ReactElement, status = 200): Promise<Response> {
  const { renderToStaticMarkup } = await import("react-dom/server");
  return new Response(`<!doctype html>${renderToStaticMarkup(element)}`, {
    status,
    headers: {
      "content-type": "text/html; charset=utf-8",
      "content-security-policy": policy,
      "x-content-type-options": "nosniff",
      "referrer-policy": "no-referrer",
      "cache-control": "no-store",
    },
  });
}
