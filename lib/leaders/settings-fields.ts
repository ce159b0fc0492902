import { z } from "zod";
import { firstAnswerField, nameField, zoneField } from "./wish";

const page = z
  .string()
  .trim()
  .max(500)
  .refine((text) => text === "" || /^https?:\/\/\S+\.\S+$/.test(text), "A page starts with https://.")
  .transform((text) => text || null);

/** What a leader may change of themselves, as their settings screen sends it. */
export const leaderSettings = z.object({
  name: nameField,
  timeZone: zoneField,
  firstAnswer: firstAnswerField,
  greeting: z.string().trim().max(200, "The greeting is longer than 200 characters."),
  contact: z.string().trim().max(120, "The contact is longer than 120 characters."),
  accent: z
    .string()
    .regex(/^#[0-9a-f]{6}$/i, "The colour is written like #2b50c8.")
    .toLowerCase(),
  /** Years. Younger than 13 is never taken (COPPA). */
  minAge: z.coerce.number().int().min(13, "The minimum age is 13 at least.").max(99, "The minimum age is 99 at most."),
  termsUrl: page,
  privacyUrl: page,
});

export type LeaderSettings = z.output<typeof leaderSettings>;
