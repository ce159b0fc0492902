import { eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { GET, HEAD } from "@/app/go/[code]/route";
import { deliveries } from "@/lib/broadcasts/table";
import { flush } from "@/lib/broadcasts/taps";
import { db } from "@/lib/db/client";
import { codeOf } from "@/lib/links/code";
import { linkUrl, sampleUrl } from "@/lib/links/follow";
import { ensureLinks, lastLinkId, linksOf } from "@/lib/links/queries";
import { clicks } from "@/lib/links/table";
import { type TestDatabase, testDatabase } from "../database";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

const leaderId = 1;
const url = "https://tickets.example/tour?from=text#dates";
const phone =
  "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 Version/18.1 Mobile Safari/604.1";
let broadcastId = 100;
let linkId: number;

beforeEach(async () => {
  broadcastId += 1;
  linkId = (await ensureLinks(db(), leaderId, broadcastId, [url])).get(url) as number;
  await db()
    .insert(deliveries)
    .values([7, 8, 9].map((memberId) => ({ leaderId, broadcastId, memberId, phone: `+1416200000${memberId}` })));
});

async function tap(
  memberId: number,
  headers: Record<string, string> = {},
  method: "GET" | "HEAD" = "GET",
): Promise<Response> {
  const address = linkUrl({ leaderId, linkId, memberId });
  const door = method === "HEAD" ? HEAD : GET;
  return door(new Request(address, { method, headers: { "user-agent": phone, ...headers } }));
}

async function counted() {
  await flush();
  const [link] = await linksOf(db(), leaderId, broadcastId);
  return { members: link?.members, taps: link?.taps };
}

describe("a tracked link", () => {
  test("leads where it should at once, and says nothing of the member to that page", async () => {
    const answer = await tap(7);
    expect(answer.status).toBe(302);
    expect(answer.headers.get("location")).toBe(url);
    expect(answer.headers.get("referrer-policy")).toBe("no-referrer");
    expect(answer.headers.get("cache-control")).toMatch(/no-store/);
    expect(answer.headers.get("set-cookie")).toBeNull();
  });

  test("counts each member once, and every tap", async () => {
    for (const memberId of [7, 7, 8]) await tap(memberId);
    expect(await counted()).toEqual({ members: 2, taps: 3 });
    await tap(7);
    await tap(9);
    expect(await counted()).toEqual({ members: 3, taps: 5 });
    const rows = await db().select().from(clicks).where(eq(clicks.linkId, linkId));
    expect(rows.map((row) => [row.memberId, row.count]).sort()).toEqual([
      [7, 3],
      [8, 1],
      [9, 1],
    ]);
  });

  test("marks the first tap on the delivery, and only the first", async () => {
    await tap(7);
    await flush();
    const first = await clickedAt(7);
    expect(first).toBeInstanceOf(Date);
    await tap(7);
    await flush();
    expect(await clickedAt(7)).toEqual(first);
    expect(await clickedAt(8)).toBeNull();
  });

  test("does not count programs, previews and prefetching, but leads them as well", async () => {
    const bots = [
      tap(7, { "user-agent": "facebookexternalhit/1.1 Facebot Twitterbot/1.0" }),
      tap(7, { "user-agent": "" }),
      tap(7, { "user-agent": "curl/8.5.0" }),
      tap(7, { "sec-purpose": "prefetch;prerender" }),
      tap(7, { purpose: "preview" }),
      tap(7, {}, "HEAD"),
      tap(0),
    ];
    for (const answer of await Promise.all(bots)) expect(answer.status).toBe(302);
    expect(await counted()).toEqual({ members: 0, taps: 0 });
  });

  test("that was never made here is a page of words, in the fan's language", async () => {
    const wrong = [
      codeOf({ leaderId: 2, linkId, memberId: 7 }),
      codeOf({ leaderId, linkId: 99_999, memberId: 7 }),
      "xyz",
    ];
    for (const code of wrong) {
      const answer = await GET(new Request(`http://tenfour.test/go/${code}`, { headers: { "accept-language": "es" } }));
      expect(answer.status).toBe(404);
      expect(await answer.text()).toContain("Este enlace no lleva a ninguna parte");
    }
  });

  test("leads only to http and https", async () => {
    for (const bad of ["javascript:alert(1)", "data:text/html,x", "//evil.example", "ftp://x.example"]) {
      linkId = (await ensureLinks(db(), leaderId, broadcastId, [bad])).get(bad) as number;
      expect((await tap(7)).status).toBe(404);
    }
  });

  test("is made once, however often the broadcast is made ready", async () => {
    const again = await ensureLinks(db(), leaderId, broadcastId, [url]);
    expect(again.get(url)).toBe(linkId);
    expect(await linksOf(db(), leaderId, broadcastId)).toHaveLength(1);
  });

  test("is as long as what the composer counted, give or take a character or two", async () => {
    for (const memberId of [1, 127, 128, 20_000, 20_000_000]) {
      const counted = sampleUrl(leaderId, await lastLinkId(db()), memberId).length;
      expect(Math.abs(linkUrl({ leaderId, linkId, memberId }).length - counted)).toBeLessThanOrEqual(2);
    }
  });
});

async function clickedAt(memberId: number) {
  const rows = await db().select().from(deliveries).where(eq(deliveries.broadcastId, broadcastId));
  return rows.find((row) => row.memberId === memberId)?.clickedAt;
}
