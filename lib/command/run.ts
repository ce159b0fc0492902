import { ZodError } from "zod";
import { databaseIsAway } from "@/lib/db/client";
import { connect } from "@/lib/db/connect";
import { Refusal } from "@/lib/refusal";

/** What was asked for cannot be granted: the sentence says why. Ends the program with 1. */
export class Mistake extends Error {}

/** 0: done. 1: something about the wish was wrong. 2: something about the machine, the database or the carrier was. */
export const codes = { done: 0, mistake: 1, failure: 2 } as const;

/** Runs `work` beside the running program's database, or starts it for as long as the work takes. */
export async function withDatabase(work: () => Promise<void>): Promise<void> {
  const connected = await connect();
  try {
    await work();
  } finally {
    await connected.close();
  }
}

/** One sentence to stderr, and the exit code it deserves. */
export function reportError(error: unknown): number {
  if (error instanceof Mistake || error instanceof Refusal) {
    console.error(error.message);
    return codes.mistake;
  }
  if (error instanceof ZodError) {
    console.error(error.issues[0]?.message ?? "Something about these words is not right.");
    return codes.mistake;
  }
  const away = databaseIsAway(error) ? "The database is away. " : "";
  console.error(`${away}${error instanceof Error ? error.message : String(error)}`);
  if (process.env.LOG_LEVEL === "debug" && error instanceof Error) console.error(error.stack);
  return codes.failure;
}

/** Prints for people, or as JSON for programs. */
export function say(asJson: boolean | undefined, content: unknown, lines: string[]): void {
  console.log(asJson ? JSON.stringify(content, null, 2) : lines.join("\n"));
}
