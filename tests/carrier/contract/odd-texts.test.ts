import { describe, expect, test } from "vitest";
import { instant } from "@/lib/carrier/vonage/instant";
import { readMessages } from "@/lib/carrier/vonage/messages-dialect";
import { sign } from "@/lib/carrier/vonage/older-dialect";
import { readWebhook } from "@/lib/carrier/vonage/webhook";
import { keys, newer, older, unsigned } from "./recorded";

const ends = { channel: "sms", message_uuid: "odd", to: "17733659687", from: "14155550101", message_type: "text" };
const read = (webhook: Parameters<typeof readWebhook>[0]) => {
  const brought = readWebhook(webhook, keys, new Date());
  if (brought.kind !== "text") throw new Error(JSON.stringify(brought));
  return brought.text;
};
const newerText = (text: unknown) => read(newer(JSON.stringify({ ...ends, text })));

describe("texts that are not what they should be are kept as far as they can be read, with a note", () => {
  test("too long: cut, and said so; as long as it may be: whole", () => {
    const long = newerText("x".repeat(20_001));
    expect([long.text.length, long.note]).toEqual([20_000, "[cut after 20,000 characters]"]);
    expect(newerText("x".repeat(20_000)).note).toBeUndefined();
    const parameters = { msisdn: "14155550101", to: "17733659687", messageId: "odd", type: "text" };
    const old = read(older({ ...parameters, text: "y".repeat(30_000) }, "form"));
    expect([old.text.length, old.note]).toEqual([20_000, "[cut after 20,000 characters]"]);
  });

  test("cut in the middle of an emoji: still a text", () => {
    const cut = newerText(`${"x".repeat(19_999)}🎈`).text;
    expect(cut.isWellFormed()).toBe(true);
  });

  test.each([
    [12345, "12345"],
    [true, "true"],
    [null, "null"],
    [{ body: "hello" }, '{"body":"hello"}'],
    [["a", "b"], '["a","b"]'],
  ])("%o instead of words: shown as it came", (raw, words) => {
    expect(newerText(raw)).toMatchObject({ text: words, note: "[not sent as text; shown as it came]" });
  });

  test("in the older dialect: what the signature covers is shown, what it does not cover is only named", () => {
    const plain = { msisdn: "14155550101", to: "17733659687", messageId: "odd", type: "text" };
    const signed = (covered: Record<string, string>, extra: object) => {
      const told = { ...plain, ...covered, timestamp: String(Math.floor(Date.now() / 1000)), nonce: "n" };
      const { text: _, ...rest } = told as Record<string, string>;
      const body = { ...rest, ...extra, sig: sign(told, keys.signatureSecret, "sha256") };
      return read(unsigned(body as Record<string, string>, "JSON"));
    };
    const text = { body: "hello" };
    expect(signed({ text: JSON.stringify(text) }, { text })).toMatchObject({ text: '{"body":"hello"}' });
    expect(signed({}, { text })).toMatchObject({ text: "", note: "[not sent as text]" });
  });
});

test("a text without an id is known again by when it was written, and never taken for another without that", () => {
  const idOf = (more: object) => {
    const told = { channel: "sms", from: "14155550101", to: "17733659687", text: "STOP", ...more };
    const brought = readMessages(Buffer.from(JSON.stringify(told)));
    return brought.kind === "text" ? brought.text.carrierId : brought.kind;
  };
  const timed = idOf({ timestamp: "2026-11-03T12:14:25Z" });
  expect(idOf({ timestamp: "2026-11-03T12:14:25.000Z" })).toBe(timed);
  expect(idOf({ timestamp: "2026-11-03T12:14:26Z" })).not.toBe(timed);
  expect(idOf({})).not.toBe(idOf({}));
  const long = idOf({ message_uuid: "i".repeat(300) });
  expect(long).toBe(idOf({ message_uuid: "i".repeat(300) }));
  expect(long.length).toBeLessThan(100);
});

test.each([
  ["2026-11-03T12:14:25.000Z", "2026-11-03T12:14:25.000Z"],
  ["2026-11-03T13:14:25+0100", "2026-11-03T12:14:25.000Z"],
  ["2026-11-03 12:14:25", "2026-11-03T12:14:25.000Z"],
  ["2026-11-03T12:14:25", "2026-11-03T12:14:25.000Z"],
  ["1793708065", "2026-11-03T12:14:25.000Z"],
  [1793708065000, "2026-11-03T12:14:25.000Z"],
  ["2026-11-03", null],
  ["27/11/2026 11:59", null],
  ["soon", null],
  [{}, null],
  [undefined, null],
])("%o as a carrier's time is %s, wherever this program runs", (raw, at) => {
  const zone = process.env.TZ;
  for (const here of ["America/Los_Angeles", "Asia/Tokyo"]) {
    process.env.TZ = here;
    expect(instant(raw)).toBe(at);
  }
  if (zone === undefined) delete process.env.TZ;
  else process.env.TZ = zone;
});
