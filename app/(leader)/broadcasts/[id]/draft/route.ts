import { answerJson } from "@/app/(leader)/inbox/json";
import { draftOf } from "@/lib/broadcasts/draft";
import { broadcastById } from "@/lib/broadcasts/queries";
import { db } from "@/lib/db/client";
import { idIn } from "../number";

export const dynamic = "force-dynamic";

/** A draft as it was saved last, for those who have it open too. Sent meanwhile: only its state. */
export async function GET(_: Request, { params }: { params: Promise<{ id: string }> }): Promise<Response> {
  const id = idIn((await params).id);
  return answerJson(async ({ leaderId }) => {
    const broadcast = id ? await broadcastById(db(), leaderId, id) : null;
    return broadcast && { state: broadcast.state, draft: broadcast.state === "draft" ? draftOf(broadcast) : null };
  });
}
