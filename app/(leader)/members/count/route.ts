import { answerJson } from "@/app/(leader)/inbox/json";
import { readQuery } from "@/app/(leader)/members/query";
import { countCrowd, isThere } from "@/lib/bulk/crowd";
import { db } from "@/lib/db/client";
import { asSystem } from "@/lib/db/scope";

export const dynamic = "force-dynamic";

/** How many the address means, counted exactly; asked for beside the rows, so that they need not wait for it. */
export async function GET(request: Request): Promise<Response> {
  const { crowd } = readQuery(request.url);
  return answerJson(async (leader) =>
    (await isThere(db(), leader.leaderId, crowd))
      ? { count: await asSystem("hot read", () => countCrowd(db(), leader, crowd, new Date())) }
      : null,
  );
}
