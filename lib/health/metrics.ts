import { collectDefaultMetrics, Gauge, Registry } from "prom-client";
import { totals } from "@/lib/tally/count";
import { lookAtHealth } from "./look";

type Book = { registry: Registry; fill: () => Promise<void> };
const shared = globalThis as typeof globalThis & { tenfourMetrics?: Book };

/** The instance in Prometheus' text format: this process's counts since its start, and what all processes share. */
export async function metrics(): Promise<{ contentType: string; body: string }> {
  shared.tenfourMetrics ??= makeBook();
  const { registry, fill } = shared.tenfourMetrics;
  // One look fills all gauges, before any of them is read.
  await fill();
  return { contentType: registry.contentType, body: await registry.metrics() };
}

function makeBook(): Book {
  const registry = new Registry();
  // Under their usual names, which ready-made dashboards read.
  collectDefaultMetrics({ register: registry });
  const gauge = (name: string, help: string, labelNames: string[] = []) =>
    new Gauge({ name: `tenfour_${name}`, help, labelNames, registers: [registry] });
  const queued = gauge("texts_queued", "One-to-one texts that wait to leave, by number", ["number"]);
  const oldest = gauge("oldest_queued_seconds", "Age of the oldest text that may leave now, by number", ["number"]);
  const standing = gauge("number_stands_still", "1 where sending from a number stands still", ["number"]);
  const waiting = gauge("broadcast_recipients_waiting", "Members of running broadcasts who wait");
  const unconfirmed = gauge("texts_unconfirmed", "Texts that may or may not have gone out");
  const arrivals = gauge("arrivals_waiting", "Webhooks written down and not yet understood");
  const odd = gauge("arrivals_not_understood", "Webhooks that are kept because nobody could place them");
  const credit = gauge("carrier_credit", "What the carrier account has left, in its currency");
  const size = gauge("database_bytes", "Size of the database");
  const free = gauge("disk_free_bytes", "Free bytes where the data folder is");
  const events = gauge("events_total", "What this process has seen since it started, by name", ["event"]);
  const lastDay = gauge("texts_last_day", "Texts of the last 24 hours, by what became of them", ["outcome"]);
  const up = gauge("database_up", "1 where the database answers");
  const fill = async () => {
    for (const [event, count] of totals()) events.set({ event }, count);
    const health = await lookAtHealth().catch(() => null);
    up.set(health ? 1 : 0);
    if (!health) return;
    for (const one of [queued, oldest, standing]) one.reset();
    for (const { phone, queued: count, oldest: age, pausedReason } of health.queues) {
      queued.set({ number: phone }, count);
      oldest.set({ number: phone }, age ?? 0);
      standing.set({ number: phone }, pausedReason ? 1 : 0);
    }
    waiting.set(health.waitingForBroadcasts);
    unconfirmed.set(health.unconfirmed);
    arrivals.set(health.arrivals.waiting);
    odd.set(health.arrivals.notUnderstood);
    if (typeof health.credit === "number") credit.set(health.credit);
    size.set(health.database.bytes);
    free.set(health.disk.freeBytes);
    for (const outcome of ["accepted", "delivered", "failed", "throttled", "unknown"] as const)
      lastDay.set({ outcome }, health.sending[outcome].lastDay);
  };
  return { registry, fill };
}
