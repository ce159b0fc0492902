import { consentFile } from "@/lib/exports/consent";
import { answerCsv } from "../door";

export const dynamic = "force-dynamic";

/** The consent log as a CSV. */
export async function GET(): Promise<Response> {
  return answerCsv("consent-log", async (teammate) => consentFile(teammate));
}
