import { openStream } from "@/lib/live/stream";
import { currentTeammate, isSignedIn, refuseSuspended } from "@/lib/team/session";

export const dynamic = "force-dynamic";

/** Server-sent events of the teammate's leader; see lib/live/stream.ts. */
export async function GET(request: Request): Promise<Response> {
  const teammate = await currentTeammate().catch(() => undefined);
  if (teammate === undefined) return new Response("The database is away for a moment.", { status: 503 });
  if (!teammate) return new Response("Sign in first.", { status: 401 });
  const refused = refuseSuspended(teammate);
  if (refused) return refused;
  const { leaderId, sessionId } = teammate;
  const stream = openStream({
    leaderId,
    sessionId,
    isSignedIn: () => isSignedIn(teammate),
    signal: request.signal,
  });
  return new Response(stream, {
    headers: {
      "content-type": "text/event-stream; charset=utf-8",
      "cache-control": "no-cache, no-transform",
      "x-accel-buffering": "no",
    },
  });
}
