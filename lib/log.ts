import { pino } from "pino";
import { maskNumber } from "@/lib/numbers/phone";

/**
 * The program's log. Phone numbers and texts are masked: a log is read by more people than the inbox is.
 */
export const log = pino({
  level: process.env.LOG_LEVEL || "info",
  base: undefined,
  formatters: { level: (label) => ({ level: label }) },
  serializers: { phone: (value) => (typeof value === "string" ? maskNumber(value) : undefined) },
  redact: { paths: ["body", "text", "*.body", "*.text", "*.token", "*.code"], censor: "[masked]" },
});
