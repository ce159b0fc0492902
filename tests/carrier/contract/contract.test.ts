import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { Brought, Webhook } from "@/lib/carrier/carrier";
import { readWebhook } from "@/lib/carrier/vonage/webhook";
import { type Account, startAccount } from "../account";
import { type Arrived, startReceiver } from "../simulator/desk";
import { keys, newer, older, shapes } from "./recorded";

/**
 * What every carrier behind this product must bring, whoever brings it: the simulator through real HTTP, or payloads as
 * they were recorded. One suite for both, so that neither drifts from the other.
 */
type Source = {
  text(dialect: "messages" | "sms", words: string): Promise<Webhook[]>;
  /** Receipts of a text that was sent with the ref m.1.2.3, in the order in which they come. */
  receipts(dialect: "messages" | "sms", fate: "delivered" | "1240", shuffled?: boolean): Promise<Webhook[]>;
};

const fan = "+14155550101";
const number = "+17733659687";
const long =
  "Dear Nadia, I have followed you since the very first song and I just want to say thank you & more = more. ".repeat(
    4,
  );

function contract(name: string, start: () => Promise<{ source: Source; stop(): Promise<void> }>): void {
  describe(name, () => {
    let source: Source;
    let stop: () => Promise<void>;
    beforeEach(async () => {
      ({ source, stop } = await start());
    });
    afterEach(() => stop());
    const read = (webhook: Webhook): Brought => {
      const { via: _, ...brought } = readWebhook(webhook, keys, new Date());
      return brought as Brought;
    };
    const only = (kind: Brought["kind"], webhooks: Webhook[]) => webhooks.map(read).filter((one) => one.kind === kind);

    test.each(["messages", "sms"] as const)("a short text arrives whole (%s)", async (dialect) => {
      const brought = (await source.text(dialect, "Hello & 你好!")).map(read);
      expect(brought).toMatchObject([
        { kind: "text", text: { from: fan, to: number, text: "Hello & 你好!", type: "text", concat: null } },
      ]);
    });

    test("a long text arrives joined in the newer dialect", async () => {
      expect(await source.text("messages", long).then((all) => all.map(read))).toMatchObject([
        { kind: "text", text: { text: long } },
      ]);
    });

    test("a long text arrives in parts in the older one, which make it again in any order", async () => {
      const brought = only("text", (await source.text("sms", long)).reverse());
      const parts = brought.flatMap((one) => (one.kind === "text" ? [one.text] : []));
      expect(parts.length).toBeGreaterThan(1);
      expect(new Set(parts.map((part) => part.concat?.reference)).size).toBe(1);
      expect(new Set(parts.map((part) => part.carrierId)).size).toBe(parts.length);
      const sorted = parts.toSorted((a, b) => (a.concat?.part ?? 0) - (b.concat?.part ?? 0));
      expect(sorted.map((part) => part.text).join("")).toBe(long);
      expect(sorted.at(-1)?.concat).toMatchObject({ part: parts.length, total: parts.length });
    });

    test.each(["messages", "sms"] as const)(
      "a delivered text is told of twice: on its way, and there (%s)",
      async (dialect) => {
        const brought = (await source.receipts(dialect, "delivered")).map(read);
        expect(brought).toMatchObject([
          { kind: "receipt", receipt: { ref: "m.1.2.3", from: number, to: fan, outcome: "sent", error: null } },
          { kind: "receipt", receipt: { ref: "m.1.2.3", from: number, to: fan, outcome: "delivered", error: null } },
        ]);
      },
    );

    test.each(["messages", "sms"] as const)(
      "somebody who opted out at the carrier is told of as such (%s)",
      async (dialect) => {
        const brought = (await source.receipts(dialect, "1240")).map(read);
        expect(brought.at(-1)).toMatchObject({
          kind: "receipt",
          receipt: { outcome: "failed", error: { remedy: "opt_out" } },
        });
      },
    );

    test("delivered may come before submitted, and both are understood", async () => {
      const brought = (await source.receipts("messages", "delivered", true)).map(read);
      expect(brought.map((one) => one.kind === "receipt" && one.receipt.outcome).sort()).toEqual(["delivered", "sent"]);
    });

    test("changed by one sign it is refused", async () => {
      for (const dialect of ["messages", "sms"] as const) {
        const [webhook] = await source.text(dialect, "Hello!");
        const body = Buffer.from(webhook!.body.toString().replace("Hello", "Hallo"));
        expect(read({ ...webhook!, body }).kind).toBe("refused");
        expect(read({ ...webhook!, authorization: null, body: Buffer.from("{}") }).kind).toBe("refused");
      }
    });
  });
}

contract("the simulator, through the SDK and over HTTP", async () => {
  const receiver = await startReceiver();
  const account: Account = await startAccount(receiver.url, { switches: { receiptDelayMs: 20 } });
  await account.desk.control("POST", "numbers", { phone: number });
  const webhooks = async (count: number) => {
    await vi.waitFor(() => expect(receiver.arrived.length).toBeGreaterThanOrEqual(count), {
      timeout: 8_000,
      interval: 20,
    });
    return receiver.arrived.splice(0).map(
      ({ authorization, contentType, body }: Arrived): Webhook => ({
        method: "POST",
        query: "",
        authorization,
        contentType,
        body: Buffer.from(body),
      }),
    );
  };
  const source: Source = {
    async text(dialect, words) {
      await account.desk.control("POST", "switches", { dialect });
      await account.desk.control("POST", "texts", { from: fan, to: number, text: words });
      return webhooks(dialect === "sms" && words.length > 160 ? Math.ceil(words.length / 153) : 1);
    },
    async receipts(dialect, fate, shuffled = false) {
      const failures = fate === "delivered" ? 0 : 1;
      await account.desk.control("POST", "switches", { dialect, failures, failureCode: "1240", shuffle: shuffled });
      const sent = await account.carrier.send({ from: number, to: fan, text: "hi", ref: "m.1.2.3" });
      expect(sent.kind).toBe("accepted");
      return webhooks(2);
    },
  };
  return {
    source,
    async stop() {
      await account.close();
      receiver.close();
    },
  };
});

contract("payloads as they were recorded", async () => {
  const inbound = shapes("inbound")[0]?.body as Record<string, unknown>;
  const submitted = shapes("receipts")[0]?.body as Record<string, unknown>;
  const [text, receipt] = ["a text", "a receipt, delivered"].map(
    (name) => shapes("older").find((shape) => shape.name === name)?.parameters as Record<string, string>,
  ) as [Record<string, string>, Record<string, string>];
  const refused = shapes("receipts").find((shape) => shape.name.startsWith("undeliverable"));
  const source: Source = {
    async text(dialect, words) {
      if (dialect === "messages") return [newer(JSON.stringify({ ...inbound, text: words }))];
      const pieces = words.length > 160 ? (words.match(/.{1,153}/gs) ?? []) : [words];
      const type = /^[\x20-\x7e]*$/.test(words) ? "text" : "unicode";
      return pieces.map((piece, at) =>
        older(
          {
            ...text,
            text: piece,
            type,
            messageId: `id-${at}`,
            ...(pieces.length > 1
              ? {
                  concat: "true",
                  "concat-ref": "7",
                  "concat-total": String(pieces.length),
                  "concat-part": String(at + 1),
                }
              : {}),
          },
          "form",
        ),
      );
    },
    async receipts(dialect, fate, shuffled = false) {
      const failed = fate !== "delivered";
      const both =
        dialect === "messages"
          ? [
              newer(JSON.stringify(submitted)),
              newer(
                failed
                  ? JSON.stringify({ ...(refused?.body as object), client_ref: "m.1.2.3" })
                  : JSON.stringify({ ...submitted, status: "delivered" }),
              ),
            ]
          : [
              older({ ...receipt, status: "accepted" }, "form"),
              older(failed ? { ...receipt, status: "rejected", "err-code": "9" } : receipt, "form"),
            ];
      return shuffled ? both.reverse() : both;
    },
  };
  return { source, stop: async () => {} };
});
