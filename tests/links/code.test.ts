import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { codeOf, readCode } from "@/lib/links/code";

beforeAll(() => {
  process.env.NEXTAUTH_SECRET = "a-secret-of-the-tests-and-of-nothing-else";
  process.env.PUBLIC_URL = "http://tenfour.test";
});

const some = { leaderId: 3, linkId: 412, memberId: 18_000_000 };

describe("the code of a member's link", () => {
  test("says whose it is, whatever the numbers", () => {
    const id = fc.oneof(fc.nat(300), fc.nat(2 ** 31 - 1), fc.maxSafeNat());
    fc.assert(
      fc.property(id, id, id, (leaderId, linkId, memberId) => {
        const code = codeOf({ leaderId, linkId, memberId });
        expect(code).toMatch(/^[0-9A-Za-z]{10,42}$/);
        expect(readCode(code)).toEqual({ leaderId, linkId, memberId });
      }),
    );
  });

  test("is short", () => {
    expect(codeOf(some).length).toBeLessThanOrEqual(19);
  });

  test("with any letter changed, added or lost is unknown", () => {
    const code = codeOf(some);
    for (let at = 0; at < code.length; at++) {
      expect(readCode(code.slice(0, at) + (code[at] === "x" ? "y" : "x") + code.slice(at + 1))).toBeNull();
      expect(readCode(code.slice(0, at) + code.slice(at + 1))).toBeNull();
    }
    expect(readCode(`${code}0`)).toBeNull();
    expect(readCode(`0${code}`)).toBeNull();
  });

  test.each(["", "x", "../../etc/passwd", "%00", "Z".repeat(5_000), "аbcdefghij", "1234567890"])(
    "%j is unknown",
    (code) => {
      expect(readCode(code)).toBeNull();
    },
  );
});
