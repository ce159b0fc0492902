import { Refusal } from "@/lib/refusal";
import { again } from "./again";
import { rules, waitFor } from "./limits";
import { can } from "./permissions";
import type { SignedIn } from "./session";

/**
 * Counts a member that a teammate deletes alone. Throws a Refusal past the daily number of a role that may not delete
 * many at once: one by one is no way around that permission. The 24 hours begin with the first.
 */
export async function countSingleDelete({
  leaderId,
  teammateId,
  role,
}: Pick<SignedIn, "leaderId" | "teammateId" | "role">): Promise<void> {
  if (can(role, "members.deleteMany")) return;
  const wait = await waitFor("member-delete-day", `${leaderId}:${teammateId}`);
  if (wait > 0)
    throw new Refusal(
      `Your role (${role}) can delete ${rules["member-delete-day"].points} members a day. ${again(wait)} Or ask an owner or admin of your team.`,
    );
}
