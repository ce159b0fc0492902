import { showPhone } from "@/lib/numbers/phone";

type Named = { firstName: string | null; lastName: string | null; phone: string };

/** What a member is called on screen: "Ana M." once they signed up, else their number as people write it. */
export function memberName(member: Named): string {
  const first = member.firstName?.trim();
  const last = member.lastName?.trim();
  if (!first && !last) return showPhone(member.phone);
  const initial = [...(last ?? "")][0];
  return first ? (initial ? `${first} ${initial.toUpperCase()}.` : first) : (last ?? "");
}
