import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Nap } from "@/lib/live/nap";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** Has it ended by now? */
async function ended(sleep: Promise<void>): Promise<boolean> {
  return Promise.race([sleep.then(() => true), Promise.resolve().then(() => Promise.resolve(false))]);
}

test("it lasts its time, or until a word comes", async () => {
  const nap = new Nap();
  const whole = nap.sleep(1_000);
  await vi.advanceTimersByTimeAsync(999);
  expect(await ended(whole)).toBe(false);
  await vi.advanceTimersByTimeAsync(1);
  expect(await ended(whole)).toBe(true);
  const cut = nap.sleep(1_000);
  nap.wake();
  expect(await ended(cut)).toBe(true);
});

test("a word during a look is not slept through; one before it was seen by it", async () => {
  const nap = new Nap();
  nap.looking();
  nap.wake();
  expect(await ended(nap.sleep(1_000))).toBe(true);
  nap.looking();
  expect(await ended(nap.sleep(1_000))).toBe(false);
});
