import { z } from "zod";
import { longest, measure } from "@/lib/messages/parts";
import { type Phone, readPhone } from "@/lib/numbers/phone";
import { readOwnMobile } from "@/lib/numbers/possible";
import { Refusal } from "@/lib/refusal";
import { handleProblem } from "./handle";

/** Why a leader was not made or changed, as a sentence, and the field it is about. */
export class LeaderRefused extends Refusal {
  constructor(
    readonly field: string,
    sentence: string,
  ) {
    super(sentence);
    this.name = "LeaderRefused";
  }
}

/** The words a new leader starts with: who writes, the link, and the opt-out line (docs/compliance.md, "What"). */
export function suggestedFirstAnswer(name: string): string {
  return `Hi, it's ${name.trim() || "me"}! Glad you texted. Tell me who you are so I can write back: {{link}} Msg & data rates may apply. Reply STOP to opt out.`;
}

/** An IANA zone that this machine knows. */
export function isTimeZone(zone: string): boolean {
  if (zone !== "UTC" && !zone.includes("/")) return false;
  try {
    new Intl.DateTimeFormat("en", { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}

const homePhone = (missing: string, wrong: string, read: (text: string) => Phone | null) =>
  z
    .string({ error: missing })
    .trim()
    .min(1, missing)
    .transform((text, context) => {
      const phone = read(text);
      if (phone?.home && /^\+1\d{10}$/.test(phone.e164)) return phone.e164;
      context.addIssue({ code: "custom", message: wrong });
      return z.NEVER;
    });

export const nameField = z
  .string({ error: "A name is missing." })
  .trim()
  .min(1, "A name is missing.")
  .max(60, "The name is longer than 60 characters.");

export const handleField = z
  .string({ error: "A handle is missing." })
  .trim()
  .toLowerCase()
  .superRefine((handle, context) => {
    const problem = handleProblem(handle);
    if (problem) context.addIssue({ code: "custom", message: problem });
  });

export const mobileField = homePhone(
  "A mobile number is missing.",
  "The mobile must be a US or Canadian number with ten digits that can get texts: sign-in codes are texted there.",
  readOwnMobile,
);

export const numberField = homePhone(
  "A number for the fans is missing.",
  "The number must be a US or Canadian one with ten digits.",
  readPhone,
);

export const zoneField = z
  .string({ error: "A time zone is missing." })
  .trim()
  .refine(isTimeZone, "That time zone is not known. Write it like America/Chicago.");

export const firstAnswerField = z
  .string()
  .trim()
  .refine((words) => words.includes("{{link}}"), "The words must contain {{link}}: it becomes the sign-up link.")
  .refine((words) => measure(words).characters <= longest, `The words are longer than ${longest} characters.`);

/** What it takes to make a leader: the wizard and the command line ask for the same. */
export const leaderWish = z
  .object({
    name: nameField,
    handle: handleField,
    mobile: mobileField,
    number: numberField,
    timeZone: zoneField,
    firstAnswer: firstAnswerField.optional(),
    /** File's name under DATA_DIR/media, from savePicture. */
    picture: z.string().nullish(),
  })
  .refine((wish) => wish.mobile !== wish.number, {
    path: ["number"],
    message: "The number for the fans and the leader's own mobile must be two numbers.",
  });

export type LeaderWish = z.input<typeof leaderWish>;
