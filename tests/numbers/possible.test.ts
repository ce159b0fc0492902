import { describe, expect, it } from "vitest";
import { leaderWish } from "@/lib/leaders/wish";
import { numberProblem, readOwnMobile } from "@/lib/numbers/possible";

describe("a number nobody can be texted at", () => {
  it.each([
    ["+12222222222", "impossible"],
    ["+19999999999", "impossible"],
    ["+11234567890", "impossible"],
    ["+19113659687", "impossible"],
    ["+13129111234", "impossible"],
    ["+13121659687", "impossible"],
    ["+15005550123", "impossible"],
    ["+13925550123", "impossible"],
    ["+17735551212", "impossible"],
    ["+13125550100", "fictional"],
    ["+13125550199", "fictional"],
    ["+18003659687", "toll_free"],
    ["+18333659687", "toll_free"],
    ["+18823659687", "toll_free"],
    ["+19003659687", "premium"],
    ["+17739761234", "premium"],
    ["+17733659687", null],
    ["+12145550902", null],
    ["+14165559687", null],
    ["+4915123456789", null],
  ])("%s is %s", (e164, problem) => {
    expect(numberProblem(e164)).toBe(problem);
  });

  it("is no teammate's mobile, in sign-in and in making a leader", () => {
    for (const text of [
      "(222) 222-2222",
      "1-800-365-9687",
      "900-365-9687",
      "+44 7700 900123",
      "+1 876 555 1234",
      "+8816 2345 6789",
      "12",
    ])
      expect([text, readOwnMobile(text)]).toEqual([text, null]);
    expect(readOwnMobile("(773) 365-9687")?.e164).toBe("+17733659687");
    const wish = { name: "Nadia", handle: "nadia", number: "+18003659687", timeZone: "America/Chicago" };
    expect(leaderWish.safeParse({ ...wish, mobile: "800-365-9688" }).error?.issues[0]?.message).toMatch(
      /can get texts/,
    );
    // A number for the fans may be toll-free.
    expect(leaderWish.safeParse({ ...wish, mobile: "773-365-9687" }).success).toBe(true);
  });
});
