import { log } from "@/lib/log";
import { itemOf } from "@/lib/media/outgoing";
import { keepUpload, largestUpload, MediaRefused } from "@/lib/media/upload";
import { can } from "@/lib/team/permissions";
import { currentTeammate } from "@/lib/team/session";

export const dynamic = "force-dynamic";

const say = (status: number, message: string) => Response.json({ message }, { status });

/** Takes a file that a teammate wants to send along: the bytes as the body, its name in the address. */
export async function POST(request: Request): Promise<Response> {
  // A form of another site could send a body along with the session's cookie.
  const site = request.headers.get("sec-fetch-site");
  const origin = request.headers.get("origin");
  const foreign = origin !== null && URL.canParse(origin) && new URL(origin).host !== request.headers.get("host");
  if ((site && site !== "same-origin") || foreign || origin === "null") return say(403, "From another site.");
  const teammate = await currentTeammate();
  if (!teammate) return say(401, "You are signed out. Sign in again; your draft is kept.");
  if (!can(teammate.role, "media.upload")) return say(403, "Your role can read here, but not write.");
  const bytes = await bounded(request);
  if (!bytes) return say(413, "That file is larger than 25 MB. A smaller one will do.");
  try {
    const wish = new URL(request.url).searchParams;
    const use = wish.get("for") === "greeting" ? "greeting" : "text";
    const kept = await keepUpload(teammate.leaderId, bytes, wish.get("name") ?? "", use);
    return Response.json({ ...itemOf(kept), kind: kept.kind, seconds: kept.durationSeconds, contact: kept.contact });
  } catch (error) {
    if (error instanceof MediaRefused) return say(422, error.message);
    log.error({ err: error }, "an upload could not be kept");
    return say(503, "The file could not be kept just now. Please try again.");
  }
}

async function bounded(request: Request): Promise<Uint8Array | null> {
  if (Number(request.headers.get("content-length") ?? 0) > largestUpload) return null;
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request.body ?? []) {
    size += chunk.length;
    if (size > largestUpload) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
