import { answerJson } from "@/app/(leader)/inbox/json";
import { recentBulk } from "@/lib/bulk/start";
import { db } from "@/lib/db/client";
import { deletedOf } from "@/lib/privacy/delete";

export const dynamic = "force-dynamic";

/** What was done to many within the last ten minutes, and who was deleted: all that can be undone. */
export async function GET(): Promise<Response> {
  return answerJson(async ({ leaderId }) => {
    const [bulk, deleted] = await Promise.all([recentBulk(db(), leaderId, new Date()), deletedOf(db(), leaderId)]);
    return { bulk, deleted };
  });
}
