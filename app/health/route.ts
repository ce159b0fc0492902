import { writeProblem } from "@/lib/db/writable";
import { env } from "@/lib/env";
import { notRunning } from "@/lib/program/running";

export const dynamic = "force-dynamic";

/**
 * For machines. Readiness: 200 when this process can do its work: its roles run, and the database and the data folder
 * can be written to; else 503 with a sentence. Liveness (?live): 200 as long as the process answers at all, because a
 * restart would not bring the database back.
 */
export async function GET(request: Request): Promise<Response> {
  if (new URL(request.url).searchParams.has("live")) return answer({ live: true });
  const why = notRunning(env().ROLES) ?? (await writeProblem());
  return why ? answer({ ready: false, why }, 503) : answer({ ready: true });
}

function answer(content: object, status = 200): Response {
  return Response.json(content, { status, headers: { "cache-control": "no-store" } });
}
