import PgBoss from "pg-boss";
import { heldByBulk } from "@/lib/bulk/held";
import { pruneBulk, startBulkWorker } from "@/lib/bulk/work";
import { db } from "@/lib/db/client";
import { startHealthWatch } from "@/lib/health/watch";
import { pruneArrivals } from "@/lib/inbound/prune";
import { log } from "@/lib/log";
import { pruneMedia } from "@/lib/media/keep";
import { resolveUnplaced } from "@/lib/members/place-job";
import { foldTotals } from "@/lib/members/totals";
import { carrierDay } from "@/lib/numbers/day";
import { pruneLeaderDays } from "@/lib/operator/daily-limit";
import { eraseDue } from "@/lib/privacy/erase";
import { countAllSegments } from "@/lib/segments/sizes";
import { pruneTallies } from "@/lib/tally/queries";
import { allPersonalTables } from "./personal-data";

const nightly = "prune-arrivals";
const erasing = "erase-deleted";
const sizes = "segment-sizes";
const totals = "member-totals";
const places = "member-places";

/** Starts what happens later or takes long. Returns the function that stops it. */
export async function startJobs(): Promise<() => Promise<void>> {
  const boss = new PgBoss({ connectionString: process.env.DATABASE_URL, max: 2 });
  boss.on("error", (error) => log.warn({ err: error }, "the job queue cannot work now; trying again"));
  await boss.start().catch(async (error: unknown) => {
    await boss.stop({ graceful: false }).catch(() => {});
    throw error;
  });
  await boss.createQueue(nightly);
  await boss.work(nightly, { pollingIntervalSeconds: 60 }, async () => {
    log.info({ arrivals: await pruneArrivals() }, "old arrivals were removed");
    await pruneTallies(db());
    await pruneLeaderDays(db(), carrierDay(new Date()));
    log.info({ files: await pruneMedia() }, "uploads that nobody used were removed");
  });
  const unwatch = startHealthWatch();
  await boss.schedule(nightly, "17 4 * * *");
  await boss.createQueue(erasing);
  await boss.work(erasing, { pollingIntervalSeconds: 15 }, async () => {
    const erased = await eraseDue(new Date(), allPersonalTables, heldByBulk);
    await pruneBulk(new Date());
    if (erased > 0) log.info({ erased }, "deleted members were erased");
  });
  await boss.schedule(erasing, "* * * * *");
  await boss.createQueue(totals);
  await boss.work(totals, { pollingIntervalSeconds: 15 }, async () => {
    await foldTotals();
  });
  await boss.schedule(totals, "* * * * *");
  await boss.createQueue(places);
  await boss.work(places, { pollingIntervalSeconds: 15 }, async () => {
    const members = await resolveUnplaced();
    if (members > 0) log.info({ members }, "resolved where members are");
  });
  await boss.schedule(places, "* * * * *");
  // Hourly, for a day ends at another hour for each leader.
  await boss.createQueue(sizes);
  await boss.work(sizes, { pollingIntervalSeconds: 60 }, async () => {
    log.info({ segments: await countAllSegments(new Date()) }, "segments were counted");
  });
  await boss.schedule(sizes, "41 * * * *");
  const stopBulk = startBulkWorker();
  return async () => {
    unwatch();
    await stopBulk();
    await boss.stop({ graceful: true, timeout: 3_000 });
  };
}
