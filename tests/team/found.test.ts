import { sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { db } from "@/lib/db/client";
import { allLeaders } from "@/lib/leaders/queries";
import { LeaderRefused } from "@/lib/leaders/wish";
import { numbersOf } from "@/lib/numbers/register";
import { createLeader } from "@/lib/team/found";
import { teammateByMobile } from "@/lib/team/queries";
import { type TestDatabase, testDatabase } from "@/tests/database";

const wish = {
  name: "Ana María",
  handle: "Ana",
  mobile: "(773) 555-0100",
  number: "773-365-9687",
  timeZone: "America/Chicago",
};
const bought = { buy: async () => {} };
let database: TestDatabase;

beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());
beforeEach(() => db().execute(sql`truncate leaders, teammates, numbers`));

test("a leader has their number, and owns their team", async () => {
  const buy = vi.fn(async () => {});
  const leader = await createLeader(wish, { buy });
  expect(leader).toMatchObject({ name: "Ana María", handle: "ana" });
  expect(leader.firstAnswer).toContain("{{link}}");
  expect(buy).toHaveBeenCalledWith("+17733659687");
  expect((await numbersOf(db(), leader.id)).map((number) => number.phone)).toEqual(["+17733659687"]);
  expect(await teammateByMobile(db(), "+17735550100")).toMatchObject({ leaderId: leader.id, role: "owner" });
});

test.each([
  ["handle", { handle: "webhooks" }],
  ["handle", { handle: "a" }],
  ["handle", { handle: "ana--b" }],
  ["mobile", { mobile: "12" }],
  ["mobile", { mobile: "+4915112345678" }],
  ["number", { number: "+18765550100" }],
  ["number", { number: wish.mobile }],
  ["timeZone", { timeZone: "Mars/Olympus" }],
  ["name", { name: "  " }],
  ["firstAnswer", { firstAnswer: "Hello" }],
  ["firstAnswer", { firstAnswer: `{{link}}${"x".repeat(400)}` }],
])("a wrong %s is refused with a sentence before anything is bought: %j", async (field, change) => {
  const buy = vi.fn(async () => {});
  const refusal = await createLeader({ ...wish, ...change }, { buy }).catch((error: unknown) => error);
  expect(refusal).toBeInstanceOf(LeaderRefused);
  expect(refusal).toMatchObject({ field, message: expect.stringMatching(/\.$/) });
  expect(buy).not.toHaveBeenCalled();
  expect(await allLeaders()).toEqual([]);
});

test("two who finish the welcome at once: one leader, and the other hears why", async () => {
  const other = { ...wish, handle: "bo", number: "+17733659688", mobile: "+17735550101" };
  const done = await Promise.allSettled([wish, other].map((one) => createLeader(one, { ...bought, onlyFirst: true })));
  expect(done.map((one) => one.status).sort()).toEqual(["fulfilled", "rejected"]);
  expect(done.find((one) => one.status === "rejected")?.reason.message).toMatch(/just finished/);
  expect(await allLeaders()).toHaveLength(1);
});

test("a taken handle or number is refused", async () => {
  await createLeader(wish, bought);
  const second = { ...wish, mobile: "+17735550101" };
  await expect(createLeader({ ...second, number: "+17733659688" }, bought)).rejects.toMatchObject({ field: "handle" });
  await expect(createLeader({ ...second, handle: "bo" }, bought)).rejects.toMatchObject({ field: "number" });
});

test("a mobile that signs in already is no new leader's, and nothing is bought", async () => {
  await createLeader(wish, bought);
  const buy = vi.fn(async () => {});
  const second = { ...wish, handle: "bo", number: "+17733659688", mobile: "+1 773-555-0100" };
  await expect(createLeader(second, { buy })).rejects.toMatchObject({
    field: "mobile",
    message: "This number is already used to sign in here. Use another one.",
  });
  expect(buy).not.toHaveBeenCalled();
  expect(await allLeaders()).toHaveLength(1);
});

test("nothing is written where the carrier refuses", async () => {
  const buy = () => Promise.reject(new Error("The carrier has sold that number."));
  await expect(createLeader(wish, { buy })).rejects.toThrow("sold");
  expect(await allLeaders()).toEqual([]);
});
