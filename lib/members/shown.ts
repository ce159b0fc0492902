import { type Asked, inputOf, typedAnswer } from "@/lib/fields/answers";
import { writtenDay } from "@/lib/fields/day";
import type { Leader } from "@/lib/leaders/queries";
import type { Typed } from "./details";
import type { Member } from "./table";

/** What the fan's pages show of a leader. */
export function speakingOf(leader: Leader) {
  const { name, handle, accent, greeting, greetingEs, languages, minAge, termsUrl, privacyUrl, picture } = leader;
  return { name, handle, accent, greeting, greetingEs, languages, minAge, termsUrl, privacyUrl, picture };
}

/** What is stored of a member, as it stands in the form: "1990-05-17" is written 5/17/1990. */
export function typedOf(member: Member, asked: Asked[]): Typed {
  return {
    firstName: member.firstName ?? "",
    lastName: member.lastName ?? "",
    birthDate: writtenDay(member.birthDate),
    place: member.postalCode ?? member.city ?? "",
    gender: member.gender ?? "",
    email: member.email ?? "",
    ...Object.fromEntries(asked.map((field) => [inputOf(field), typedAnswer(field, member.custom[field.id])])),
  };
}
