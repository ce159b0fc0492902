import { z } from "zod";
import { answerJson } from "@/app/(leader)/inbox/json";
import { db } from "@/lib/db/client";
import { listAmong, listThreads } from "@/lib/threads/list";
import { filters } from "@/lib/threads/queries";

export const dynamic = "force-dynamic";

const query = z.object({
  filter: z.enum(filters).catch("all"),
  /** Only of members who answered this broadcast. */
  broadcast: z.coerce.number().int().positive().max(2_147_483_647).nullish().catch(null),
  after: z.string().max(80).nullish(),
  /** Only these members' threads: "12,15". */
  members: z
    .string()
    .regex(/^\d{1,15}(,\d{1,15}){0,199}$/)
    .nullish()
    .catch(null),
});

/** A page of threads, or the rows of members that changed. */
export async function GET(request: Request): Promise<Response> {
  return answerJson(async ({ leaderId }) => {
    const { filter, broadcast, after, members } = query.parse(Object.fromEntries(new URL(request.url).searchParams));
    const answering = broadcast ?? null;
    return members
      ? listAmong(db(), leaderId, filter, members.split(",").map(Number), answering)
      : listThreads(db(), leaderId, filter, after, answering);
  });
}
