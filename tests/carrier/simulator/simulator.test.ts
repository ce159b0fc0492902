import { createHash } from "node:crypto";
import { Auth } from "@vonage/auth";
import { Vonage } from "@vonage/server-sdk";
import jwt from "jsonwebtoken";
import { isValidPhoneNumber } from "libphonenumber-js";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { readWebhook } from "@/lib/carrier/vonage/webhook";
import { type Arrived, account, problemOf, sms, startDesk, startReceiver } from "./desk";

let receiver: Awaited<ReturnType<typeof startReceiver>>;
let desk: Awaited<ReturnType<typeof startDesk>>;
const fan = "14155550123";

beforeEach(async () => {
  receiver = await startReceiver();
  desk = await startDesk(receiver.url);
  await desk.own();
  await desk.control("POST", "switches", { receiptDelayMs: 40 });
});
afterEach(async () => {
  await desk.close();
  receiver.close();
});

const soon = (check: () => void | Promise<void>) => vi.waitFor(check, { timeout: 5_000, interval: 20 });
const bodies = () => receiver.arrived.map((one) => JSON.parse(one.body));
const understood = ({ authorization, contentType, body }: Arrived) =>
  readWebhook(
    { method: "POST", query: "", authorization, contentType, body: Buffer.from(body) },
    { ...account, signatureMethod: "sha256" },
    new Date(),
  );

describe("sending", () => {
  test("a text is accepted, then submitted, then delivered, with its ref, signed over its body", async () => {
    const { messageUUID } = await desk.send(fan, "Hello!", "m-1");
    await soon(() => expect(receiver.arrived).toHaveLength(2));
    expect(bodies().map(({ status, client_ref, message_uuid }) => [status, client_ref, message_uuid])).toEqual([
      ["submitted", "m-1", messageUUID],
      ["delivered", "m-1", messageUUID],
    ]);
    for (const { authorization, body, path } of receiver.arrived) {
      const claims = jwt.verify(authorization?.slice(7) ?? "", account.signatureSecret, { algorithms: ["HS256"] });
      expect(claims).toMatchObject({
        iss: "Vonage",
        api_key: account.apiKey,
        application_id: account.applicationId,
        payload_hash: createHash("sha256").update(body).digest("hex"),
      });
      expect(path).toBe("/webhooks/messages/status");
    }
    expect(await desk.control("GET", "accepted?to=%2B14155550123")).toEqual([
      {
        to: "+14155550123",
        from: "+17733659687",
        text: "Hello!",
        client_ref: "m-1",
        message_uuid: messageUUID,
        at: expect.any(Number),
      },
    ]);
  });

  test("wrong keys are 401; a foreign sender, a number with + and an empty text are 422 with the names", async () => {
    const hosts = { apiHost: desk.url, restHost: desk.url };
    const stranger = new Vonage(new Auth({ apiKey: account.apiKey, apiSecret: "wrong" }), hosts);
    expect((await problemOf(stranger.messages.send(sms("17733659687", fan, "x")))).status).toBe(401);
    const foreign = desk.sdk.messages.send(sms("12125550100", `+${fan}`, ""));
    const { status, body } = await problemOf(foreign);
    expect(status).toBe(422);
    expect(body.invalid_parameters.map(({ name }: { name: string }) => name)).toEqual(["to", "from", "text"]);
    expect(await desk.control("GET", "accepted")).toEqual([]);
  });

  test("switches: throttling, outage and every refusal answer with their status and accept nothing", async () => {
    await desk.control("POST", "switches", { throttling: 1 });
    expect(await problemOf(desk.send(fan, "x"))).toMatchObject({ status: 429, body: { title: "1000" } });
    for (const refuseWith of [401, 402, 403, 422]) {
      await desk.control("POST", "switches", { throttling: 0, refuseWith });
      expect((await problemOf(desk.send(fan, "x"))).status).toBe(refuseWith);
    }
    await desk.control("POST", "switches", { refuseWith: 0, outage: "refuse" });
    expect((await problemOf(desk.send(fan, "x"))).status).toBe(503);
    await desk.control("POST", "switches", { outage: "drop" });
    expect((await problemOf(desk.send(fan, "x"))).status).toBe(0);
    await desk.control("POST", "switches", { outage: "off" });
    expect(await desk.control("GET", "accepted")).toEqual([]);
    await desk.send(fan, "x");
    expect(await desk.control("GET", "accepted")).toHaveLength(1);
  });

  test("a cut line after accepting leaves the text in the ledger and its receipts on the way", async () => {
    await desk.control("POST", "switches", { dropAfterAccept: 1 });
    expect((await problemOf(desk.send(fan, "x", "m-2"))).status).toBe(0);
    expect(await desk.control("GET", "accepted")).toMatchObject([{ client_ref: "m-2" }]);
    await soon(() => expect(bodies().map(({ status }) => status)).toEqual(["submitted", "delivered"]));
  });

  test("an outage that accepts sends tells nobody, and their receipts come all the same", async () => {
    await desk.control("POST", "switches", { outage: "gateway", outageAccepts: 1 });
    await expect(desk.send(fan, "x", "m-3")).rejects.toThrow();
    expect(await desk.control("GET", "accepted")).toMatchObject([{ client_ref: "m-3" }]);
    await soon(() => expect(bodies().map(({ status }) => status)).toEqual(["submitted", "delivered"]));
    expect((await desk.control("GET", "state")).counts.unanswered).toBe(1);
  });

  test("failures end undeliverable with a code; duplicates come twice", async () => {
    await desk.control("POST", "switches", { failures: 1, failureCode: "1240", duplicates: 1 });
    await desk.send(fan, "x", "m-3");
    await soon(() => expect(receiver.arrived).toHaveLength(4));
    expect(bodies().filter(({ status }) => status === "undeliverable")).toHaveLength(2);
    const failed = receiver.arrived.find(({ body }) => body.includes("undeliverable"))!;
    expect(understood(failed)).toMatchObject({
      kind: "receipt",
      receipt: { outcome: "failed", error: { code: "1240" } },
    });
  });
});

describe("phones", () => {
  test("a phone's text is brought signed, and again until it is taken", async () => {
    receiver.status = 503;
    const { message_uuid } = await desk.control("POST", "texts", {
      from: "+14155550123",
      to: "+17733659687",
      text: "hi 👋",
    });
    await soon(async () =>
      expect((await desk.control("GET", "phones/+14155550123")).bubbles[0].status).toBe("waiting"),
    );
    receiver.status = 204;
    await soon(() => expect(receiver.arrived).toHaveLength(1));
    expect(understood(receiver.arrived[0]!)).toMatchObject({
      kind: "text",
      text: { carrierId: message_uuid, from: "+14155550123", to: "+17733659687", text: "hi 👋", concat: null },
    });
    await soon(async () =>
      expect((await desk.control("GET", "phones/+14155550123")).bubbles[0].status).toBe("delivered"),
    );
  });

  test("a text may come late: the one that was written first is brought last", async () => {
    const text = { from: "+14155550123", to: "+17733659687" };
    await desk.control("POST", "texts", { ...text, text: "first", agoMs: 3_600_000, delayMs: 300 });
    await desk.control("POST", "texts", { ...text, text: "second" });
    await soon(() => expect(bodies().map((body) => body.text)).toEqual(["second", "first"]));
    const [second, first] = bodies().map((body) => Date.parse(body.timestamp));
    expect(Math.round(((second as number) - (first as number)) / 60_000)).toBe(60);
  });

  test("answers show as bubbles, live and after a given point", async () => {
    const stop = new AbortController();
    const events = await fetch(`${desk.url}/_sim/events`, {
      headers: { "x-sim-key": account.apiSecret },
      signal: stop.signal,
    });
    const reader = events.body!.pipeThrough(new TextDecoderStream()).getReader();
    await desk.send(fan, "Welcome!");
    let heard = "";
    while (!heard.includes('"status":"delivered"')) heard += (await reader.read()).value ?? "";
    expect(heard).toContain("event: bubble");
    stop.abort();
    const first = await desk.control("GET", "phones/+14155550123");
    expect(first.bubbles).toMatchObject([
      { text: "Welcome!", mine: false, status: "delivered", number: "+17733659687" },
    ]);
    expect((await desk.control("GET", `phones/+14155550123?after=${first.seq}`)).bubbles).toEqual([]);
  });

  test("the older dialect: long texts in signed parts, receipts with its words", async () => {
    await desk.control("POST", "switches", { dialect: "sms" });
    const long = "long & wide = far. ".repeat(20);
    await desk.control("POST", "texts", { from: "+14155550123", to: "+17733659687", text: long });
    await desk.send(fan, "short", "m-4");
    await soon(() => expect(receiver.arrived).toHaveLength(5));
    const read = receiver.arrived.map(understood);
    const parts = read
      .flatMap((one) => (one.kind === "text" ? [one.text] : []))
      .sort((a, b) => a.concat!.part - b.concat!.part);
    expect(parts.map(({ text }) => text).join("")).toBe(long);
    expect(parts[0]!.concat).toMatchObject({ total: 3, part: 1 });
    const receipts = read.flatMap((one) => (one.kind === "receipt" ? [one.receipt] : []));
    expect(receipts.map(({ outcome, ref }) => [outcome, ref])).toEqual([
      ["sent", "m-4"],
      ["delivered", "m-4"],
    ]);
  });

  test("a burst comes from so many different, valid phones", async () => {
    const { phones } = await desk.control("POST", "burst", { to: "+17733659687", count: 300 });
    await soon(() => expect(receiver.arrived).toHaveLength(300));
    expect(new Set(bodies().map(({ from }) => `+${from}`))).toEqual(new Set(phones));
    expect(phones.every((phone: string) => isValidPhoneNumber(phone))).toBe(true);
  });

  test("control is closed without the key, and says what is wrong with bad input", async () => {
    expect((await fetch(`${desk.url}/_sim/state`)).status).toBe(401);
    expect(await desk.control("POST", "texts", { from: "nobody", to: "+17733659687", text: "x" })).toMatchObject({
      error: expect.stringContaining("nobody"),
    });
    expect(await desk.control("POST", "switches", { throttling: 7 })).toHaveProperty("error");
  });
});

describe("a restart", () => {
  test("brings back numbers, phones, switches and conversations, and finishes what was owed", async () => {
    await desk.control("POST", "phones", { phone: "+4915112345678" });
    receiver.status = 500;
    await desk.send(fan, "Did you get it?", "m-5");
    await desk.control("POST", "texts", { from: "+14155550123", to: "+17733659687", text: "yes" });
    await soon(async () =>
      expect((await desk.control("GET", "state")).counts.webhookAttempts).toBeGreaterThanOrEqual(3),
    );
    await desk.close();
    receiver.status = 204;
    desk = await startDesk(receiver.url, desk.dir);
    await soon(() =>
      expect(
        bodies()
          .map((one) => one.status ?? one.text)
          .sort(),
      ).toEqual(["delivered", "submitted", "yes"]),
    );
    const state = await desk.control("GET", "state");
    expect(state).toMatchObject({
      phones: ["+4915112345678"],
      switches: { receiptDelayMs: 40 },
      counts: { accepted: 1, texts: 1 },
    });
    expect(state.numbers).toMatchObject([{ phone: "+17733659687" }]);
    expect((await desk.control("GET", "phones/+14155550123")).bubbles).toHaveLength(2);
    await soon(async () => expect((await desk.control("GET", "state")).counts.webhooksWaiting).toBe(0));

    const path = desk.dir;
    await desk.close();
    const before = receiver.arrived.length;
    desk = await startDesk(receiver.url, path);
    await new Promise((resolve) => setTimeout(resolve, 150));
    expect(receiver.arrived).toHaveLength(before);
  });

  test("the ledger is read newest first, page by page, without gaps", async () => {
    for (let n = 0; n < 25; n++) await desk.send(fan, `text ${n}`);
    await soon(() => expect(receiver.arrived).toHaveLength(50));
    const seen: { k: string; key: number; text?: string }[] = [];
    for (let before: number | null = null; ; ) {
      const page: { entries: typeof seen; next: number | null } = await desk.control(
        "GET",
        `ledger?limit=7${before ? `&before=${before}` : ""}`,
      );
      seen.push(...page.entries);
      if (page.next === null) break;
      before = page.next;
    }
    expect(seen.filter(({ k }) => k === "sent").map(({ text }) => text)).toEqual(
      Array.from({ length: 25 }, (_, n) => `text ${24 - n}`),
    );
    expect(new Set(seen.map(({ key }) => key)).size).toBe(seen.length);
  });
});
