import { answerJson } from "@/app/(leader)/inbox/json";
import { readQuery } from "@/app/(leader)/members/query";
import { isThere, listCrowd } from "@/lib/bulk/crowd";
import { db } from "@/lib/db/client";
import { asSystem } from "@/lib/db/scope";

export const dynamic = "force-dynamic";

/** A page of the table of members; `ids` asks for the rows of those who changed. */
export async function GET(request: Request): Promise<Response> {
  const { crowd, sort, after } = readQuery(request.url);
  return answerJson(async (leader) =>
    (await isThere(db(), leader.leaderId, crowd))
      ? asSystem("hot read", () => listCrowd(db(), leader, crowd, { sort, after }, new Date()))
      : null,
  );
}
