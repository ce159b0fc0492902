import { describe, expect, test } from "vitest";
import { isCrossSite } from "@/lib/web/origin";

const publicUrl = "https://text.example.org";
const asks = (headers: Record<string, string>, method = "POST", path = "/sign-in") =>
  isCrossSite({ method, path, headers: { host: "127.0.0.1:3000", ...headers } }, publicUrl);

describe("requests that change something", () => {
  test.each([
    ["our own page", { "sec-fetch-site": "same-origin" }],
    ["our own page without a referrer", { "sec-fetch-site": "same-origin", origin: "null" }],
    ["a form sent again from the address bar", { "sec-fetch-site": "none" }],
    ["a browser without Sec-Fetch-Site, by the public address", { origin: publicUrl }],
    ["a browser without Sec-Fetch-Site, by the address it was loaded from", { origin: "http://127.0.0.1:3000" }],
    ["a program", {}],
  ])("are taken from %s", (_, headers) => expect(asks(headers as Record<string, string>)).toBe(false));

  test.each([
    ["another site", { "sec-fetch-site": "cross-site", origin: "https://evil.example" }],
    ["another site that hides its origin", { "sec-fetch-site": "cross-site", origin: "null" }],
    ["a neighbor under the same domain", { "sec-fetch-site": "same-site", origin: "https://shop.example.org" }],
    ["another site, in a browser without Sec-Fetch-Site", { origin: "https://evil.example" }],
    ["a sandboxed page", { origin: "null" }],
    ["the public address over plain http", { origin: "http://text.example.org" }],
    ["another port", { origin: "http://127.0.0.1:3001" }],
    ["nonsense", { origin: "\u0000" }],
  ])("are refused from %s", (_, headers) => {
    for (const method of ["POST", "PUT", "PATCH", "DELETE"])
      expect(asks(headers as Record<string, string>, method)).toBe(true);
  });

  test("webhooks come from the carrier's servers, whatever they say", () =>
    expect(asks({ origin: "https://api.nexmo.com" }, "POST", "/webhooks/messages/inbound")).toBe(false));

  test("reading is for everyone", () => expect(asks({ "sec-fetch-site": "cross-site" }, "GET")).toBe(false));
});
