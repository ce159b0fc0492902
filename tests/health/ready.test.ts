import { afterAll, beforeAll, expect, test } from "vitest";
import { GET } from "@/app/health/route";
import { noteStored } from "@/lib/db/writable";
import { setStarted, setWorkRuns } from "@/lib/program/running";
import { type TestDatabase, testDatabase } from "../database";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

const health = async (query = "") => {
  const answer = await GET(new Request(`http://tenfour.test/health${query}`));
  return [answer.status, await answer.json()];
};

test("ready only once the sender and the jobs run, and not while they are started again", async () => {
  expect(await health()).toEqual([503, { ready: false, why: "Tenfour is starting." }]);
  expect(await health("?live")).toEqual([200, { live: true }]);
  setStarted();
  expect((await health())[0]).toBe(503);
  setWorkRuns(true);
  expect(await health()).toEqual([200, { ready: true }]);
  setWorkRuns(false);
  expect((await health())[0]).toBe(503);
  setWorkRuns(true);
  noteStored(false);
  expect(await health()).toEqual([503, { ready: false, why: "Webhooks could not be stored a moment ago." }]);
  noteStored(true);
  expect((await health())[0]).toBe(200);
});
