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
  contact: z.string().trim().max(120, "The contact is longer than 120 characters."),
  termsUrl: page,
  privacyUrl: page,
});

export type LeaderSettings = z.output<typeof leaderSettings>;
