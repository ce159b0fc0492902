import { answerJson } from "@/app/(leader)/inbox/json";
import { db } from "@/lib/db/client";
import { asSystem } from "@/lib/db/scope";
import { segmentContext } from "@/lib/segments/load";
import { segmentsOf } from "@/lib/segments/queries";
import { countSaved } from "@/lib/segments/sizes";

export const dynamic = "force-dynamic";

/** Milliseconds of counting a request may cost; the client asks for the rest. */
const patience = 3_000;

/** The sizes of the saved segments `ids`, counted now; those not reached in time are left out. */
export async function GET(request: Request): Promise<Response> {
  const ids = new Set((new URL(request.url).searchParams.get("ids") ?? "").split(",").map(Number));
  return answerJson(async ({ leaderId, timeZone }) => {
    const saved = (await segmentsOf(db(), leaderId)).filter((one) => ids.has(one.id));
    const context = await segmentContext(db(), { id: leaderId, timeZone }, new Date());
    return { sizes: Object.fromEntries(await asSystem("hot read", () => countSaved(db(), saved, context, patience))) };
  });
}
