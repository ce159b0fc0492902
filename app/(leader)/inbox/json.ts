import { ZodError } from "zod";
import { databaseIsAway, isUnusableValue } from "@/lib/db/client";
import { can, notAllowed, type Permission } from "@/lib/team/permissions";
import { currentTeammate, refuseSuspended, type SignedIn } from "@/lib/team/session";

/**
 * Responds to a teammate with what `ask` returns, as JSON: 400 for parameters that are not right, 401 signed out, 403
 * without `permission` (none: everyone on the team may read it), 404 for null, 503 while the database is away.
 */
export async function answerJson(
  ask: (teammate: SignedIn) => Promise<unknown>,
  permission?: Permission,
): Promise<Response> {
  const headers = { "cache-control": "no-store" };
  try {
    const teammate = await currentTeammate();
    if (!teammate) return Response.json({ message: "You are signed out." }, { status: 401, headers });
    const refused = refuseSuspended(teammate);
    if (refused) return refused;
    if (permission && !can(teammate.role, permission))
      return Response.json({ message: notAllowed(teammate.role) }, { status: 403, headers });
    const found = await ask(teammate);
    return found === null
      ? Response.json({ message: "Not found." }, { status: 404, headers })
      : Response.json(found, { headers });
  } catch (error) {
    if (error instanceof ZodError || isUnusableValue(error))
      return Response.json(
        { message: "This address isn't complete or not right. Reload the page." },
        { status: 400, headers },
      );
    if (!databaseIsAway(error)) throw error;
    return Response.json({ message: "The database is away for a moment." }, { status: 503, headers });
  }
}
