import type { Carrier, OwnedNumber } from "@/lib/carrier/carrier";
import type { Tx } from "@/lib/db/client";
import { reserveNumber } from "@/lib/operator/number-limit";
import { type Actor, requireOperator } from "@/lib/operator/operator-leader";
import { Refusal } from "@/lib/refusal";
import { answersStopItself } from "./kind";
import { showPhone } from "./phone";
import { addNumber, allPhones, changeNumber, ownerOf } from "./register";

/** What cannot be done with a number; the message is for the person who asked. */
export class NumberRefused extends Refusal {}

/**
 * Buys a number for a leader, at the price they have seen (cents a month; null: none was said), and stores what it can do
 * and who answers STOP. `tx` is in system scope. Throws NumberRefused, and a Refusal past the leader's limit of numbers.
 */
export async function buyFor(
  tx: Tx,
  carrier: Carrier,
  wish: { leaderId: number; phone: string; seenCents: number | null },
): Promise<void> {
  const { leaderId, phone } = wish;
  if ((await ownerOf(tx, phone)) !== null) throw new NumberRefused(`${showPhone(phone)} is taken here already.`);
  const kind = answersStopItself(phone) ? "toll_free" : "local";
  const offers = await carrierSays(
    carrier.availableNumbers({ contains: phone.replace(/^\+1?/, ""), kind, features: ["SMS"] }),
  );
  const offer = offers.find((one) => one.phone === phone);
  if (!offer) throw new NumberRefused(`${showPhone(phone)} is not for sale any more. Please choose another one.`);
  if (offer.monthlyCents !== wish.seenCents)
    throw new NumberRefused("The price has changed since you looked. Search again to see it; nothing was bought.");
  await tx.transaction(async (tx) => {
    await reserveNumber(tx, leaderId);
    await carrierSays(carrier.buyNumber(phone));
    await keep(tx, leaderId, phone, offer.features);
  });
}

/**
 * Gives a number that the carrier's account has to the operator's own leader. `tx` is in system scope. Throws
 * NumberRefused, and a Refusal for everyone but the operator and past the limit of numbers.
 */
export async function bringIn(tx: Tx, carrier: Carrier, input: Actor & { phone: string }): Promise<void> {
  const { leaderId, phone } = input;
  await requireOperator(input);
  if ((await ownerOf(tx, phone)) !== null) throw new NumberRefused(`${showPhone(phone)} is in use here already.`);
  const owned = (await carrierSays(carrier.ownedNumbers())).find((one) => one.phone === phone);
  if (!owned) throw new NumberRefused(`The carrier’s account does not have ${showPhone(phone)}.`);
  await tx.transaction(async (tx) => {
    await reserveNumber(tx, leaderId);
    await carrierSays(carrier.linkNumber(phone));
    await keep(tx, leaderId, phone, owned.features);
  });
}

/**
 * The account's numbers that no leader here uses. `tx` is in system scope. Throws NumberRefused, and a Refusal for
 * everyone but the operator, whose account it is.
 */
export async function idleNumbers(tx: Tx, carrier: Carrier, actor: Actor): Promise<OwnedNumber[]> {
  await requireOperator(actor);
  const [owned, used] = await Promise.all([carrierSays(carrier.ownedNumbers()), allPhones(tx)]);
  const taken = new Set(used);
  return owned.filter((number) => !taken.has(number.phone));
}

async function keep(tx: Tx, leaderId: number, phone: string, features: string[]): Promise<void> {
  if (!(await addNumber(tx, { leaderId, phone })))
    throw new NumberRefused(`${showPhone(phone)} went to another leader here a moment ago.`);
  await changeNumber(tx, leaderId, phone, { features, carrierAnswersStop: answersStopItself(phone) });
}

/** The carrier's refusals are sentences already. */
export async function carrierSays<T>(asked: Promise<T>): Promise<T> {
  try {
    return await asked;
  } catch (error) {
    throw new NumberRefused((error as Error).message, { cause: error });
  }
}
