import { describe, expect, test } from "vitest";
import { readCall } from "@/lib/carrier/vonage/voice";
import { readWebhook } from "@/lib/carrier/vonage/webhook";
import { bearer, bodyOf, type Form, keys, newer, older, shapes } from "./recorded";

const read = (webhook: Parameters<typeof readWebhook>[0]) => readWebhook(webhook, keys, new Date());

describe("what the Messages API brings", () => {
  test.each(shapes("inbound").map((shape) => [shape.name, shape] as const))("%s", (_, shape) => {
    const brought = read(newer(bodyOf(shape)));
    expect(brought).toMatchObject({ via: "messages", ...shape.brings });
    if (shape.urls && brought.kind === "text" && brought.text.media)
      expect(brought.text.media?.map((one) => one.url)).toEqual(shape.urls);
    if (brought.kind === "unreadable") expect(brought.raw).toBe(bodyOf(shape));
  });

  test.each(shapes("receipts").map((shape) => [shape.name, shape] as const))("receipt: %s", (_, shape) => {
    expect(read(newer(bodyOf(shape)))).toMatchObject({ via: "messages", ...shape.brings });
  });
});

describe.each<Form>(["GET", "form", "JSON"])("what the older SMS API brings as %s", (form) => {
  test.each(shapes("older").map((shape) => [shape.name, shape] as const))("%s", (_, shape) => {
    expect(read(older(shape.parameters ?? {}, form))).toMatchObject({ via: "sms", ...shape.brings });
  });
});

describe("what the Voice API brings", () => {
  const calls = shapes("calls").map((shape) => [`${shape.door}: ${shape.name}`, shape] as const);

  test.each(calls)("%s", (_, shape) => {
    const webhook = { ...newer(bodyOf(shape)), query: shape.query ?? "" };
    expect(readCall(webhook, shape.door!, keys, new Date())).toMatchObject(shape.brings);
  });

  test.each(calls.filter(([, { door, body }]) => door === "answer" && body))("by GET, %s", (_, shape) => {
    const query = String(new URLSearchParams(shape.body as Record<string, string>));
    const webhook = { ...newer(""), method: "GET", query };
    expect(readCall(webhook, "answer", keys, new Date())).toMatchObject(shape.brings);
    // The signature covers no query: captured, it must not prove another one (tests/calls/replay.test.ts).
    const { kind, once } = readCall(webhook, "answer", keys, new Date()) as { kind: string; once?: string };
    // What cannot be read proves nothing.
    if (kind === "unreadable") return expect(once).toBeUndefined();
    expect(once).toMatch(/./);
    expect(readCall(webhook, "answer", keys, new Date())).toMatchObject({ once });
  });

  test.each(calls)("not without the carrier's signature: %s", (_, shape) => {
    const { door } = shape;
    expect(readCall(newer(bodyOf(shape), null), door!, keys, new Date()).kind).toBe("refused");
    expect(readCall(newer(bodyOf(shape), bearer("another")), door!, keys, new Date()).kind).toBe("refused");
  });
});
