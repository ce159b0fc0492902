import { readQuery } from "@/app/(leader)/members/query";
import { crowdWhere } from "@/lib/bulk/crowd";
import { db } from "@/lib/db/client";
import { readColumns } from "@/lib/exports/columns";
import { membersFile } from "@/lib/exports/members";
import { fieldsOf } from "@/lib/fields/queries";
import { loadSegments } from "@/lib/segments/load";
import { tagById } from "@/lib/tags/queries";
import { answerCsv } from "./door";

export const dynamic = "force-dynamic";

/** Members as a CSV: whom the address means (the table's own words: q, tag, segment, status), in the columns it names. */
export async function GET(request: Request): Promise<Response> {
  const { crowd } = readQuery(request.url);
  const { tagId, segmentId } = crowd;
  return answerCsv("members", async (teammate) => {
    const { leaderId } = teammate;
    if (tagId && !(await tagById(db(), leaderId, tagId))) return null;
    if (segmentId && !(await loadSegments(db(), leaderId)).has(segmentId)) return null;
    const columns = readColumns(new URL(request.url).searchParams.get("columns"), await fieldsOf(db(), leaderId));
    return membersFile(teammate, await crowdWhere(db(), teammate, crowd, new Date()), columns);
  });
}
