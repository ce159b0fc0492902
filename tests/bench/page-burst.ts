import { setTimeout as pause } from "node:timers/promises";
import { bearer, newer } from "../carrier/contract/recorded";
import { longestStall } from "../fuzz/hostile-bodies";
import { fuzzSettings } from "../fuzz/settings";
import { Program } from "../program";
import { ask } from "../security/visitor";

/**
 * `npm run bench:pages`: how long the event loop stands still while many visitors open one page at once, and how long a
 * webhook and /health take meanwhile (docs/benchmarks.md). `-- 300` is how many.
 */
const visitors = Number(process.argv[2] ?? 300);
const program = await Program.start({ env: fuzzSettings });
const base = `http://127.0.0.1:${program.port}`;
const headers = { authorization: `Bearer ${fuzzSettings.METRICS_TOKEN}` };
const metrics = async () => (await ask(`${base}/metrics`, { headers })).text;

async function burst(path: string): Promise<string> {
  const statuses = new Map<number, number>();
  const begun = performance.now();
  let over = false;
  const probes: Record<"webhook" | "health", number> = { webhook: 0, health: 0 };
  const probing = (async () => {
    for (let at = 0; !over; at++) {
      const body = JSON.stringify({
        ...{ channel: "sms", message_uuid: `burst-${path}-${at}`, message_type: "text", text: "hi" },
        ...{ from: "14155550101", to: "17733659687", timestamp: new Date().toISOString() },
      });
      const { contentType } = newer(body);
      const before = performance.now();
      await ask(`${base}/webhooks/messages/inbound`, {
        ...{ method: "POST", body },
        headers: { authorization: bearer(body), "content-type": contentType, "content-length": String(body.length) },
      });
      const between = performance.now();
      await ask(`${base}/health`);
      probes.webhook = Math.max(probes.webhook, between - before);
      probes.health = Math.max(probes.health, performance.now() - between);
      await pause(50);
    }
  })();
  await Promise.all(
    Array.from({ length: visitors }, async () => {
      const { status } = await ask(`${base}${path}`);
      statuses.set(status, (statuses.get(status) ?? 0) + 1);
    }),
  );
  const took = performance.now() - begun;
  over = true;
  await probing;
  const answers = [...statuses].map(([status, count]) => `${status}: ${count}`).join(", ");
  const slowest = `slowest webhook ${Math.round(probes.webhook)} ms, slowest /health ${Math.round(probes.health)} ms`;
  return `${path} by ${visitors} at once: ${answers} in ${Math.round(took)} ms, ${slowest}`;
}

try {
  for (const path of ["/sign-in", "/welcome"]) {
    for (let turn = 0; turn < 10; turn++) await ask(`${base}${path}`);
    const { ms, result } = await longestStall(metrics, () => burst(path));
    console.log(`${result}, longest stall ${ms} ms`);
  }
} finally {
  await program.remove();
}
