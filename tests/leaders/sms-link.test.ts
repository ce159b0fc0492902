import { describe, expect, it } from "vitest";
import { isPhone, smsCode, smsLink } from "@/lib/leaders/sms-link";

const iphone =
  "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 Version/18.1 Mobile/15E148 Safari/604.1";
const ipad = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 Version/18.1 Safari/605.1.15";
const android = "Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 Chrome/131.0.0.0 Mobile Safari/537.36";
const desktop = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/131.0.0.0 Safari/537.36";

describe("the way into the phone's texts", () => {
  it("fills in the words as each kind of phone wants it", () => {
    expect(smsLink("+17733659687", "Hi!", iphone)).toBe("sms:+17733659687&body=Hi!");
    expect(smsLink("+17733659687", "Hi!", ipad)).toBe("sms:+17733659687&body=Hi!");
    expect(smsLink("+17733659687", "Hi!", android)).toBe("sms:+17733659687?body=Hi!");
    expect(smsLink("+17733659687", "Hi!", desktop)).toBe("sms:+17733659687?&body=Hi!");
  });

  it("keeps signs, spaces and letters of all languages whole, and leaves nothing where there are no words", () => {
    expect(smsLink("+17733659687", "Sí & ¿qué? #1", android)).toBe(
      "sms:+17733659687?body=S%C3%AD%20%26%20%C2%BFqu%C3%A9%3F%20%231",
    );
    expect(smsLink("+17733659687", "", iphone)).toBe("sms:+17733659687");
    expect(smsCode("+17733659687", "Hi!")).toBe("SMSTO:+17733659687:Hi!");
  });

  it("knows a phone from a desk", () => {
    expect([iphone, android, desktop, ipad, ""].map(isPhone)).toEqual([true, true, false, false, false]);
  });
});
