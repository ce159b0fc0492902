import { onLive } from "@/lib/live/listen";
import { currentTeammate } from "@/lib/team/session";

export const dynamic = "force-dynamic";

/** Seconds between heartbeats: proxies close a line that is silent for longer than half a minute or so. */
const heartbeat = 15;

/**
 * Server-sent events: which members' threads changed, an empty list meaning "look at everything you show"; and, named
 * `broadcast`, the id of a broadcast that changed or moved on.
 */
export async function GET(request: Request): Promise<Response> {
  const teammate = await currentTeammate().catch(() => undefined);
  if (teammate === undefined) return new Response("The database is away for a moment.", { status: 503 });
  if (!teammate) return new Response("Sign in first.", { status: 401 });
  const { leaderId } = teammate;
  let close = () => {};
  const stream = new ReadableStream<Uint8Array>({
    start(controller) {
      const encoder = new TextEncoder();
      const say = (text: string) => {
        try {
          controller.enqueue(encoder.encode(text));
        } catch {
          close();
        }
      };
      const stop = onLive(leaderId, (change) =>
        say(
          "broadcastId" in change
            ? `event: broadcast\ndata: ${change.broadcastId}\n\n`
            : `data: ${JSON.stringify(change.memberIds)}\n\n`,
        ),
      );
      const timer = setInterval(() => say(": still here\n\n"), heartbeat * 1000);
      close = () => {
        clearInterval(timer);
        stop();
        try {
          controller.close();
        } catch {
          // Already closed by the reader.
        }
        close = () => {};
      };
      request.signal.addEventListener("abort", () => close());
      say("retry: 2000\n\n: listening\n\n");
    },
    cancel: () => close(),
  });
  return new Response(stream, {
    headers: {
      "content-type": "text/event-stream; charset=utf-8",
      "cache-control": "no-cache, no-transform",
      "x-accel-buffering": "no",
    },
  });
}
