import { db } from "@/lib/db/client";
import { memberById } from "@/lib/members/queries";
import { Refusal } from "@/lib/refusal";

/** What is said of a member who is not this leader's. */
export const gone = "This person is not among your members any more.";

/** Throws a Refusal where this leader has no such member. */
export async function there(leaderId: number, id: number): Promise<void> {
  if (!(await memberById(db(), leaderId, id))) throw new Refusal(gone, { gone: true });
}
