import { z } from "zod";
import { crowd } from "./numbers";
import type { World } from "./world";

const schema = z.object({
  /** The leader's number, E.164. */
  to: z.string().regex(/^\+\d{7,15}$/),
  count: z.number().int().min(1).max(1_000_000),
  /** 0: all at once. */
  perSecond: z.number().min(0).default(0),
  /** {n} becomes the phone's place in the crowd. */
  text: z.string().min(1).max(1_000).default("Hello, I am number {n}"),
  /** Which of the crowd is the first to text; the same place is always the same phone. */
  start: z.number().int().min(0).default(0),
});

const tick = 20;

/** Many phones text at once, or so many a second. Returns the phones (the first 10,000 of them). Throws a ZodError for bad wishes. */
export function burst(world: World, raw: unknown): { count: number; phones: string[] } {
  const { to, count, perSecond, text, start } = schema.parse(raw);
  const phones = crowd(start, count, to);
  let sent = 0;
  const send = (most: number) => {
    for (let batch = 0; batch < most && sent < count; batch++, sent++) {
      const next = phones.next();
      if (!next.done) world.text(next.value, to, text.replaceAll("{n}", String(start + sent)));
    }
  };
  const begun = Date.now();
  const timer = setInterval(() => {
    send(perSecond > 0 ? Math.ceil(((Date.now() - begun) / 1000) * perSecond) - sent : 2_000);
    if (sent >= count) clearInterval(timer);
  }, tick);
  timer.unref();
  return { count, phones: [...crowd(start, Math.min(count, 10_000), to)] };
}
