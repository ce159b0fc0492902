import { simulatorAccess } from "@/lib/carrier/simulator/access";
import { relayStream } from "@/lib/live/stream";
import { simulatorVisitor } from "@/lib/team/operator-access";
import { readBody, tooLarge } from "@/lib/web/body";
import { simulatorLimit } from "@/lib/web/body-limits";

export const dynamic = "force-dynamic";

type Context = { params: Promise<{ path: string[] }> };

/** The page's way to the simulator: adds the key, streams the answer through. */
async function pass(request: Request, { params }: Context): Promise<Response> {
  const access = simulatorAccess();
  const visitor = access && (await simulatorVisitor(request.headers));
  if (!access || !visitor) return new Response("Not found", { status: 404 });
  const reads = request.method === "GET";
  const body = reads ? Buffer.alloc(0) : await readBody(request, simulatorLimit, "json");
  if (!body) return tooLarge(simulatorLimit, true);
  // Next has decoded the parts. Dots would lead out of the page's own part of the simulator.
  const parts = (await params).path;
  if (parts.some((part) => part === "." || part === ".." || !part.isWellFormed()))
    return new Response("Not found", { status: 404 });
  const path = parts.map(encodeURIComponent).join("/");
  try {
    const answer = await fetch(`${access.url}/_sim/${path}${new URL(request.url).search}`, {
      method: request.method,
      headers: { "x-sim-key": access.key },
      body: reads ? undefined : new Uint8Array(body),
      signal: request.signal,
      cache: "no-store",
    });
    const contentType = answer.headers.get("content-type") ?? "application/json";
    const isStream = contentType.startsWith("text/event-stream") && answer.body !== null;
    // no-transform: a compressed stream of events would be held back.
    return new Response(isStream ? relayStream(answer.body as ReadableStream<Uint8Array>, visitor) : answer.body, {
      status: answer.status,
      headers: { "content-type": contentType, "cache-control": "no-store, no-transform", "x-accel-buffering": "no" },
    });
  } catch {
    return Response.json({ error: "The simulator does not answer." }, { status: 502 });
  }
}

export { pass as DELETE, pass as GET, pass as POST };
