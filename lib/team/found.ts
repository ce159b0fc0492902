import { db, type Tx } from "@/lib/db/client";
import { addLeader, anyLeader, leaderByHandle, lockMaking } from "@/lib/leaders/queries";
import type { Leader } from "@/lib/leaders/table";
import { LeaderRefused, type LeaderWish, leaderWish, suggestedFirstAnswer } from "@/lib/leaders/wish";
import { addNumber, ownerOf } from "@/lib/numbers/register";
import { addTeammate, isMobileTaken, mobileTaken } from "./queries";

export type Making = {
  /** Gets the number from the carrier; owning it already is fine. Throws an Error with a sentence. */
  buy: (phone: string) => Promise<void>;
  /** Only if there is no leader yet: the welcome wizard must not be walked twice. */
  onlyFirst?: boolean;
};

/**
 * Founds a team: makes a leader with their number and themselves as the owner of their team. One at a time: the number is bought only
 * once nothing else can stand in the way, and rows are written together or not at all. If the program ends between the
 * two, doing the same again finishes it.
 * Throws LeaderRefused (a sentence and its field) for wishes that cannot be granted, and the carrier's own Error.
 */
export async function createLeader(wish: LeaderWish, { buy, onlyFirst = false }: Making): Promise<Leader> {
  const { mobile, number, ...rest } = read(wish);
  return db().transaction(async (tx) => {
    await lockMaking(tx);
    if (onlyFirst && (await anyLeader(tx))) {
      throw new LeaderRefused("", "Somebody has just finished setting up this Tenfour. Please sign in instead.");
    }
    await refuseTaken(tx, rest.handle, number);
    if (await isMobileTaken(tx, mobile)) throw new LeaderRefused("mobile", mobileTaken);
    await buy(number);
    const leader = await addLeader(tx, { ...rest, firstAnswer: rest.firstAnswer ?? suggestedFirstAnswer(rest.name) });
    await addNumber(tx, { leaderId: leader.id, phone: number });
    await addTeammate(tx, { leaderId: leader.id, name: leader.name, mobile, role: "owner" });
    return leader;
  });
}

function read(wish: LeaderWish) {
  const parsed = leaderWish.safeParse(wish);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0]!;
  throw new LeaderRefused(String(issue.path[0] ?? ""), issue.message);
}

async function refuseTaken(tx: Tx, handle: string, number: string): Promise<void> {
  if (await leaderByHandle(handle, tx)) {
    throw new LeaderRefused("handle", `Another leader has the handle “${handle}”. Please take another one.`);
  }
  if ((await ownerOf(tx, number)) !== null) {
    throw new LeaderRefused("number", "Another leader here has that number. Please take another one.");
  }
}
