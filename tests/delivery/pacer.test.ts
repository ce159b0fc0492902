import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Pacer } from "@/lib/delivery/pacer";

describe("the pace of a number", () => {
  test("a fresh number may send half a second's worth, and then as many as come back", () => {
    const pacer = new Pacer(10, 0);
    expect(pacer.allowed(0)).toBe(5);
    pacer.spend(5);
    expect(pacer.allowed(0)).toBe(0);
    expect(pacer.wait()).toBe(100);
    expect(pacer.allowed(100)).toBe(1);
    expect(pacer.allowed(60_000)).toBe(5);
  });

  test("a long text overdraws, and is paid back before the next one goes", () => {
    const pacer = new Pacer(1, 0);
    expect(pacer.allowed(0)).toBe(1);
    pacer.spend(3);
    expect(pacer.allowed(2_900)).toBe(0);
    expect(pacer.allowed(3_001)).toBe(1);
  });

  test("a new rate holds at once, and none at all is no limit", () => {
    const pacer = new Pacer(100, 0);
    pacer.setRate(2);
    expect(pacer.allowed(0)).toBe(1);
    pacer.setRate(null);
    expect(pacer.allowed(0)).toBe(Number.POSITIVE_INFINITY);
    pacer.spend(1_000);
    expect(pacer.wait()).toBe(0);
  });

  test("over any stretch of time no more leave than the rate allows, but for the first half second", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 60 }),
        fc.array(fc.integer({ min: 0, max: 900 }), { minLength: 1, maxLength: 200 }),
        (rate, steps) => {
          const pacer = new Pacer(rate, 0);
          let now = 0;
          let sent = 0;
          for (const step of steps) {
            now += step;
            const allowed = pacer.allowed(now);
            pacer.spend(allowed);
            sent += allowed;
          }
          expect(sent).toBeLessThanOrEqual(Math.max(1, rate / 2) + (now / 1_000) * rate + 1e-6);
        },
      ),
    );
  });
});
