import { answerJson } from "@/app/(leader)/inbox/json";
import { db } from "@/lib/db/client";
import { asSystem } from "@/lib/db/scope";
import { find } from "@/lib/finder/find";

export const dynamic = "force-dynamic";

/** What the command palette finds for what is typed. */
export async function GET(request: Request): Promise<Response> {
  const typed = (new URL(request.url).searchParams.get("q") ?? "").replaceAll("\0", "");
  return answerJson((leader) => asSystem("hot read", () => find(db(), leader, typed, new Date())));
}
