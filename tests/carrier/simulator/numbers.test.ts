import { isValidPhoneNumber } from "libphonenumber-js";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { account, startDesk, startReceiver } from "./desk";

let receiver: Awaited<ReturnType<typeof startReceiver>>;
let desk: Awaited<ReturnType<typeof startDesk>>;
const fan = "14155550123";

beforeEach(async () => {
  receiver = await startReceiver();
  desk = await startDesk(receiver.url);
  await desk.own();
});
afterEach(async () => {
  await desk.close();
  receiver.close();
});

const soon = (check: () => void | Promise<void>) => vi.waitFor(check, { timeout: 5_000, interval: 20 });
const bodies = () => receiver.arrived.map((one) => JSON.parse(one.body));

describe("numbers", () => {
  test("are offered by area code and digits, bought, linked, listed and given back", async () => {
    const wish = { country: "US", pattern: "1219", searchPattern: 0, size: 10, index: 1 } as never;
    const { numbers = [] } = await desk.sdk.numbers.getAvailableNumbers(wish);
    expect(numbers).toHaveLength(10);
    expect(numbers.every(({ msisdn }) => msisdn?.startsWith("1219") && isValidPhoneNumber(`+${msisdn}`))).toBe(true);
    const vanity = await desk.sdk.numbers.getAvailableNumbers({
      country: "US",
      pattern: "2028",
      searchPattern: 1,
      size: 5,
    } as never);
    expect(vanity.numbers?.every(({ msisdn }) => msisdn?.includes("2028"))).toBe(true);
    expect(vanity.numbers).toHaveLength(5);

    const msisdn = numbers[0]!.msisdn!;
    expect((await desk.sdk.numbers.buyNumber({ country: "US", msisdn })).errorCode).toBe("200");
    await desk.sdk.numbers.updateNumber({ country: "US", msisdn, appId: account.applicationId });
    const owned = await desk.sdk.numbers.getOwnedNumbers({ pattern: msisdn, searchPattern: 0 } as never);
    expect(owned.numbers).toMatchObject([{ msisdn, app_id: account.applicationId }]);
    await expect(desk.sdk.numbers.buyNumber({ country: "US", msisdn })).rejects.toThrow();
    expect((await desk.sdk.numbers.cancelNumber({ country: "US", msisdn })).errorCode).toBe("200");
    expect((await desk.sdk.accounts.getBalance()).value).toBeGreaterThan(0);
  });
});

describe("a number that is linked to no application of ours", () => {
  test("rings nowhere and its texts are brought to nobody, until it is linked", async () => {
    await desk.control("POST", "numbers", { phone: "+17733659688", linked: false });
    const text = (to: string) => desk.control("POST", "texts", { from: fan, to, text: `To ${to}` });
    const call = () => desk.control("POST", "calls", { from: fan, to: "+17733659688" });
    await text("+17733659688");
    await text("+17733659687");
    expect((await call()).script).toBeNull();
    await soon(() => expect(bodies().map((body) => body.text)).toEqual(["To +17733659687"]));
    expect((await desk.control("GET", `phones/${fan}`)).bubbles[0].status).toBe("delivered");

    const wish = { country: "US", msisdn: "17733659688", appId: account.applicationId };
    await desk.sdk.numbers.updateNumber(wish);
    await text("+17733659688");
    await soon(() => expect(bodies().at(-1)?.text).toBe("To +17733659688"));
  });
});
