import { cookies } from "next/headers";
import { LeaderRefused } from "@/lib/leaders/wish";
import { log } from "@/lib/log";
import { maySetUp, setupCookie } from "@/lib/team/setup-key";

/** Said to someone who comes to the welcome after it has ended. */
export const closed = "This Tenfour has been set up. Please sign in instead.";

/** Whether the welcome may be used: only while there is no leader, and only by those who may. */
export async function isOpen(): Promise<boolean> {
  return maySetUp((await cookies()).get(setupCookie)?.value);
}

/** What the person reads when a step of the welcome failed. */
export function sentenceOf(error: unknown): string {
  if (error instanceof LeaderRefused) return error.message;
  log.error({ err: error }, "the welcome could not do what was asked");
  return "That did not work, and nothing was changed. Please try again in a moment.";
}
