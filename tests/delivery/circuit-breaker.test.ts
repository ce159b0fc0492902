import { setTimeout as pause } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import { CircuitBreaker } from "@/lib/delivery/circuit-breaker";
import { SendWindow } from "@/lib/delivery/window";

/** A breaker on a clock of the test's, before a carrier that answers checks or does not. */
function breakerAt() {
  const world = { now: 0, answers: false, checks: 0, said: [] as (string | null)[], closed: 0 };
  const breaker = new CircuitBreaker({
    now: () => world.now,
    answers: async () => {
      world.checks++;
      return world.answers;
    },
  });
  breaker.onReason((reason) => world.said.push(reason));
  breaker.onClose(() => world.closed++);
  /** What is permitted after so many milliseconds, looked at every 100. */
  const permitAfter = async (milliseconds: number) => {
    let permit = breaker.permit();
    for (const until = world.now + milliseconds; permit === "none" && world.now < until; ) {
      world.now += 100;
      await pause(0);
      permit = breaker.permit();
    }
    return permit;
  };
  return { breaker, world, permitAfter };
}

describe("a carrier that takes requests and does not answer", () => {
  test("one or two answers that never came are the weather of a network", () => {
    const { breaker, world } = breakerAt();
    for (const answer of ["unknown", "unknown", "accepted", "unknown", "unknown"] as const) breaker.record(answer);
    expect([breaker.permit(), world.said]).toEqual(["all", []]);
  });

  test("after three in a row nothing is sent, and it is only asked whether it answers", async () => {
    const { breaker, world, permitAfter } = breakerAt();
    for (let n = 0; n < 3; n++) breaker.record("unknown");
    expect(world.said).toEqual(["The carrier isn’t answering. Sending is paused; next try in 2 s."]);
    expect(await permitAfter(300_000)).toBe("none");
    expect(world.checks).toBeGreaterThan(100);
  });

  test("when it answers ONE text is tried, and its success opens the way for all", async () => {
    const { breaker, world, permitAfter } = breakerAt();
    for (let n = 0; n < 3; n++) breaker.record("unknown");
    await permitAfter(60_000);
    world.answers = true;
    const from = world.now;
    expect(await permitAfter(10_000)).toBe("one");
    expect(world.now - from).toBeLessThanOrEqual(1_700);
    expect(breaker.permit()).toBe("none");
    breaker.record("accepted");
    expect([breaker.permit(), world.closed, world.said.at(-1)]).toEqual(["all", 1, null]);
  });

  test("where checks are answered and texts are not, it costs a text ever more rarely", async () => {
    const { breaker, world, permitAfter } = breakerAt();
    world.answers = true;
    for (let n = 0; n < 3; n++) breaker.record("unknown");
    const waits: number[] = [];
    for (let n = 0; n < 6; n++) {
      const from = world.now;
      expect(await permitAfter(100_000)).toBe("one");
      waits.push(Math.round((world.now - from) / 1_000));
      breaker.record("unknown");
    }
    expect(waits).toEqual([2, 4, 8, 16, 32, 64]);
    expect(world.said.at(-1)).toBe("The carrier isn’t answering. Sending is paused; next try in 128 s.");
  });

  test("whoever was permitted one and has nothing to send leaves it to another", async () => {
    const { breaker, world, permitAfter } = breakerAt();
    world.answers = true;
    for (let n = 0; n < 3; n++) breaker.record("unknown");
    expect(await permitAfter(10_000)).toBe("one");
    breaker.unused();
    expect(breaker.permit()).toBe("one");
  });
});

describe("a carrier that refuses", () => {
  test("is tried with one text about every second, is told of after ten, and all goes on with the first success", async () => {
    const { breaker, world, permitAfter } = breakerAt();
    for (let n = 0; n < 3; n++) breaker.record("fault");
    let tries = 0;
    while (world.now < 60_000) {
      expect(await permitAfter(2_000)).toBe("one");
      tries++;
      if (world.now < 9_000) expect(world.said).toEqual([]);
      breaker.record("fault");
    }
    expect(tries).toBeGreaterThan(55);
    expect(world.said).toEqual(["The carrier isn’t accepting texts. Sending is paused and resumes when it does."]);
    expect(await permitAfter(2_000)).toBe("one");
    breaker.record("accepted");
    expect([breaker.permit(), world.said.at(-1)]).toEqual(["all", null]);
  });

  test("a few texts turned away as too many do not stop the others", () => {
    const { breaker } = breakerAt();
    for (let n = 0; n < 50; n++) breaker.record(n % 5 === 0 ? "accepted" : "limited");
    expect(breaker.permit()).toBe("all");
  });
});

describe("how many requests may be under way", () => {
  test("few on a quiet number, up to all within a few dozen answers on a busy one", () => {
    const window = new SendWindow(50);
    expect(window.limit).toBe(4);
    for (let n = 0; n < 60; n++) window.answered(window.limit);
    expect(window.limit).toBe(50);
    for (let n = 0; n < 100; n++) window.answered(1);
    expect(window.limit).toBe(6);
  });

  test("one while the last was not answered", () => {
    const window = new SendWindow(50);
    for (let n = 0; n < 60; n++) window.answered(20);
    window.unanswered();
    expect(window.limit).toBe(1);
    window.answered(20);
    expect(window.limit).toBeGreaterThan(20);
  });
});
