import { signUpUrl } from "@/lib/members/links";
import type { Claimed } from "@/lib/messages/outbox";
import { codeFor } from "@/lib/team/codes";

/** The words as they leave: {{link}} and {{code}} are made here, from keys that never rest in the database. */
export function fill(text: Claimed): string {
  if (text.fill === null) return text.body;
  const { leaderId, memberId } = text;
  if (text.kind === "sign_in_code") return text.body.replaceAll("{{code}}", codeFor(text.fill));
  return text.body.replaceAll("{{link}}", signUpUrl({ leaderId, memberId, nonce: text.fill }));
}
