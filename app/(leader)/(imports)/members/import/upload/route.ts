import { receiveFile } from "@/lib/imports/receive";
import { ImportRefused } from "@/lib/imports/refused";
import { log } from "@/lib/log";
import { can } from "@/lib/team/permissions";
import { currentTeammate, refuseSuspended } from "@/lib/team/session";

export const dynamic = "force-dynamic";

/** Takes a list in as the body itself: it flows to the disk, however large. proxy.ts stays out of its way. */
export async function POST(request: Request): Promise<Response> {
  const teammate = await currentTeammate();
  if (!teammate) return no(401, "You are signed out. Sign in again and choose the file once more.");
  const refused = refuseSuspended(teammate);
  if (refused) return refused;
  if (!can(teammate.role, "members.import")) {
    return no(403, "Your role can look here, but not import. An owner or admin of your team can.");
  }
  if (!request.body) return no(400, "This file is empty. There is nothing to import.");
  try {
    const { leaderId, teammateId, name } = teammate;
    const body = request.body as unknown as AsyncIterable<Uint8Array>;
    const one = await receiveFile({ leaderId, teammateId, teammateName: name, fileName: fileName(request), body });
    return Response.json({ id: one.id }, { status: 201, headers: { "cache-control": "no-store" } });
  } catch (error) {
    if (error instanceof ImportRefused) return no(422, error.message);
    log.warn({ err: error instanceof Error ? error.message : error }, "a file did not arrive");
    return no(500, "The file did not arrive whole, and nothing of it was kept. Please try again.");
  }
}

function fileName(request: Request): string {
  try {
    return decodeURIComponent(request.headers.get("x-file-name") ?? "");
  } catch {
    return "";
  }
}

function no(status: number, message: string): Response {
  return Response.json({ message }, { status, headers: { "cache-control": "no-store", connection: "close" } });
}
