import { describe, expect, test } from "vitest";
import { readWebhook } from "@/lib/carrier/vonage/webhook";
import { bodyOf, type Form, keys, newer, older, shapes } from "./recorded";

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
