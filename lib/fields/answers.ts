import { z } from "zod";
import { readDay, writtenDay } from "./day";
import { oneLine } from "./line";
import type { Field } from "./table";

/** A field as a page asks it. */
export type Asked = Pick<Field, "id" | "label" | "labelEs" | "kind" | "choices" | "required">;
/** What is wrong with an answer, as a code that each language has words for. */
export type AnswerProblem = "missing" | "too_long" | "no_number" | "no_date" | "no_choice";
export type Value = string | number | boolean;

/** What a field's input is called in the form. */
export const inputOf = (field: { id: number }): string => `f${field.id}`;

/** Characters of an answer in words. */
const longestAnswer = 200;
/** Beyond this a JSON number no longer says what was typed. */
const largestNumber = 1e15;

/** The typed text in, what is stored out. */
function schemaOf(field: Asked): z.ZodType<Value, string> {
  const read = <Kind extends Value>(readAs: (text: string) => Kind | null, problem: AnswerProblem) =>
    z.string().transform((text, context): Value => {
      const value = readAs(text);
      if (value !== null) return value;
      context.addIssue({ code: "custom", message: problem });
      return z.NEVER;
    });
  switch (field.kind) {
    case "text":
      return z.string().max(longestAnswer, "too_long" satisfies AnswerProblem);
    case "number":
      return read(readNumber, "no_number");
    case "date":
      return read((text) => readDay(text), "no_date");
    case "choice":
      return read((text) => (field.choices.includes(text) ? text : null), "no_choice");
    case "yes_no":
      return read((text) => (text === "yes" ? true : text === "no" ? false : null), "no_choice");
  }
}

/**
 * Checks what was typed into a leader's own fields. Answers are keyed by the field's id, null where nothing was
 * answered; problems by the input's name.
 */
export function readAnswers(
  fields: Asked[],
  typed: Record<string, string>,
): { answers: Record<string, Value | null>; wrong: Record<string, AnswerProblem> } {
  const answers: Record<string, Value | null> = {};
  const wrong: Record<string, AnswerProblem> = {};
  for (const field of fields) {
    const text = oneLine(typed[inputOf(field)] ?? "");
    if (text === "") {
      answers[field.id] = null;
      if (field.required) wrong[inputOf(field)] = "missing";
      continue;
    }
    const parsed = schemaOf(field).safeParse(text);
    if (parsed.success) answers[field.id] = parsed.data;
    else wrong[inputOf(field)] = parsed.error.issues[0]?.message as AnswerProblem;
  }
  return { answers, wrong };
}

/** A stored answer as it stands in the form. */
export function typedAnswer(field: Pick<Field, "kind">, value: Value | undefined): string {
  if (value === undefined) return "";
  if (typeof value === "boolean") return value ? "yes" : "no";
  return field.kind === "date" ? writtenDay(String(value)) : String(value);
}

/** "1,250", "1250.5", "-3", "3,5": a comma before three digits groups, any other is the decimal sign. */
function readNumber(text: string): number | null {
  const plain = /^-?\d{1,3}(,\d{3})+(\.\d+)?$/.test(text)
    ? text.replaceAll(",", "")
    : text.replace(/^(-?\d+),(\d+)$/, "$1.$2");
  if (!/^-?\d+(\.\d+)?$/.test(plain)) return null;
  const number = Number(plain);
  return Math.abs(number) <= largestNumber ? number : null;
}
