import type { Member } from "./table";

/** Why this member cannot be written to, as a sentence for the leader; null where nothing stands in the way. */
export function whyNotWritten(
  member: Pick<Member, "status" | "unreachableAt" | "blockedAt">,
  name: string,
): string | null {
  if (member.status === "opted_out") {
    return `${name} opted out, so nothing can be sent to them. If they text START, you can write again.`;
  }
  if (member.status === "abroad") {
    return `${name} texts from a country where this service does not exist, so texts are kept here but not answered.`;
  }
  if (member.blockedAt) return `You blocked ${name}, so nothing is sent to them. Unblock them to write.`;
  if (member.unreachableAt) {
    return `The carrier says that ${name}’s number is no longer in service. If they text again, you can write again.`;
  }
  return null;
}
