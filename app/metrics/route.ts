import { metrics } from "@/lib/health/metrics";
import { mayReadMetrics } from "@/lib/team/operator-access";

export const dynamic = "force-dynamic";

/** For Prometheus, with METRICS_TOKEN as the bearer token, and for the operator. Everybody else gets 404. */
export async function GET(request: Request): Promise<Response> {
  if (!(await mayReadMetrics(request.headers))) return new Response("Not found", { status: 404 });
  const { contentType, body } = await metrics();
  return new Response(body, { headers: { "content-type": contentType, "cache-control": "no-store" } });
}
