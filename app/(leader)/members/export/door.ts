import { csvResponse } from "@/lib/exports/csv";
import { exportName } from "@/lib/exports/flow";
import { can } from "@/lib/team/permissions";
import { currentTeammate, refuseSuspended, type SignedIn } from "@/lib/team/session";

/**
 * Answers with a CSV of the leader's own. Whole lists of people leave the house here, so owners and admins only: 401
 * signed out, 403 another role, 404 where `make` answers null.
 */
export async function answerCsv(
  what: string,
  make: (teammate: SignedIn) => Promise<AsyncGenerator<string> | null>,
): Promise<Response> {
  const no = (status: number, words: string) =>
    new Response(words, { status, headers: { "cache-control": "no-store" } });
  const teammate = await currentTeammate();
  if (!teammate) return no(401, "You are signed out.");
  const refused = refuseSuspended(teammate);
  if (refused) return refused;
  if (!can(teammate.role, "members.export")) return no(403, "An owner or admin of your team can export this.");
  const texts = await make(teammate);
  return texts
    ? csvResponse(texts, exportName(what, teammate.timeZone, new Date()))
    : no(404, "There is no such list.");
}
