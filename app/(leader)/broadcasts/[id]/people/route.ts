import { z } from "zod";
import { answerJson } from "@/app/(leader)/inbox/json";
import { listable, peopleOf } from "@/lib/broadcasts/people";
import { broadcastById } from "@/lib/broadcasts/queries";
import { db } from "@/lib/db/client";
import { idIn } from "../number";

export const dynamic = "force-dynamic";

const query = z.object({ slice: z.enum(listable).catch("answered"), after: z.string().max(80).nullish() });

/** A page of the members of one slice of a broadcast. */
export async function GET(request: Request, { params }: { params: Promise<{ id: string }> }): Promise<Response> {
  const id = idIn((await params).id);
  return answerJson(async ({ leaderId }) => {
    const { slice, after } = query.parse(Object.fromEntries(new URL(request.url).searchParams));
    if (!id || !(await broadcastById(db(), leaderId, id))) return null;
    return peopleOf(db(), leaderId, id, slice, after ?? null);
  });
}
