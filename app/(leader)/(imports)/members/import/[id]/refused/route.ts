import { db } from "@/lib/db/client";
import { csvResponse } from "@/lib/exports/csv";
import { importById } from "@/lib/imports/queries";
import { readId } from "@/lib/imports/read-id";
import { refusedFile } from "@/lib/imports/refused-file";
import { can } from "@/lib/team/permissions";
import { currentTeammate, refuseSuspended } from "@/lib/team/session";

export const dynamic = "force-dynamic";

/** The refused rows of an import, with reasons, as a CSV. */
export async function GET(_: Request, { params }: { params: Promise<{ id: string }> }): Promise<Response> {
  const teammate = await currentTeammate();
  if (!teammate) return new Response("You are signed out.", { status: 401 });
  const refused = refuseSuspended(teammate);
  if (refused) return refused;
  if (!can(teammate.role, "members.import")) {
    return new Response("An owner or admin of your team can download this.", { status: 403 });
  }
  const id = readId((await params).id);
  const one = id === null ? null : await importById(db(), teammate.leaderId, id);
  if (!one) return new Response("There is no such import.", { status: 404 });
  return csvResponse(refusedFile(one), `refused-rows-of-import-${one.id}`);
}
