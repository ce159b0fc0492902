import { generateKeyPairSync } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { AccountFinding } from "@/lib/carrier/carrier";
import { vonage } from "@/lib/carrier/vonage/vonage";
import { type Account, startAccount } from "../account";

const here = "https://text.example.com";
let account: Account;
beforeAll(async () => {
  account = await startAccount();
  await account.desk.control("POST", "numbers", { phone: "+17733659687", linked: false });
});
afterAll(() => account.close());

const other = generateKeyPairSync("rsa", {
  modulusLength: 2048,
  publicKeyEncoding: { type: "spki", format: "pem" },
  privateKeyEncoding: { type: "pkcs8", format: "pem" },
});
const check = async (change: object = {}, publicUrl = here, numbers = ["+17733659687"]) => {
  const findings = await vonage({ ...account.settings, ...change }).check({ publicUrl, numbers });
  return new Map(findings.map((one) => [one.what, one] as [AccountFinding["what"], AccountFinding]));
};

describe("checking the account", () => {
  test("a wrong secret is said, and nothing more is asked", async () => {
    const findings = await check({ apiSecret: "wrong" });
    expect([...findings.values()]).toEqual([
      { what: "keys", state: "bad", sentence: "The carrier does not accept the API key and secret." },
    ]);
  });

  test("a carrier nobody reaches is said in other words", async () => {
    const findings = await check({ apiHost: "http://127.0.0.1:1", restHost: "http://127.0.0.1:1" });
    expect(findings.get("keys")?.sentence).toContain("cannot be reached");
  }, 30_000);

  test("an application that is not there, a key of another one, half a key, the public half", async () => {
    expect((await check({ applicationId: "00000000-0000-4000-8000-000000000000" })).get("application")).toMatchObject({
      state: "bad",
      sentence: "This account has no application with that id.",
    });
    expect((await check({ privateKey: other.privateKey })).get("private_key")?.sentence).toContain(
      "another application",
    );
    expect((await check({ privateKey: account.settings.privateKey.slice(0, 200) })).get("private_key")?.state).toBe(
      "bad",
    );
    expect((await check({ privateKey: "" })).get("private_key")?.sentence).toContain("missing");
    expect((await check()).get("private_key")?.state).toBe("good");
  });

  test("webhooks that go elsewhere are named, set, and right from then on; everything else of the application stays", async () => {
    const before = await check();
    expect(before.get("text_webhooks")).toMatchObject({ state: "bad", fix: "webhooks" });
    expect(before.get("text_webhooks")?.sentence).toContain("http://127.0.0.1:9/webhooks/messages/inbound");
    expect(before.get("text_webhooks")?.sentence).toContain(`${here}/webhooks/messages/inbound`);
    expect(before.get("call_webhooks")).toMatchObject({ state: "warning", fix: "webhooks" });
    await account.carrier.pointWebhooks(`${here}/`);
    const after = await check();
    expect([after.get("text_webhooks")?.state, after.get("call_webhooks")?.state]).toEqual(["good", "good"]);
    const application = await account.desk.sdk.applications.getApplication(account.settings.applicationId);
    expect(application.name).toBe("Tenfour");
    expect(application.keys?.publicKey ?? "").toContain("BEGIN PUBLIC KEY");
  });

  test("this machine's other names are the same address, another port of it is not", async () => {
    await account.carrier.pointWebhooks("http://127.0.0.1:3000");
    expect((await check({}, "http://localhost:3000")).get("text_webhooks")?.state).toBe("good");
    expect((await check({}, "http://localhost:3001")).get("text_webhooks")?.state).toBe("bad");
  });

  test("an address only this machine knows is no address for a carrier elsewhere", async () => {
    expect((await check({}, "http://localhost:3000")).get("address")?.state).toBe("good");
    const { check: judge } = await import("@/lib/carrier/vonage/check");
    const far = { ...account.settings, apiHost: "https://api.nexmo.com" };
    const asks = { balance: async () => 5, ownedNumbers: async () => [] };
    const findings = await judge(
      account.desk.sdk as never,
      far,
      { publicUrl: "http://localhost:3000", numbers: [] },
      asks,
    );
    expect(findings.find((one) => one.what === "address")).toMatchObject({ state: "bad" });
    expect(findings.find((one) => one.what === "credit")).toMatchObject({ state: "warning" });
  });

  test("numbers that the account does not have, and numbers whose texts go elsewhere", async () => {
    expect((await check()).get("numbers")).toMatchObject({ state: "bad", fix: "numbers" });
    const foreign = await check({}, here, ["+12125550100", "+12125550101", "+17733659687"]);
    expect(foreign.get("numbers")?.sentence).toContain("(212) 555-0100 and (212) 555-0101 are");
    expect(foreign.get("numbers")).toMatchObject({
      sentence: expect.stringContaining("9687 is not linked"),
      fix: "numbers",
    });
    await account.carrier.linkNumber("+17733659687");
    expect((await check()).get("numbers")?.state).toBe("good");
    expect((await check({}, here, [])).get("numbers")?.state).toBe("warning");
  });
});

describe("numbers", () => {
  test("are found by area code, by digits, by their end, by what they carry, and toll-free", async () => {
    const { carrier } = account;
    expect((await carrier.availableNumbers({ areaCode: "773" })).every(({ phone }) => phone.startsWith("+1773"))).toBe(
      true,
    );
    expect((await carrier.availableNumbers({ contains: "4673" })).every(({ phone }) => phone.includes("4673"))).toBe(
      true,
    );
    expect((await carrier.availableNumbers({ endsWith: "4673" })).every(({ phone }) => phone.endsWith("4673"))).toBe(
      true,
    );
    const free = await carrier.availableNumbers({ kind: "toll_free", features: ["SMS"] });
    expect(free.length).toBeGreaterThan(0);
    expect(free.every(({ phone }) => /^\+18(00|33|44|55|66|77|88)/.test(phone))).toBe(true);
    expect(free[0]?.monthlyCents).toBe(200);
    const [first, second] = [await carrier.availableNumbers({}), await carrier.availableNumbers({ page: 2 })];
    expect(first).toHaveLength(10);
    expect(second.some(({ phone }) => first.some((one) => one.phone === phone))).toBe(false);
  });

  test("buying twice is once; giving back what is gone is fine", async () => {
    const [offer] = await account.carrier.availableNumbers({ areaCode: "312" });
    const phone = offer?.phone as string;
    await account.carrier.buyNumber(phone);
    await account.carrier.buyNumber(phone);
    expect((await account.carrier.ownedNumbers()).filter((one) => one.phone === phone)).toMatchObject([
      { linked: true },
    ]);
    await account.carrier.releaseNumber(phone);
    await account.carrier.releaseNumber(phone);
    expect((await account.carrier.ownedNumbers()).some((one) => one.phone === phone)).toBe(false);
    await expect(account.carrier.buyNumber("+15551234567")).rejects.toThrow(/would not sell/);
    await expect(account.carrier.linkNumber("+15551234567")).rejects.toThrow(/carrier/);
  });

  test("more than a page of them are all found", async () => {
    for (let n = 0; n < 105; n++)
      await account.desk.control("POST", "numbers", { phone: `+1773365${String(2000 + n)}`, linked: false });
    expect((await account.carrier.ownedNumbers()).length).toBeGreaterThanOrEqual(105);
  }, 30_000);
});
