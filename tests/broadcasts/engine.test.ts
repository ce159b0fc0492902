import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { cancelBroadcast, pauseBroadcast, resumeBroadcast, startBroadcast } from "@/lib/broadcasts/control";
import { db } from "@/lib/db/client";
import { optOut } from "@/lib/members/opt-out";
import { until } from "../program";
import { closedZone } from "./open-zone";
import { PostOffice } from "./post-office";

let office: PostOffice;
beforeAll(async () => {
  office = await PostOffice.open();
  await db().execute(sql`UPDATE leaders SET broadcasts_per_day = NULL`);
  office.work();
}, 60_000);
afterAll(() => office.close());

const which = (id: number) => ({ leaderId: office.leaderId, id });
const everybodyGone = () => db().execute(sql`UPDATE members SET status = 'new'`);

describe("a broadcast", () => {
  it("reaches everyone once, with their own name, and is counted as the rows are", async () => {
    const members = await office.members(60);
    const id = await office.draft("Hello {{ first_name }}");
    expect(await startBroadcast(which(id))).toEqual({ refused: null, already: false, state: "preparing" });
    expect((await startBroadcast(which(id))).already).toBe(true);
    const counters = await office.becomes(id, { state: "finished", delivered: 60 });
    expect(counters).toMatchObject({ recipients: 60, waiting: 0, sending: 0, sent: 0, failed: 0, parts: 60 });
    const accepted = await office.simulator.phones.accepted();
    expect(accepted.map((one) => one.to).sort()).toEqual(members.map((one) => one.phone).sort());
    expect(new Set(accepted.map((one) => one.text)).size).toBe(60);
    expect(accepted[0]?.text).toMatch(/^Hello Fan \d+$/);
    expect(await office.rows(id)).toEqual({ delivered: 60 });
  });
});
