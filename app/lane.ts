import type { IncomingMessage, ServerResponse } from "node:http";
import * as go from "@/app/go/[code]/route";
import * as inbound from "@/app/webhooks/messages/inbound/route";
import * as status from "@/app/webhooks/messages/status/route";
import * as voiceAnswer from "@/app/webhooks/voice/answer/route";
import * as voiceEvent from "@/app/webhooks/voice/event/route";
import { log } from "@/lib/log";
import type { Asked } from "@/lib/program/asked";

type Door = Partial<Record<string, (request: Asked) => Promise<Response>>>;

const doors: Record<string, Door> = {
  "/webhooks/messages/inbound": inbound,
  "/webhooks/messages/status": status,
  "/webhooks/voice/answer": voiceAnswer,
  "/webhooks/voice/event": voiceEvent,
};
/** Doors behind which the rest of the path says what is wanted. */
const corridors: Record<string, Door> = { "/go/": go };

/**
 * The express lane (decision 13): calls the doors of webhooks and tracked links before Next sees the request, for Next's router is the
 * ceiling, not the database. Returns false where the path is not one of its doors.
 */
export function takeLane(request: IncomingMessage, response: ServerResponse): boolean {
  const url = request.url ?? "/";
  const at = url.indexOf("?");
  const path = at < 0 ? url : url.slice(0, at);
  const corridor = Object.keys(corridors).find((start) => path.startsWith(start));
  const door = doors[path] ?? (corridor && corridors[corridor]);
  if (!door) return false;
  const handle = door[request.method ?? "GET"];
  if (!handle) {
    response.writeHead(405, { allow: Object.keys(door).join(", ") }).end();
    return true;
  }
  void answer(request, response, url, handle);
  return true;
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  url: string,
  handle: NonNullable<Door[string]>,
): Promise<void> {
  try {
    const body = await gather(request);
    if (body === null) return;
    const answered = await handle(new LaneRequest(request, url, body));
    response.writeHead(answered.status, Object.fromEntries(answered.headers));
    if (answered.body === null) response.end();
    else response.end(Buffer.from(await answered.arrayBuffer()));
  } catch (error) {
    log.error({ err: error }, "a door of the express lane failed");
    if (!response.headersSent) response.writeHead(503, { "retry-after": "5" });
    response.end();
  }
}

/** A request as the doors ask for it, from what Node has read already. */
class LaneRequest implements Asked {
  readonly method: string;
  readonly url: string;
  readonly headers = this;

  constructor(
    private readonly from: IncomingMessage,
    path: string,
    // Not named `body`: the readers of lib/web/body.ts take that for a stream.
    private readonly bytes: Buffer,
  ) {
    this.method = from.method ?? "GET";
    this.url = `http://lane${path}`;
  }

  get(name: string): string | null {
    return this.from.headers[name.toLowerCase()]?.toString() ?? null;
  }

  async arrayBuffer(): Promise<ArrayBuffer> {
    return new Uint8Array(this.bytes).buffer;
  }
}

/** The whole body, within the limit that lib/web/gate.ts keeps; null where the connection closed before its end. */
function gather(request: IncomingMessage): Promise<Buffer | null> {
  return new Promise((done) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => done(Buffer.concat(chunks)));
    request.on("error", () => done(null));
  });
}
