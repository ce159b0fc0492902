import type { Tx } from "@/lib/db/client";
import type { Env } from "@/lib/env";
import { type Expected, expected } from "@/lib/media/expected";
import { memberIdsByPhone } from "@/lib/members/by-phone";
import { formerOwnersOf, type Owner, ownersOf } from "@/lib/numbers/owners";
import { type Phone, readPhone } from "@/lib/numbers/phone";
import type { WholeText } from "./join-parts";
import type { Digested } from "./queries";
import { type Written, writtenAt } from "./written-at";

export type Settings = Pick<Env, "FIRST_ANSWER_HOURS" | "LINK_DAYS" | "ALLOW_CARIBBEAN">;
/** A text to a number of a leader, or to one that they have released. */
export type Ours = WholeText & {
  owner: Owner;
  phone: Phone;
  abroad: boolean;
  media: Expected[];
  written: Written;
  /** It comes from a number that is served here. */
  fromOurNumber: boolean;
  /** It was sent to a number that the leader has released. */
  released: boolean;
};
/** Finds whose number each text came to. What is to nobody's number, or from no phone, is kept with the problem. */
export async function findOwners(
  tx: Tx,
  texts: WholeText[],
  settings: Settings,
): Promise<{ ours: Ours[]; problems: Digested[] }> {
  const owners = await ownersOf(
    tx,
    texts.flatMap((one) => [one.text.to, one.text.from]),
  );
  const former = await formerOwners(tx, texts, owners);
  const ours: Ours[] = [];
  const problems: Digested[] = [];
  for (const one of texts) {
    const released = !owners.has(one.text.to);
    const owner = owners.get(one.text.to) ?? former.get(one);
    const phone = one.text.from.startsWith("+") ? readPhone(one.text.from) : null;
    if (!owner) problems.push(...one.arrivalIds.map((id) => ({ id, problem: "to a number that is not ours" })));
    else if (!phone)
      problems.push(...one.arrivalIds.map((id) => ({ id, problem: "from no phone number", leaderId: owner.leaderId })));
    else {
      const abroad = !phone.home && !(phone.caribbean && settings.ALLOW_CARIBBEAN);
      const fromOurNumber = owners.has(one.text.from) || owners.has(phone.e164);
      const written = writtenAt(one.text.at, one.receivedAt);
      ours.push({
        ...one,
        owner,
        phone,
        abroad,
        media: expected(one.text.media ?? []),
        written,
        fromOurNumber,
        released,
      });
    }
  }
  return { ours, problems };
}

/** Texts of a leader's members to a number that the leader has released. */
async function formerOwners(tx: Tx, texts: WholeText[], owners: Map<string, Owner>): Promise<Map<WholeText, Owner>> {
  const astray = texts.filter((one) => !owners.has(one.text.to));
  const leaders = await formerOwnersOf(
    tx,
    astray.map((one) => one.text.to),
  );
  const asked = astray.flatMap((one) => {
    const leaderId = leaders.get(one.text.to);
    return leaderId === undefined ? [] : [{ one, leaderId, phone: one.text.from }];
  });
  const known = await memberIdsByPhone(tx, asked);
  return new Map(
    asked.flatMap(({ one, leaderId, phone }) =>
      known.has(`${leaderId}:${phone}`)
        ? [[one, { phone: one.text.to, leaderId, carrierAnswersStop: false }] as const]
        : [],
    ),
  );
}
