import { z } from "zod";

const most = (limit: number, words: string) =>
  z
    .string()
    .trim()
    .regex(/^\d{0,3}$/, words)
    .transform((text) => (text === "" ? null : Number(text)))
    .refine((count) => count === null || (count >= 1 && count <= limit), words);

/** How many broadcasts a member may get, as typed; left empty: no such limit (docs/compliance.md, "When", Frequency). */
export const frequency = z
  .object({
    perDay: most(24, "A number from 1 to 24, or nothing for no limit."),
    perWeek: most(168, "A number from 1 to 168, or nothing for no limit."),
  })
  .refine(({ perDay, perWeek }) => perDay === null || perWeek === null || perWeek >= perDay, {
    path: ["perWeek"],
    message: "A week cannot hold fewer than a day. Make it more, or leave it empty.",
  });
