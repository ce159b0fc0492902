import { db } from "@/lib/db/client";
import { exportMember } from "@/lib/privacy/export";
import { currentTeammate } from "@/lib/team/session";

export const dynamic = "force-dynamic";

/** Everything that is stored of one member, as a file they may be handed. */
export async function GET(_request: Request, { params }: { params: Promise<{ member: string }> }): Promise<Response> {
  const { member } = await params;
  const teammate = await currentTeammate();
  if (!teammate) return new Response("You are signed out.", { status: 401 });
  const found = /^[1-9]\d{0,14}$/.test(member)
    ? await exportMember(db(), teammate.leaderId, Number(member), new Date())
    : null;
  if (!found) return new Response("There is nobody here.", { status: 404 });
  return new Response(JSON.stringify(found, null, 2), {
    headers: {
      "content-type": "application/json; charset=utf-8",
      "content-disposition": `attachment; filename="member-${member}.json"`,
      "cache-control": "no-store",
    },
  });
}
