import { answerJson } from "@/app/(leader)/inbox/json";
import { db } from "@/lib/db/client";
import { importById } from "@/lib/imports/queries";
import { readId } from "@/lib/imports/read-id";
import { showImport } from "@/lib/imports/shown";

export const dynamic = "force-dynamic";

/** How far an import is. It shows rows of the file, so it is for those who may import. */
export async function GET(_: Request, { params }: { params: Promise<{ id: string }> }): Promise<Response> {
  const id = readId((await params).id);
  return answerJson(async ({ leaderId }) => {
    const one = id === null ? null : await importById(db(), leaderId, id);
    return one && showImport(one, new Date());
  }, "members.import");
}
