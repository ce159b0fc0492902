import { sql } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { db } from "@/lib/db/client";
import { attend } from "@/lib/live/attend";
import { type TestDatabase, testDatabase } from "../database";
import { until } from "../program";

const never = 3_600_000;
let database: TestDatabase;
let stop = async () => {};
beforeAll(async () => {
  database = await testDatabase();
});
afterEach(() => stop());
afterAll(() => database.close());

const say = (word: string) => db().execute(sql`SELECT pg_notify('tenfour_work', ${word})`);
/** Says a word, and asks whether it did something. */
async function said(word: string, done: () => boolean): Promise<boolean> {
  await say(word);
  return done();
}

test("looks at the start, when its word is said, and not at the words of others", async () => {
  let looks = 0;
  const heard: string[] = [];
  stop = attend({
    hears: (word) => heard.push(word) > 0 && word === "mine",
    every: never,
    trouble: "",
    look: async () => ++looks < 0,
  });
  await until("the first look", async () => looks > 0, 10_000);
  // Said until it is heard: listening begins a moment after the start.
  await until("a look of its own", () => said("mine", () => looks > 2), 10_000);
  // Words are heard in the order in which they were said: nothing of before is on its way when this one is there.
  await say("yours");
  await until("the other's word", async () => heard.includes("yours"), 10_000);
  const before = looks;
  await say("theirs");
  await until("another one", async () => heard.includes("theirs"), 10_000);
  expect(looks).toBe(before);
});

test("a word that comes during a look is not lost", async () => {
  let looks = 0;
  let letGo = () => {};
  let held: Promise<void> | undefined;
  let heard = 0;
  stop = attend({
    hears: () => ++heard > 0,
    every: never,
    trouble: "",
    look: async () => {
      looks++;
      await held;
      return false;
    },
  });
  await until("it to listen", () => said("word", () => heard > 0), 10_000);
  held = new Promise((done) => {
    letGo = done;
  });
  let before = looks;
  await until("a look that lasts", () => said("word", () => looks > before), 10_000);
  before = looks;
  const words = heard;
  await say("late");
  await until("the late word to be heard", async () => heard > words, 10_000);
  expect(looks).toBe(before);
  held = undefined;
  letGo();
  await until("another look", async () => looks > before, 10_000);
});

test("goes on at once while there is more, and after a look that failed", async () => {
  let looks = 0;
  stop = attend({
    hears: () => false,
    every: 10,
    trouble: "a look that fails on purpose",
    look: async () => {
      looks++;
      if (looks === 3) throw new Error("stumbled");
      return looks < 3;
    },
  });
  await until("looks after the failed one", async () => looks > 4, 10_000);
});

test("stopping waits for the look under way, tells it, and none comes after", async () => {
  let looks = 0;
  let told = false;
  let ended = false;
  stop = attend({
    hears: () => true,
    every: 1,
    trouble: "",
    look: async (stopped) => {
      looks++;
      await until("the word to stop", async () => stopped(), 10_000);
      told = true;
      await new Promise((done) => setTimeout(done, 20));
      ended = true;
      return true;
    },
  });
  await until("the first look", async () => looks === 1, 10_000);
  await stop();
  expect([told, ended]).toEqual([true, true]);
  await say("word");
  expect(looks).toBe(1);
});
