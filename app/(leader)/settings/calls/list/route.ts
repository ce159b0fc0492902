import { answerJson } from "@/app/(leader)/inbox/json";
import { listCalls } from "@/lib/calls/list";
import { db } from "@/lib/db/client";

export const dynamic = "force-dynamic";

/** A page of the leader's calls; `after` is the `next` of the page before. */
export async function GET(request: Request): Promise<Response> {
  const after = new URL(request.url).searchParams.get("after");
  return answerJson(({ leaderId }) => listCalls(db(), leaderId, after));
}
