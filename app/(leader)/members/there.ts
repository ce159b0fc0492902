import { db } from "@/lib/db/client";
import { memberById } from "@/lib/members/queries";
import { Gone } from "@/lib/team/action";

/** What is said of a member who is not this leader's. */
export const gone = "This person is not among your members any more.";

/** Throws Gone where this leader has no such member. */
export async function there(leaderId: number, id: number): Promise<void> {
  if (!(await memberById(db(), leaderId, id))) throw new Gone(gone);
}
