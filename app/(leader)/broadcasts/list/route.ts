import { answerJson } from "@/app/(leader)/inbox/json";
import { listBroadcasts, pastBroadcasts } from "@/lib/broadcasts/list";
import { db } from "@/lib/db/client";

export const dynamic = "force-dynamic";

/** The list of broadcasts, or the next page of those that are over. */
export async function GET(request: Request): Promise<Response> {
  const after = new URL(request.url).searchParams.get("after")?.slice(0, 80);
  return answerJson(({ leaderId }) => (after ? pastBroadcasts(db(), leaderId, after) : listBroadcasts(db(), leaderId)));
}
