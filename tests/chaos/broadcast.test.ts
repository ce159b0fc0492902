import { expect, test } from "vitest";
import { type Book, judgeBroadcast, type Row, type Told } from "./broadcast-judge";
import { underFire } from "./broadcast-under-fire";

// A short one for every run; `npm run chaos` is the long one.
test("killed with -9 while a broadcast goes out: everyone accounted for, nobody twice, nobody after their STOP", {
  // Alone it takes under a minute.
  timeout: 300_000,
}, async () => {
  const verdict = await underFire({
    recipients: 600,
    kills: 3,
    seed: 10_4,
    pace: 120,
    silent: false,
    web: "doors",
    say: () => {},
  });
  expect(verdict.broken).toEqual([]);
  expect(verdict.counts.recipients).toBe(600);
  expect(verdict.counts.delivered).toBeGreaterThan(500);
});

test("the judge sees a text sent twice, one lost, one after a STOP, and a count that lies", () => {
  const row: Row = {
    memberId: 1,
    phone: "+12015550101",
    state: "delivered",
    carrierId: "a",
    parts: 1,
    held: false,
    replied: false,
    optedOut: false,
  };
  const sent = { at: 10_000, id: "a", failed: false, to: row.phone };
  const book = (accepted = [sent], stopped: [string, number][] = []): Book => ({
    accepted: new Map(accepted.length > 0 ? [["b.1.1.1", accepted]] : []),
    stopped: new Map(stopped),
    throttled: 0,
  });
  const told = (rows = [row], counts: Record<string, number> = {}): Told => ({
    recipients: 1,
    rows,
    counts: { recipients: 1, delivered: 1, parts: 1, ...counts },
    optedOutPhones: new Set([row.phone]),
  });
  const wrong = (one: Book, other: Told) => judgeBroadcast(one, other, (id) => `b.1.1.${id}`).broken.join();
  expect(wrong(book(), told())).toBe("");
  expect(wrong(book([sent, sent]), told())).toMatch(/accepted twice/);
  expect(wrong(book([]), told())).toMatch(/never took/);
  expect(wrong(book(), told([]))).toMatch(/0 rows for 1/);
  expect(wrong(book(), told([{ ...row, state: "unconfirmed" }]))).toMatch(/not know as settled/);
  expect(wrong(book(), told([{ ...row, state: "waiting" }]))).toMatch(/not accounted for/);
  expect(wrong(book([sent], [[row.phone, 2_000]]), told())).toMatch(/after their STOP/);
  expect(wrong(book(), told([row], { delivered: 2 }))).toMatch(/count of delivered is 2, the rows say 1/);
});
