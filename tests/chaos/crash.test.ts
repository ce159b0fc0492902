import { expect, test } from "vitest";
import { crash } from "./crowd-and-kill";
import { compare } from "./judge";

// A small one for every run; `npm run crash` is the large one.
test("killed with -9 while fans text and the leader answers: nothing lost, nothing twice", {
  timeout: 400_000,
}, async () => {
  const verdict = await crash({ fans: 60, kills: 1, seed: 10_4, variant: "program", say: () => {} });
  expect(verdict.broken).toEqual([]);
  expect(verdict.counts["texts from fans"]).toBe(60);
  expect(verdict.counts["texts digested"]).toBe(60);
});

test("the judge sees a lost text, a text digested twice and an answer sent twice", () => {
  const text = {
    k: "text",
    at: 0,
    id: "a",
    from: "+14155550101",
    to: "+17733659687",
    text: "Hi",
    dialect: "messages",
    hooks: [],
  } as const;
  const sent = {
    ...text,
    k: "sent",
    id: "b",
    ref: "1-1-2",
    from: text.to,
    to: text.from,
    text: "Hello",
    parts: 1,
    hooks: [],
  } as const;
  const reply = {
    id: 2,
    memberId: 1,
    outbound: true,
    kind: "first_answer",
    state: "sent",
    phone: text.from,
    carrierId: "b",
    body: "Hello",
    reason: null,
  };
  const inbound = { ...reply, id: 1, outbound: false, kind: "text", state: "received", carrierId: "a" };
  const wrong = (...told: Parameters<typeof compare>) => compare(...told).broken.join();
  const texts = [{ ...text, hooks: [] }];
  const accepted = [{ ...sent, hooks: [] }];
  expect(wrong(texts, accepted, [inbound, reply])).toBe("");
  expect(wrong(texts, accepted, [reply])).toMatch(/lost/);
  expect(wrong(texts, accepted, [inbound, inbound, reply])).toMatch(/digested twice/);
  expect(wrong(texts, [...accepted, ...accepted], [inbound, reply])).toMatch(/went out twice/);
  expect(wrong(texts, [], [inbound, reply])).toMatch(/never took/);
  expect(wrong(texts, accepted, [inbound, { ...reply, state: "queued" }])).toMatch(/neither sent/);
});
