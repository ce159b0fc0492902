import PgBoss from "pg-boss";
import { pruneArrivals } from "@/lib/inbound/prune";
import { log } from "@/lib/log";
import { pruneMedia } from "@/lib/media/keep";

const nightly = "prune-arrivals";

/** Starts what happens later or takes long. Returns the function that stops it. */
export async function startJobs(): Promise<() => Promise<void>> {
  const boss = new PgBoss({ connectionString: process.env.DATABASE_URL, max: 2 });
  boss.on("error", (error) => log.warn({ err: error }, "the job queue cannot work now; trying again"));
  await boss.start();
  await boss.createQueue(nightly);
  await boss.work(nightly, { pollingIntervalSeconds: 60 }, async () => {
    log.info({ arrivals: await pruneArrivals() }, "old arrivals were removed");
    log.info({ files: await pruneMedia() }, "uploads that nobody used were removed");
  });
  await boss.schedule(nightly, "17 4 * * *");
  return () => boss.stop({ graceful: true, timeout: 3_000 });
}
