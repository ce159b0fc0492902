import { textsFile } from "@/lib/exports/texts";
import { answerCsv } from "../door";

export const dynamic = "force-dynamic";

/** Every text as a CSV. */
export async function GET(): Promise<Response> {
  return answerCsv("texts", async (teammate) => textsFile(teammate));
}
