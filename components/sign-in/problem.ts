import { again } from "@/lib/team/again";

/** What went wrong with signing in, from next-auth's answer; undefined: the server was not reached. */
export function problemOf(result: { error: string | null } | undefined, wrong: string): string {
  if (!result) return "Can't reach the server. Try again.";
  const wait = /^wait:(\d+)$/.exec(result.error ?? "")?.[1];
  return wait ? `Too many tries. ${again(Number(wait))} Or sign in another way.` : wrong;
}
