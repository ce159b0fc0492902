import type { Leader } from "@/lib/leaders/queries";
import type { Typed } from "./details";
import type { Member } from "./table";

/** What the fan's pages show of a leader. */
export function speakingOf(leader: Leader) {
  const { name, handle, accent, greeting, minAge, termsUrl, privacyUrl } = leader;
  return { name, handle, accent, greeting, minAge, termsUrl, privacyUrl, hasPicture: leader.picture !== null };
}

/** What is stored of a member, as it stands in the form: "1990-05-17" is written 5/17/1990. */
export function typedOf(member: Member): Typed {
  const [year, month, day] = member.birthDate?.split("-").map(Number) ?? [];
  return {
    firstName: member.firstName ?? "",
    lastName: member.lastName ?? "",
    birthDate: year ? `${month}/${day}/${year}` : "",
    place: member.postalCode ?? member.city ?? "",
    gender: member.gender ?? "",
    email: member.email ?? "",
  };
}
