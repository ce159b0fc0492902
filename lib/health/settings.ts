import { z } from "zod";

/** What an operator sets about alerts. Thresholds are in the carrier's currency, minutes, percent and gigabytes. */
export const alertSettings = z.object({
  /** Where a POST goes; empty: nowhere. */
  webhookUrl: z.union([z.literal(""), z.url({ protocol: /^https?$/, error: "The address begins with https://." })]),
  /** Addresses, separated by commas. */
  emailTo: z
    .string()
    .trim()
    .max(500)
    .refine((text) => addresses(text).every((one) => z.email().safeParse(one).success), {
      message: "One of these is no e-mail address.",
    }),
  emailFrom: z.union([z.literal(""), z.email("That is no e-mail address.")]),
  creditBelow: z.coerce.number().min(0).max(1_000_000),
  oldestMinutes: z.coerce.number().int().min(1, "One minute at least.").max(1440),
  failedPercent: z.coerce.number().min(1).max(100),
  diskBelowGb: z.coerce.number().min(0.1).max(10_000),
});
export type AlertSettings = z.infer<typeof alertSettings>;

/** Never shown again: whether they are set is. */
export const alertSecrets = z.object({
  /** Keys the signature of each web hook. */
  webhookSecret: z.string().max(200).default(""),
  /** smtp://user:password@host:587 */
  smtpUrl: z
    .union([z.literal(""), z.url({ protocol: /^smtps?$/, error: "It looks like smtp://user:password@host:587." })])
    .default(""),
});
export type AlertSecrets = z.infer<typeof alertSecrets>;

export const defaultAlerts: AlertSettings = {
  webhookUrl: "",
  emailTo: "",
  emailFrom: "",
  creditBelow: 10,
  oldestMinutes: 5,
  failedPercent: 20,
  diskBelowGb: 1,
};

/** The addresses in a list of them. */
export function addresses(text: string): string[] {
  return text
    .split(/[,;\s]+/)
    .map((one) => one.trim())
    .filter(Boolean);
}
