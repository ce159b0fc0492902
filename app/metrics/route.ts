import { createHash, timingSafeEqual } from "node:crypto";
import { env } from "@/lib/env";
import { metrics } from "@/lib/health/metrics";

export const dynamic = "force-dynamic";

/** For Prometheus: from this machine, or with METRICS_TOKEN as the bearer. Everybody else finds nothing here. */
export async function GET(request: Request): Promise<Response> {
  if (!mayRead(request.headers)) return new Response("Not found", { status: 404 });
  const { contentType, body } = await metrics();
  return new Response(body, { headers: { "content-type": contentType, "cache-control": "no-store" } });
}

function mayRead(headers: Headers): boolean {
  const token = env().METRICS_TOKEN;
  const given = /^Bearer (.+)$/i.exec(headers.get("authorization") ?? "")?.[1];
  if (token && given) return timingSafeEqual(digest(given), digest(token));
  // Set by server.ts alone (lib/program/visitor.ts), whatever the request claims.
  return headers.get("x-tenfour-local") === "1";
}

const digest = (text: string) => createHash("sha256").update(text).digest();
