import { db } from "@/lib/db/client";
import { allPersonalTables } from "@/lib/jobs/personal-data";
import { exportMemberZip } from "@/lib/privacy/export";
import { can } from "@/lib/team/permissions";
import { currentTeammate, refuseSuspended } from "@/lib/team/session";

export const dynamic = "force-dynamic";

/** Everything that is stored of one member with their files, as a ZIP they can be given. */
export async function GET(_request: Request, { params }: { params: Promise<{ member: string }> }): Promise<Response> {
  const { member } = await params;
  const teammate = await currentTeammate();
  if (!teammate) return new Response("You’re signed out.", { status: 401 });
  const refused = refuseSuspended(teammate);
  if (refused) return refused;
  if (!can(teammate.role, "members.export"))
    return new Response("An owner or admin of your team can export this.", { status: 403 });
  const input = { leaderId: teammate.leaderId, memberId: Number(member), tables: allPersonalTables };
  const zip = /^[1-9]\d{0,14}$/.test(member) ? await exportMemberZip(db(), input, new Date()) : null;
  if (!zip) return new Response("There’s no such member.", { status: 404 });
  return new Response(zip, {
    headers: {
      "content-type": "application/zip",
      "content-disposition": `attachment; filename="member-${member}.zip"`,
      "cache-control": "no-store",
      "x-content-type-options": "nosniff",
    },
  });
}
