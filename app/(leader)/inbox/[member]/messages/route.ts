import { z } from "zod";
import { answerJson } from "@/app/(leader)/inbox/json";
import { db } from "@/lib/db/client";
import { readConversation } from "@/lib/threads/conversation";

export const dynamic = "force-dynamic";

const id = z.coerce.number().int().positive().max(Number.MAX_SAFE_INTEGER);

/** A page of one member's texts with who they are; `before` walks upward. */
export async function GET(request: Request, { params }: { params: Promise<{ member: string }> }): Promise<Response> {
  const member = id.safeParse((await params).member);
  const before = id
    .optional()
    .catch(undefined)
    .parse(new URL(request.url).searchParams.get("before") ?? undefined);
  return answerJson(async ({ leaderId, timeZone }) =>
    member.success ? readConversation(db(), leaderId, member.data, timeZone, before) : null,
  );
}
