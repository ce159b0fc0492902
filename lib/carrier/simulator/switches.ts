import { z } from "zod";

const share = z.number().min(0).max(1);

const schema = z.strictObject({
  /** Send receipts at all. */
  receipts: z.boolean(),
  /** Milliseconds from accepting a text to its final receipt. */
  receiptDelayMs: z.number().min(0).max(3_600_000),
  /** Share of sends answered 429. */
  throttling: share,
  /** Share of accepted texts that end undeliverable, with failureCode. */
  failures: share,
  failureCode: z.string().regex(/^\d{1,5}$/),
  /**
   * refuse: every request is answered 503. drop: every line is cut before an answer. silent: every request is taken and
   * none is answered. gateway: every request is answered 504. None of them is carried out, except by `outageAccepts`.
   */
  outage: z.enum(["off", "refuse", "drop", "silent", "gateway"]),
  /** Share of sends of a silent or gateway outage that are accepted and delivered although nobody is told. */
  outageAccepts: share,
  /** Share of all requests that are taken and never answered, nor carried out: a dead server behind a load balancer. */
  deadServers: share,
  /** Share of sends that are accepted and written down, whose line is then cut without an answer. */
  dropAfterAccept: share,
  /** Share of webhooks that are brought twice. */
  duplicates: share,
  /** Receipts come out of order. */
  shuffle: z.boolean(),
  dialect: z.enum(["messages", "sms"]),
  /** Every send is refused with this status; 0 is off. */
  refuseWith: z.union([z.literal(0), z.literal(401), z.literal(402), z.literal(403), z.literal(422)]),
});

export type Switches = z.infer<typeof schema>;

export const defaultSwitches: Switches = {
  receipts: true,
  receiptDelayMs: 400,
  throttling: 0,
  failures: 0,
  failureCode: "1170",
  outage: "off",
  outageAccepts: 0,
  deadServers: 0,
  dropAfterAccept: 0,
  duplicates: 0,
  shuffle: false,
  dialect: "messages",
  refuseWith: 0,
};

/** Checks a change of switches. Throws a ZodError for names and values that do not exist. */
export function switchesFrom(raw: unknown): Partial<Switches> {
  return schema.partial().parse(raw);
}
