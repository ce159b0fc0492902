import { z } from "zod";
import { answerJson } from "@/app/(leader)/inbox/json";
import type { Answer } from "@/components/segments/use-size";
import { db } from "@/lib/db/client";
import { asSystem } from "@/lib/db/scope";
import { countSegment } from "@/lib/segments/count";
import { estimateSegment } from "@/lib/segments/estimate";
import { segmentContext } from "@/lib/segments/load";
import { previewSegment } from "@/lib/segments/preview";
import { SegmentProblem } from "@/lib/segments/problem";
import { segmentTree } from "@/lib/segments/tree";
import { readJson, tooLarge } from "@/lib/web/body";
import { screenLimit } from "@/lib/web/body-limits";

export const dynamic = "force-dynamic";

const question = z.object({ tree: segmentTree, want: z.enum(["estimate", "exact", "examples"]) });

/** How many are in a tree that is being built, at once or exactly, and five of them. A wrong tree is answered in words. */
export async function POST(request: Request): Promise<Response> {
  const read = await readJson(request, screenLimit);
  if (!read) return tooLarge(screenLimit, true);
  const asked = question.safeParse(read.value);
  return answerJson(async ({ leaderId, timeZone }): Promise<Answer> => {
    if (!asked.success) return { problem: asked.error.issues[0]?.message ?? "These conditions cannot be understood." };
    const { tree, want } = asked.data;
    try {
      const context = await segmentContext(db(), { id: leaderId, timeZone }, new Date());
      return await asSystem("hot read", async () => {
        if (want === "examples") return { examples: await previewSegment(db(), tree, context) };
        if (want === "estimate") return { size: await estimateSegment(db(), tree, context) };
        return { size: { ...(await countSegment(db(), tree, context)), exact: true } };
      });
    } catch (error) {
      if (error instanceof SegmentProblem) return { problem: error.message };
      throw error;
    }
  });
}
