import { answerJson } from "@/app/(leader)/inbox/json";
import { countersOf } from "@/lib/broadcasts/counters";
import { db } from "@/lib/db/client";
import { idIn } from "../number";

export const dynamic = "force-dynamic";

/** How far a broadcast is: the kept counts. */
export async function GET(_: Request, { params }: { params: Promise<{ id: string }> }): Promise<Response> {
  const id = idIn((await params).id);
  return answerJson(async ({ leaderId }) => (id ? countersOf(db(), leaderId, id) : null));
}
