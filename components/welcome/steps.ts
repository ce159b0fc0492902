import type { ZodType } from "zod";
import { firstAnswerField, handleField, mobileField, nameField, numberField, zoneField } from "@/lib/leaders/wish";
import { readPhone } from "@/lib/numbers/phone";
import { type Draft, handleOf, type Problem, wordsOf } from "./draft";

type StepOf = {
  key: "who" | "zone" | "number" | "words" | "picture" | "review";
  title: string;
  why: string;
  /** The fields asked for here, as the server names them. */
  fields: string[];
  check: (draft: Draft) => Problem | null;
};

/** The questions of the welcome, in order. */
export const steps: StepOf[] = [
  {
    key: "who",
    title: "Who will people text?",
    why: "A person, not a company: fans should feel that somebody answers.",
    fields: ["name", "handle", "mobile"],
    check: (draft) =>
      wrong("name", nameField, draft.name) ??
      wrong("handle", handleField, handleOf(draft)) ??
      wrong("mobile", mobileField, draft.mobile),
  },
  {
    key: "zone",
    title: "Where is your clock?",
    why: "Times on your screens, and when a broadcast may go out, follow it.",
    fields: ["timeZone"],
    check: (draft) => wrong("timeZone", zoneField, draft.timeZone),
  },
  {
    key: "number",
    title: "Pick your ten digits",
    why: "This is the number you say out loud, print on posters, and never change.",
    fields: ["number"],
    check: (draft) =>
      wrong("number", numberField, draft.number) ??
      (readPhone(draft.mobile)?.e164 === draft.number
        ? { field: "number", sentence: "This is your own mobile. Fans need a number of their own." }
        : null),
  },
  {
    key: "words",
    title: "What does a new fan hear back?",
    why: "The first text of an unknown number is answered once, with your words and a link to sign up.",
    fields: ["firstAnswer"],
    check: (draft) => wrong("firstAnswer", firstAnswerField, wordsOf(draft)),
  },
  {
    key: "picture",
    title: "Show your face",
    why: "It greets people on the sign-up page. You can do this later.",
    fields: ["picture"],
    check: () => null,
  },
  {
    key: "review",
    title: "Is this right?",
    why: "Your number is yours as soon as you confirm. Words, picture and time zone can be changed later.",
    fields: [],
    check: () => null,
  },
];

function wrong(field: string, schema: ZodType, value: string): Problem | null {
  const parsed = schema.safeParse(value);
  return parsed.success ? null : { field, sentence: parsed.error.issues[0]?.message ?? "This is not right yet." };
}
