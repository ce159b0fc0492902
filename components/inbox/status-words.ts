import type { Profile } from "@/lib/threads/conversation";

type Tone = "plain" | "good" | "warn" | "bad";

/** Where a member stands, in a few words. */
export function statusWords(member: Pick<Profile, "status" | "held" | "unreachable">): { words: string; tone: Tone } {
  if (member.status === "opted_out") return { words: "Opted out", tone: "bad" };
  if (member.status === "abroad") return { words: "Abroad", tone: "plain" };
  if (member.unreachable) return { words: "Number out of service", tone: "bad" };
  if (member.held) return { words: "Broadcasts on hold", tone: "warn" };
  if (member.status === "active") return { words: "Signed up", tone: "good" };
  return { words: "Not signed up yet", tone: "plain" };
}
