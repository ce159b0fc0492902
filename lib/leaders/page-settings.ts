import { z } from "zod";
import { measure } from "@/lib/messages/parts";

const greeting = z.string().trim().max(200, "A greeting has 200 characters at most.");

/** How a leader's pages for fans look and speak, as the sign-up page's editor sends it. */
export const pageSettings = z.object({
  accent: z
    .string()
    .regex(/^#[0-9a-f]{6}$/i, "The colour is written like #2b50c8.")
    .toLowerCase(),
  greeting,
  greetingEs: greeting,
  languages: z.enum(["both", "en", "es"]),
  /** Years. Younger than 13 is never taken (COPPA). */
  minAge: z.coerce
    .number("The minimum age is a number of years.")
    .int("The minimum age is a whole number of years.")
    .min(13, "Nobody under 13 can sign up: the law protects children’s data.")
    .max(99, "The minimum age is 99 at most."),
  textWords: z
    .string()
    .trim()
    .refine((words) => measure(words).parts <= 1, "The words filled in are longer than one text."),
  cardOnRequest: z.boolean(),
  cardAfterSignUp: z.boolean(),
  cardAs: z.enum(["link", "mms"]),
});

export type PageSettings = z.output<typeof pageSettings>;

/** The same of a leader as they are. */
export function pageSettingsOf(leader: PageSettings): PageSettings {
  const { accent, greeting, greetingEs, languages, minAge, textWords, cardOnRequest, cardAfterSignUp, cardAs } = leader;
  return { accent, greeting, greetingEs, languages, minAge, textWords, cardOnRequest, cardAfterSignUp, cardAs };
}
