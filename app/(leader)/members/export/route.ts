import { readQuery } from "@/app/(leader)/members/query";
import { crowdWhere, isThere } from "@/lib/bulk/crowd";
import { db } from "@/lib/db/client";
import { readColumns } from "@/lib/exports/columns";
import { membersFile } from "@/lib/exports/members";
import { fieldsOf } from "@/lib/fields/queries";
import { answerCsv } from "./door";

export const dynamic = "force-dynamic";

/** Members as a CSV: whom the address means (the table's own words: q, tag, segment, status), in the columns it names. */
export async function GET(request: Request): Promise<Response> {
  const { crowd } = readQuery(request.url);
  return answerCsv("members", async (teammate) => {
    const { leaderId } = teammate;
    if (!(await isThere(db(), leaderId, crowd))) return null;
    const columns = readColumns(new URL(request.url).searchParams.get("columns"), await fieldsOf(db(), leaderId));
    return membersFile(teammate, await crowdWhere(db(), teammate, crowd, new Date()), columns);
  });
}
