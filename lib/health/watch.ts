import { db, type Tx } from "@/lib/db/client";
import { env } from "@/lib/env";
import { log } from "@/lib/log";
import { dropAlerts, keepAlerts, openAlerts, readAlertSettings, takeAlertLock } from "./alert-queries";
import { compare } from "./compare";
import { lookAtHealth } from "./look";
import { type Problem, problemsOf } from "./problems";
import { tellOf } from "./tell";

/** Milliseconds between looks. */
const every = 60_000;

type To = Parameters<typeof tellOf>[1];

/** Looks at the instance every minute and tells people what is new. Returns the function that ends it. */
export function startHealthWatch(): () => void {
  let away = 0;
  let to: To | null = null;
  const look = async () => {
    try {
      to = await watchOnce(new Date());
      if (away >= 2 && to)
        await tellOf({ tell: [], over: [{ what: "database", sentence: "The database is back." }] }, to);
      away = 0;
    } catch (error) {
      log.warn({ err: error }, "the instance's health could not be looked at");
      // Where the database is away nothing can be written down, but whom to tell is still known.
      if (++away === 2 && to)
        await tellOf({ tell: [{ what: "database", sentence: "The database is away." }], over: [] }, to);
    }
  };
  const timer = setInterval(() => void look(), every);
  timer.unref();
  void look();
  return () => clearInterval(timer);
}

/** One look: compares with what is known, tells, writes down. One process at a time. Returns whom it would tell. */
export async function watchOnce(now: Date, found?: Problem[]): Promise<To> {
  const { settings, secrets } = await readAlertSettings(db());
  const to = { settings, secrets, instance: env().PUBLIC_URL };
  const problems = found ?? problemsOf(await lookAtHealth(), settings);
  await db().transaction(async (tx) => {
    if (await takeAlertLock(tx)) await tellNews(tx, problems, to, now);
  });
  return to;
}

async function tellNews(tx: Tx, problems: Problem[], to: To, now: Date): Promise<void> {
  const news = compare(await openAlerts(tx), problems, now);
  const told = await tellOf(news, to);
  await keepAlerts(tx, problems, told ? news.tell.map((one) => one.what) : [], now);
  // What is over and could not be told stays until it can.
  const untold = told ? [] : news.over.map((one) => one.what);
  await dropAlerts(
    tx,
    news.gone.filter((what) => !untold.includes(what)),
  );
}
