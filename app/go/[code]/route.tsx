import { languageOf, page } from "@/components/fan/answer";
import { LinkGonePage } from "@/components/fan/link-gone";
import { noteTap } from "@/lib/broadcasts/taps";
import { databaseIsAway } from "@/lib/db/client";
import { type Followed, follow } from "@/lib/links/follow";
import { isPerson } from "@/lib/links/is-person";
import { log } from "@/lib/log";
import type { Asked } from "@/lib/program/asked";

/** A tracked link: on its way at once, and the tap is written down afterwards. */
export async function GET(request: Asked): Promise<Response> {
  const code = new URL(request.url).pathname.slice("/go/".length);
  let followed: Followed | null;
  try {
    followed = await follow(code);
  } catch (error) {
    if (!databaseIsAway(error)) log.error({ err: error }, "a link could not be followed");
    return new Response("This link opens again in a moment. Please try once more.", {
      status: 503,
      headers: { "retry-after": "3", "content-type": "text/plain; charset=utf-8" },
    });
  }
  if (!followed) return page(<LinkGonePage language={languageOf(request)} />, { status: 404 });
  if (followed.memberId > 0 && isPerson(request)) noteTap({ ...followed, at: new Date() });
  return new Response(null, {
    status: 302,
    headers: {
      location: new URL(followed.url).href,
      "cache-control": "private, no-store",
      // The member's own code must not reach the page it leads to.
      "referrer-policy": "no-referrer",
      "x-robots-tag": "noindex",
    },
  });
}

export const HEAD = GET;
