import { setTimeout as pause } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import { type CircuitBreaker, CircuitBreakers, type CircuitOfNumber } from "@/lib/delivery/circuit-breaker";
import { SendWindow } from "@/lib/delivery/window";

type Kind = "all" | "none" | number;

/** Breakers on a clock of the test's, before a carrier that answers checks or does not. */
function breakersAt(now = 0) {
  const world = { now, answers: false, checks: 0 };
  const breakers = new CircuitBreakers({
    now: () => world.now,
    answers: async () => {
      world.checks++;
      return world.answers;
    },
  });
  const add = (number: string, stored: CircuitOfNumber | null = null) => {
    const breaker = breakers.add(number, stored);
    const told: (CircuitOfNumber | null)[] = [];
    const seen = { closed: 0, told, reasons: () => told.map((one) => one?.reason ?? null) };
    breaker.listen({ closed: () => seen.closed++, changed: (circuit) => told.push(circuit) });
    return { breaker, seen };
  };
  return { world, add };
}

/** "all", "none", or the token of a probe. */
function permitOf(breaker: CircuitBreaker): Kind {
  const permit = breaker.permit();
  return permit.kind === "probe" ? permit.token : permit.kind;
}

function one() {
  const { world, add } = breakersAt();
  const { breaker, seen } = add("+17733659687");
  /** What is permitted after so many milliseconds, looked at every 100. */
  const permitAfter = async (milliseconds: number): Promise<Kind> => {
    let permit = permitOf(breaker);
    for (const until = world.now + milliseconds; permit === "none" && world.now < until; ) {
      world.now += 100;
      await pause(0);
      permit = permitOf(breaker);
    }
    return permit;
  };
  const probe = async (milliseconds = 10_000): Promise<number> => {
    const permit = await permitAfter(milliseconds);
    if (typeof permit !== "number") throw new Error(`no probe is permitted, but ${permit}`);
    return permit;
  };
  return { world, breaker, seen, permitAfter, probe };
}

describe("a carrier that takes requests and does not answer", () => {
  test("one or two answers that never came are normal on a network", () => {
    const { breaker, seen } = one();
    for (const answer of ["unknown", "unknown", "accepted", "unknown"] as const) breaker.record(answer);
    expect([permitOf(breaker), seen.told]).toEqual(["all", []]);
  });

  test("after three in a row nothing is sent, and it is only asked whether it answers", async () => {
    const { breaker, world, seen, permitAfter } = one();
    for (let n = 0; n < 3; n++) breaker.record("unknown");
    expect(seen.reasons()).toEqual(["The carrier isn’t answering. Sending is paused; next try in 2 s."]);
    expect(await permitAfter(300_000)).toBe("none");
    expect(world.checks).toBeGreaterThan(100);
  });

  test.each([
    ["two of three servers behind a load balancer are dead", 3, (n: number) => n % 3 !== 0],
    ["one of three is dead", 3, (n: number) => n % 3 === 0],
    ["one of four is dead", 4, (n: number) => n % 4 === 0],
    ["one of five is dead", 5, (n: number) => n % 5 === 0],
  ])("where %s the share of unknowns opens the circuit", (_, _servers, isDead) => {
    const { breaker } = one();
    let sent = 0;
    while (permitOf(breaker) === "all" && sent < 100) breaker.record(isDead(sent++) ? "unknown" : "accepted");
    expect(permitOf(breaker)).toBe("none");
    expect(sent).toBeLessThanOrEqual(20);
  });

  test("one unknown in a hundred does not", () => {
    const { breaker } = one();
    for (let n = 0; n < 2_000; n++) breaker.record(n % 100 === 0 ? "unknown" : "accepted");
    expect(permitOf(breaker)).toBe("all");
  });

  test("when it answers one text at a time is tried, and three accepted in a row let all go", async () => {
    const { breaker, world, seen, probe } = one();
    for (let n = 0; n < 3; n++) breaker.record("unknown");
    expect(await probe(3_000).catch(() => "none")).toBe("none");
    world.answers = true;
    const from = world.now;
    for (let n = 0; n < 3; n++) {
      const token = await probe();
      expect(world.now - from).toBeLessThanOrEqual(1_700);
      expect([permitOf(breaker), seen.closed]).toEqual(["none", 0]);
      breaker.record("accepted", token);
    }
    expect([permitOf(breaker), seen.closed, seen.reasons().at(-1)]).toEqual(["all", 1, null]);
  });

  test("an accepted probe followed by an unknown one opens nothing", async () => {
    const { breaker, world, probe, seen } = one();
    world.answers = true;
    for (let n = 0; n < 3; n++) breaker.record("unknown");
    for (const answer of ["accepted", "accepted", "unknown"] as const) breaker.record(answer, await probe());
    expect([permitOf(breaker), seen.closed]).toEqual(["none", 0]);
    for (const answer of ["accepted", "accepted", "accepted"] as const) breaker.record(answer, await probe());
    expect([permitOf(breaker), seen.closed]).toEqual(["all", 1]);
  });

  test("a late outcome of an earlier request neither ends a probe’s turn nor counts for it", async () => {
    const { breaker, world, probe, seen } = one();
    world.answers = true;
    for (let n = 0; n < 3; n++) breaker.record("unknown");
    const token = await probe();
    for (const late of ["unknown", "accepted", "accepted", "accepted", "fault"] as const) {
      breaker.record(late);
      expect(permitOf(breaker)).toBe("none");
    }
    expect(seen.closed).toBe(0);
    breaker.record("accepted", token);
    expect(permitOf(breaker)).toEqual(expect.any(Number));
    breaker.record("unknown", token);
    expect(permitOf(breaker)).toBe("none");
  });

  test("where checks are answered and texts are not, it costs a text ever more rarely", async () => {
    const { breaker, world, probe, seen } = one();
    world.answers = true;
    for (let n = 0; n < 3; n++) breaker.record("unknown");
    const waits: number[] = [];
    for (let n = 0; n < 6; n++) {
      const from = world.now;
      const token = await probe(100_000);
      waits.push(Math.round((world.now - from) / 1_000));
      breaker.record("unknown", token);
    }
    expect(waits).toEqual([2, 4, 8, 16, 32, 64]);
    expect(seen.reasons().at(-1)).toBe("The carrier isn’t answering. Sending is paused; next try in 128 s.");
  });

  test("with two of three servers dead, ten minutes cost less than twenty texts", async () => {
    const { breaker, world } = one();
    let turn = 0;
    let unknown = 0;
    const send = (token: number | null) => {
      const answer = turn++ % 3 === 0 ? "accepted" : "unknown";
      if (answer === "unknown") unknown++;
      breaker.record(answer, token);
    };
    for (; world.now < 600_000; world.now += 100) {
      world.answers = turn % 3 === 0 || Math.floor(world.now / 800) % 3 === 0;
      await pause(0);
      const permit = permitOf(breaker);
      if (permit !== "none") send(permit === "all" ? null : (permit as number));
    }
    expect(unknown).toBeLessThan(20);
  });

  test("a probe that was not sent is released for another", async () => {
    const { breaker, world, probe } = one();
    world.answers = true;
    for (let n = 0; n < 3; n++) breaker.record("unknown");
    const token = await probe();
    breaker.release(token);
    expect(permitOf(breaker)).toBe(token + 1);
  });
});

describe("several numbers", () => {
  test("one that fails alone is paused alone", () => {
    const { add } = breakersAt();
    const [bad, good] = [add("+17733659687"), add("+13125550100")];
    for (let n = 0; n < 8; n++) {
      bad.breaker.record("unknown");
      good.breaker.record("accepted");
    }
    expect([permitOf(bad.breaker), permitOf(good.breaker)]).toEqual(["none", "all"]);
    expect(bad.seen.told.at(-1)).toMatchObject({ scope: "number", state: "silent" });
    expect(good.seen.told).toEqual([]);
  });

  test("that fail together are paused together, at the cost of a few texts in all, and one of them probes", async () => {
    const { world, add } = breakersAt();
    const all = Array.from({ length: 50 }, (_, index) => add(`+1773555${1000 + index}`));
    let burned = 0;
    for (const { breaker } of all) {
      if (permitOf(breaker) !== "all") continue;
      breaker.record("unknown");
      burned++;
    }
    expect(burned).toBe(3);
    expect(all.map(({ seen }) => seen.told.at(-1)?.scope)).toEqual(all.map(() => "account"));
    world.answers = true;
    world.now += 3_000;
    for (const { breaker } of all) permitOf(breaker);
    await pause(0);
    const probes = all.map(({ breaker }) => permitOf(breaker)).filter((permit) => permit !== "none");
    expect(probes).toEqual([expect.any(Number)]);
  });
});

describe("a restart", () => {
  test("continues with the open circuit: nothing leaves before the carrier answers and a probe is accepted", async () => {
    const before = one();
    for (let n = 0; n < 3; n++) before.breaker.record("unknown");
    const stored = JSON.parse(JSON.stringify(before.seen.told.at(-1)));
    const { world, add } = breakersAt(1_000);
    const { breaker, seen } = add("+17733659687", stored);
    for (; world.now < 60_000; world.now += 100) {
      await pause(0);
      expect(permitOf(breaker)).toBe("none");
    }
    world.answers = true;
    for (let n = 0; n < 3; n++) {
      let permit = permitOf(breaker);
      for (; permit === "none" && world.now < 120_000; world.now += 100) {
        await pause(0);
        permit = permitOf(breaker);
      }
      breaker.record("accepted", permit as number);
    }
    expect([permitOf(breaker), seen.closed, seen.told.at(-1)]).toEqual(["all", 1, null]);
  });

  test("of the account’s circuit restores one circuit for all numbers", () => {
    const stored: CircuitOfNumber = {
      scope: "account",
      state: "fault",
      openedAt: 0,
      retryAt: 0,
      waitMs: 2_000,
      reason: null,
    };
    const { add } = breakersAt(5_000);
    const all = Array.from({ length: 10 }, (_, index) => add(`+1773555${1000 + index}`, stored));
    const probes = all.map(({ breaker }) => permitOf(breaker)).filter((permit) => permit !== "none");
    expect(probes).toHaveLength(1);
  });

  test("that left several texts without an outcome begins with probes", async () => {
    const { breaker, world, probe } = one();
    breaker.suspect();
    world.answers = true;
    expect(permitOf(breaker)).toBe("none");
    for (let n = 0; n < 3; n++) breaker.record("accepted", await probe());
    expect([permitOf(breaker), world.now]).toEqual(["all", expect.any(Number)]);
    expect(world.now).toBeLessThanOrEqual(300);
  });

  test("that left several texts without an outcome says why it waits while the carrier is silent", async () => {
    const { breaker, seen, permitAfter } = one();
    breaker.suspect();
    expect(seen.reasons()).toEqual([null]);
    expect(await permitAfter(1_000)).toBe("none");
    expect(seen.reasons().at(-1)).toBe("The carrier isn’t answering. Sending is paused; next try in 2 s.");
  });
});

describe("a carrier that refuses", () => {
  test("is tried with one text about every second, its reason is shown after ten, and three accepted let all go", async () => {
    const { breaker, world, seen, probe } = one();
    for (let n = 0; n < 3; n++) breaker.record("fault");
    let tries = 0;
    while (world.now < 60_000) {
      const token = await probe(2_000);
      tries++;
      if (world.now < 9_000) expect(seen.reasons().filter(Boolean)).toEqual([]);
      breaker.record("fault", token);
    }
    expect(tries).toBeGreaterThan(55);
    expect(seen.reasons().filter(Boolean)).toEqual([
      "The carrier isn’t accepting texts. Sending is paused and resumes when it does.",
    ]);
    for (let n = 0; n < 3; n++) breaker.record("accepted", await probe(2_000));
    expect([permitOf(breaker), seen.reasons().at(-1)]).toEqual(["all", null]);
  });

  test("a few texts turned away as too many do not stop the others", () => {
    const { breaker } = one();
    for (let n = 0; n < 50; n++) breaker.record(n % 5 === 0 ? "accepted" : "limited");
    expect(permitOf(breaker)).toBe("all");
  });
});

describe("how many requests may be under way", () => {
  /** So many answers while as many requests are under way as the window allows, or `most`. */
  function answer(window: SendWindow, answers: number, most = Number.POSITIVE_INFINITY) {
    const open = [];
    for (let n = 0; n < answers; n++) {
      while (window.inFlight < Math.min(window.limit, most)) open.push(window.begin(0));
      window.end(open.shift() as ReturnType<SendWindow["begin"]>, true);
    }
    for (const request of open) window.end(request, null);
  }

  test("few on a quiet number, up to all within a few dozen answers on a busy one", () => {
    const window = new SendWindow(50);
    expect(window.limit).toBe(4);
    answer(window, 120);
    expect(window.limit).toBe(50);
    answer(window, 100, 1);
    expect(window.limit).toBe(6);
  });

  test("one while the last was not answered", () => {
    const window = new SendWindow(50);
    answer(window, 120);
    window.end(window.begin(0), false);
    expect(window.limit).toBe(1);
    window.end(window.begin(0), true);
    expect(window.limit).toBeGreaterThan(20);
  });

  test("requests that hang do not make room for more", () => {
    const window = new SendWindow(50);
    let hanging = 0;
    // A text every 100 ms, of which every third is answered at once and the rest never.
    for (let now = 0; now < 20_000; now += 100) {
      if (window.inFlight >= window.limit) continue;
      const request = window.begin(now);
      if (now % 300 === 0) window.end(request, true);
      else hanging++;
    }
    expect(hanging).toBeLessThanOrEqual(20);
  });
});
