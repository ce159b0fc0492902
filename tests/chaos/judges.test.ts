import { expect, test } from "vitest";
import { optedOut } from "./late-judge";
import { judgeOrder } from "./order";
import { withSilences } from "./silence";

const [ana, bo] = ["+12025550100", "+12025550141"];

test("of consent words the newest written one counts, whatever came last, and of two at one moment STOP", () => {
  const text = (from: string, words: string, at: number) => ({ id: `${from} ${at}`, from, text: words, at });
  const out = optedOut([
    text(ana, "STOP", 2),
    text(ana, "see you", 9),
    text(ana, "START", 1),
    text(bo, "STOP", 1),
    text(bo, "START", 2),
    text("+12025550182", "START", 3),
    text("+12025550182", "STOP", 3),
    text("+12025550223", "see you", 3),
  ]);
  expect([...out]).toEqual([
    [ana, true],
    [bo, false],
    ["+12025550182", true],
  ]);
});

test("the judge of order sees a reply out of order, one twice, one lost, and one that is unconfirmed for no reason", () => {
  const whole = [ana, bo].flatMap((to) => [1, 2, 3, 4].map((n) => ({ to, text: `503, reply ${n}`, at: n })));
  const judge = (accepted: typeof whole, unconfirmed = 0, loses = false) =>
    judgeOrder({ name: "503", loses }, [ana, bo], accepted, unconfirmed).join();
  expect(judge(whole)).toBe("");
  expect(judge([...whole].reverse())).toMatch(/out of order: 4,3,2,1/);
  expect(judge([...whole, whole[0]!])).toMatch(/twice/);
  expect(judge(whole.slice(1))).toMatch(/1 of 8 replies are neither/);
  expect(judge(whole.slice(1), 1)).toMatch(/unconfirmed although none had left/);
  expect(judge(whole.slice(1), 1, true)).toBe("");
});

test("the judge of silences sees a sender that goes on, and a silence that proves nothing", () => {
  const judge = (...unanswered: number[]) =>
    withSilences(
      { broken: [], counts: {} },
      unanswered.map((one) => ({ kind: "silent", unanswered: one, resumedAfter: 500 })),
      true,
    ).broken.join();
  expect(judge(37, 3)).toBe("");
  expect(judge(37, 900)).toMatch(/900 requests were sent to a carrier that is silent, of at most 55/);
  expect(judge(37, 0)).toMatch(/proves nothing/);
  expect(judge(37)).toMatch(/over before the carrier fell silent/);
});
