import { answerJson } from "@/app/(leader)/inbox/json";
import { broadcastById } from "@/lib/broadcasts/queries";
import { resultsOf } from "@/lib/broadcasts/results";
import { db } from "@/lib/db/client";
import { idIn } from "../number";

export const dynamic = "force-dynamic";

/** What came of a broadcast: reasons, hours, states and links. */
export async function GET(_: Request, { params }: { params: Promise<{ id: string }> }): Promise<Response> {
  const id = idIn((await params).id);
  return answerJson(async ({ leaderId }) =>
    id && (await broadcastById(db(), leaderId, id)) ? resultsOf(db(), leaderId, id) : null,
  );
}
