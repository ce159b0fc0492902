import { describe, expect, test } from "vitest";
import { ago, span } from "@/lib/health/ago";
import { compare } from "@/lib/health/compare";
import type { Health } from "@/lib/health/look";
import { problemsOf } from "@/lib/health/problems";
import { summed } from "@/lib/health/sending";
import { defaultAlerts } from "@/lib/health/settings";
import { clockError, type Door, type Doors, judge } from "@/lib/health/webhooks";

const now = new Date("2026-11-24T12:00:00Z");
const earlier = (seconds: number) => new Date(now.getTime() - seconds * 1000);
const none = { lastHour: 0, lastDay: 0 };
const well: Health = {
  at: now,
  simulated: false,
  doors: {
    seen: [{ name: "Messages API, texts", lastAt: earlier(5), lastHour: 9, lastDay: 90 }],
    refused: [],
    genuine: [],
    clock: null,
  },
  sending: {
    accepted: { lastHour: 100, lastDay: 900 },
    delivered: none,
    failed: none,
    throttled: none,
    unknown: none,
    failures: [],
  },
  credit: 120,
  queues: [{ phone: "+17733659687", leader: "Nadia", queued: 3, oldest: 2, pausedReason: null }],
  waitingForBroadcasts: 0,
  unconfirmed: 0,
  arrivals: { waiting: 0, oldest: null, notUnderstood: 4 },
  database: { bytes: 1e9, connections: 12, mostConnections: 80 },
  disk: { freeBytes: 50e9, totalBytes: 100e9 },
  ffmpegProblem: null,
  sharedMobiles: [],
  proxy: { noAddress: 0, notTrusted: 0 },
  signUps: {
    total: { hour: { used: 0, most: 1_000 }, day: { used: 0, most: 5_000 }, reached: false },
    leadersAtLimit: 0,
  },
};
const sentences = (change: Partial<Health>) =>
  problemsOf({ ...well, ...change }, defaultAlerts).map((one) => one.sentence);

describe("what is wrong", () => {
  test("nothing, where all is well", () => expect(sentences({})).toEqual([]));

  test("little credit, and a carrier that does not say; at the simulator neither", () => {
    expect(sentences({ credit: 9.5 })).toEqual(["The carrier account has 9.50 of credit left."]);
    expect(sentences({ credit: { why: "The carrier cannot be reached." } })).toEqual([
      "The carrier cannot be reached.",
    ]);
    expect(sentences({ credit: 0, simulated: true })).toEqual([]);
  });

  test("a proxy that hides the visitors, and one that is not trusted", () => {
    const total = { hour: { used: 1_000, most: 1_000 }, day: { used: 1_000, most: 5_000 }, reached: true };
    expect(sentences({ signUps: { total, leadersAtLimit: 0 } })[0]).toMatch(/limit of the whole instance/);
    expect(sentences({ signUps: { total: { ...total, reached: false }, leadersAtLimit: 2 } })[0]).toMatch(
      /sign-ups of 2 leaders have reached their limit/,
    );
    expect(sentences({ proxy: { noAddress: 1, notTrusted: 0 } })[0]).toMatch(
      /doesn't pass the visitor's address \(1 req/,
    );
    expect(sentences({ proxy: { noAddress: 0, notTrusted: 1_200 } })[0]).toMatch(/TRUST_PROXY \(1,200 requests/);
  });

  test("a number that stands still is said once, not also as late", () => {
    const queues = [
      { phone: "+17733659687", leader: "Nadia", queued: 3, oldest: 9_000, pausedReason: "Out of credit." },
    ];
    expect(sentences({ queues })).toEqual(["Sending from (773) 365-9687 stands still. Out of credit."]);
  });

  test("a text that waits too long, and arrivals nobody reads", () => {
    const queues = [{ phone: "+17733659687", leader: "Nadia", queued: 1_204, oldest: 420, pausedReason: null }];
    expect(sentences({ queues })).toEqual([
      "A text has waited 7 minutes to leave from (773) 365-9687; 1,204 are queued.",
    ]);
    expect(sentences({ arrivals: { waiting: 5, oldest: 600, notUnderstood: 0 } })).toHaveLength(1);
  });

  test("many failures, with the commonest reason; a few of few say nothing", () => {
    const failures = [{ code: "1170", reason: "This number does not exist.", lastHour: 30, lastDay: 30, lastAt: now }];
    const failed = { lastHour: 30, lastDay: 30 };
    expect(sentences({ sending: { ...well.sending, failed, failures } })).toEqual([
      "30 % of the last hour’s texts failed. Most often: This number does not exist.",
    ]);
    const few = {
      ...well.sending,
      accepted: { lastHour: 10, lastDay: 10 },
      failed: { lastHour: 9, lastDay: 9 },
      failures,
    };
    expect(sentences({ sending: few })).toEqual([]);
  });

  test("only refused webhooks; refused ones beside right ones are the weather", () => {
    const refused = [{ name: "Messages API", lastAt: earlier(5), lastHour: 40, lastDay: 40 }];
    expect(sentences({ doors: { ...well.doors, refused } })).toEqual([]);
    expect(sentences({ doors: { ...well.doors, seen: [], refused } })).toHaveLength(1);
  });

  test("little disk and few connections left", () => {
    expect(sentences({ disk: { freeBytes: 0.4e9, totalBytes: 100e9 } })).toEqual(["Only 0.4 GB of disk are free."]);
    expect(sentences({ database: { bytes: 1, connections: 79, mostConnections: 80 } })).toHaveLength(1);
  });
});

describe("telling", () => {
  const trouble = { what: "credit", sentence: "Little credit." };
  const alert = (since: number, told: number | null) => ({
    ...trouble,
    since: earlier(since),
    toldAt: told === null ? null : earlier(told),
  });

  test("not at first sight, once when it has lasted, then not again for a day", () => {
    expect(compare([], [trouble], now).tell).toEqual([]);
    expect(compare([alert(60, null)], [trouble], now).tell).toEqual([]);
    expect(compare([alert(120, null)], [trouble], now).tell).toEqual([trouble]);
    expect(compare([alert(7_200, 3_600)], [trouble], now).tell).toEqual([]);
    expect(compare([alert(90_000, 86_401)], [trouble], now).tell).toEqual([trouble]);
  });

  test("what is over is told to those who knew, and forgotten", () => {
    expect(compare([alert(7_200, 3_600)], [], now)).toEqual({
      tell: [],
      over: [{ what: "credit", sentence: "Over after 2 hours: Little credit." }],
      gone: ["credit"],
    });
    expect(compare([alert(30, null)], [], now)).toEqual({ tell: [], over: [], gone: ["credit"] });
  });
});

test("failures of sends and receipts with the same code are one row, in words", () => {
  const tally = (what: string, lastHour: number, lastDay: number) => ({ what, lastHour, lastDay, lastAt: now });
  const told = summed(
    [
      tally("send:accepted", 10, 100),
      tally("send:refused:1120", 1, 2),
      tally("receipt:failed:1120", 0, 3),
      tally("receipt:delivered", 8, 90),
      tally("send:unknown", 0, 1),
      tally("receipt:failed:9", 0, 0),
    ],
    (code) => `reason of ${code}`,
  );
  expect(told).toMatchObject({
    accepted: { lastHour: 10 },
    delivered: { lastDay: 90 },
    failed: { lastHour: 1, lastDay: 5 },
    unknown: { lastDay: 1 },
  });
  expect(told.failures).toMatchObject([{ code: "1120", reason: "reason of 1120", lastHour: 1, lastDay: 5 }]);
});

test("whether webhooks arrive, in a sentence", () => {
  const door = (seconds: number) => [{ name: "x", lastAt: earlier(seconds), lastHour: 1, lastDay: 1 }];
  const doorsOf = (seen: Door[], refused: Door[]): Doors => ({ seen, refused, genuine: [], clock: null });
  expect(judge(doorsOf([], []), now).state).toBe("warning");
  expect(judge(doorsOf(door(12), []), now)).toEqual({
    state: "good",
    sentence: "The last webhook came 12 seconds ago and was signed right.",
  });
  expect(judge(doorsOf([], door(5)), now).state).toBe("bad");
  expect(judge(doorsOf(door(600), door(5)), now).state).toBe("warning");
  expect(judge(doorsOf(door(5), door(600)), now).state).toBe("good");
});

describe("genuine webhooks that are refused", () => {
  const row = (what: string, lastHour = 1) => ({ what, lastHour, lastDay: lastHour, lastAt: earlier(5) });

  test("a clock that runs wrong is a problem of its own, with the difference in seconds", () => {
    expect(clockError([row("clock:300")], [], [])).toMatchObject({ seconds: 300, runs: "slow" });
    expect(clockError([row("clock:-420")], [], [])).toMatchObject({ seconds: 420, runs: "fast" });
    expect(clockError([row("clock:300", 0)], [], [])).toBeNull();
    const clock = clockError([row("clock:300")], [], []);
    const refused = [{ name: "Messages API", lastAt: earlier(5), lastHour: 40, lastDay: 40 }];
    expect(sentences({ doors: { seen: [], refused, genuine: [], clock } })).toEqual([
      "This machine’s clock is 300 seconds behind the carrier’s. Turn on time synchronization (NTP).",
    ]);
    expect(judge({ ...well.doors, clock }, now).state).toBe("bad");
  });

  test("webhooks that are all late by the same show a fast clock, retries after an outage do not", () => {
    const seen = [{ lastHour: 6 }];
    expect(clockError([], [row("late:600", 4), row("late:630", 2)], seen)).toMatchObject({
      seconds: 600,
      runs: "fast",
    });
    expect(clockError([], [row("late:600", 3), row("late:3600", 3)], seen)).toBeNull();
    expect(clockError([], [row("late:600", 5)], [{ lastHour: 40 }])).toBeNull();
  });

  test("a dialect that is turned off is named with what to do", () => {
    const genuine = [{ name: "SMS API", lastAt: earlier(5), lastHour: 3, lastDay: 3 }];
    expect(sentences({ doors: { ...well.doors, genuine } })).toEqual([
      expect.stringContaining("VONAGE_SIGNATURE_METHOD"),
    ]);
    expect(judge({ ...well.doors, seen: [], genuine }, now).state).toBe("bad");
  });
});

test("times as people say them", () => {
  expect([1, 89, 90, 3_600, 5_399, 5_400, 129_599, 172_800].map(span)).toEqual([
    "1 second",
    "89 seconds",
    "2 minutes",
    "60 minutes",
    "90 minutes",
    "2 hours",
    "36 hours",
    "2 days",
  ]);
  expect(ago(new Date(now.getTime() + 5_000), now)).toBe("0 seconds");
});
