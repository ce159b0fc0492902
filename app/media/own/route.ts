import { log } from "@/lib/log";
import { itemOf } from "@/lib/media/outgoing";
import { keepUpload, MediaRefused } from "@/lib/media/upload";
import { can } from "@/lib/team/permissions";
import { currentTeammate, refuseSuspended } from "@/lib/team/session";
import { readBody, tooLarge } from "@/lib/web/body";
import { uploadLimit } from "@/lib/web/body-limits";

export const dynamic = "force-dynamic";

const say = (status: number, message: string) => Response.json({ message }, { status });

/** Takes a file that a teammate wants to send along: the bytes as the body, its name in the address. */
export async function POST(request: Request): Promise<Response> {
  const teammate = await currentTeammate();
  if (!teammate) return say(401, "You are signed out. Sign in again; your draft is kept.");
  const refused = refuseSuspended(teammate);
  if (refused) return refused;
  if (!can(teammate.role, "media.upload")) return say(403, "Your role can read here, but not write.");
  const bytes = await readBody(request, uploadLimit, "bytes");
  if (!bytes) return tooLarge(uploadLimit, true);
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
