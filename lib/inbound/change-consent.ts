import { lastAsked } from "@/lib/consent/queries";
import {
  type ConsentChange,
  noteConsentWords,
  recordConfirmed,
  recordFlag,
  recordOptIn,
  recordOptOut,
} from "@/lib/consent/record";
import type { Tx } from "@/lib/db/client";
import type { KnownTexter } from "@/lib/members/arrive";
import type { Deed, Standing } from "./decide";

/** A text, what it does, and when it was written. */
export type Said = { member: KnownTexter; deed: Deed | null; words: string; messageId: number; writtenAt: Date };

/**
 * Writes what texts do to consent. Several texts of one member take effect one after the other, each with its row in
 * the log; `standings` are how the members are left, with the time of their newest consent word.
 */
export async function changeConsent(
  tx: Tx,
  said: Said[],
  standings: Map<KnownTexter, Standing>,
  now: Date,
): Promise<void> {
  // The YES and what stood on the page are one consent: both are its proof.
  const shown = await lastAsked(
    tx,
    said.filter((one) => one.deed?.do === "confirm").map((one) => who(one.member)),
  );
  for (const round of roundsOf(said)) {
    const of = (deed: Deed["do"]) => round.filter((one) => one.deed?.do === deed).map((one) => changeOf(one, shown));
    await recordConfirmed(tx, of("confirm"), now);
    await recordOptOut(tx, of("opt_out"));
    await recordOptIn(tx, of("bring_back"));
    await recordFlag(tx, of("flag"));
  }
  await noteConsentWords(
    tx,
    [...standings].flatMap(([member, { consentAt }]) =>
      consentAt && consentAt.getTime() !== member.consentAt?.getTime() ? [{ ...who(member), at: consentAt }] : [],
    ),
  );
}

const who = (member: KnownTexter) => ({ leaderId: member.leaderId, memberId: member.id });
const changing = new Set<Deed["do"] | undefined>(["opt_out", "bring_back", "confirm", "flag"]);

/** The first change of each member, then the second, and so on. */
function roundsOf(said: Said[]): Said[][] {
  const rounds: Said[][] = [];
  const count = new Map<KnownTexter, number>();
  for (const one of said) {
    if (!changing.has(one.deed?.do)) continue;
    const round = count.get(one.member) ?? 0;
    count.set(one.member, round + 1);
    rounds[round] ??= [];
    rounds[round].push(one);
  }
  return rounds;
}

type Shown = Awaited<ReturnType<typeof lastAsked>>;

function changeOf({ member, deed, words, messageId, writtenAt }: Said, shown: Shown): ConsentChange {
  const rule = deed && "rule" in deed ? deed.rule : undefined;
  const proof = deed?.do === "confirm" ? shown.get(`${member.leaderId}:${member.id}`) : undefined;
  return { ...proof, ...who(member), channel: "keyword", at: writtenAt, words, rule, messageId };
}
