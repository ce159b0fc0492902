import { db, type Tx } from "@/lib/db/client";
import type { Env } from "@/lib/env";
import { talliesOf } from "@/lib/tally/queries";
import { proxyTallies } from "@/lib/web/proxy-watch";
import { trustsAny } from "@/lib/web/trust-proxy";

/** How many requests of the last hour came through a proxy that hides the visitor, or that isn't trusted. */
export type ProxyHour = { noAddress: number; notTrusted: number };
export type ProxyProblem = { what: string; sentence: string };

export async function proxyHour(tx: Tx): Promise<ProxyHour> {
  const tallies = await talliesOf(tx, "proxy:");
  const of = (name: string) => tallies.find(({ what }) => what === name)?.lastHour ?? 0;
  return { noAddress: of(proxyTallies.noAddress), notTrusted: of(proxyTallies.notTrusted) };
}

/** What the last hour's requests say about the proxy in front. Pure. */
export function proxyProblems({ noAddress, notTrusted }: ProxyHour): ProxyProblem[] {
  const problems: ProxyProblem[] = [];
  if (noAddress > 0) {
    const sentence = `The proxy in front of Tenfour doesn't pass the visitor's address (${requests(noAddress)} in the last hour), so all visitors share one rate limit. Let it set X-Forwarded-For. See docs/deploy.md.`;
    problems.push({ what: proxyTallies.noAddress, sentence });
  }
  if (notTrusted > 0) {
    const sentence = `A proxy passes the visitor's address, but it isn't in TRUST_PROXY (${requests(notTrusted)} in the last hour), so all its visitors share one rate limit. Set TRUST_PROXY to the proxy's address. See docs/deploy.md.`;
    problems.push({ what: proxyTallies.notTrusted, sentence });
  }
  return problems;
}

/** How `tenfour doctor` judges settings and the last hour's requests. */
export async function proxyFinding({ PUBLIC_URL, TRUST_PROXY }: Env): Promise<{
  what: "proxy";
  state: "good" | "warning";
  sentence: string;
}> {
  const seen = proxyProblems(await proxyHour(db())).map(({ sentence }) => sentence);
  if (seen.length > 0) return { what: "proxy", state: "warning", sentence: seen.join(" ") };
  if (PUBLIC_URL.startsWith("https://") && !trustsAny(TRUST_PROXY)) {
    const sentence =
      "PUBLIC_URL is https, so a proxy must be in front, but TRUST_PROXY is not set. Set it to the proxy's address. See docs/deploy.md.";
    return { what: "proxy", state: "warning", sentence };
  }
  const sentence = trustsAny(TRUST_PROXY) ? "passes the visitor's address." : "none, as far as requests show.";
  return { what: "proxy", state: "good", sentence };
}

function requests(count: number): string {
  return count === 1 ? "1 request" : `${count.toLocaleString("en-US")} requests`;
}
