import type { Carrier, OwnedNumber } from "@/lib/carrier/carrier";
import type { Tx } from "@/lib/db/client";
import { Refusal } from "@/lib/refusal";
import { answersStopItself } from "./kind";
import { showPhone } from "./phone";
import { addNumber, allPhones, changeNumber, ownerOf } from "./register";

/** What cannot be done with a number; the message is for the person who asked. */
export class NumberRefused extends Refusal {}

/**
 * Buys a number for a leader, at the price they have seen (cents a month; null: none was said). What it can do and who
 * answers STOP is written down with it. Throws NumberRefused.
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
  await carrierSays(carrier.buyNumber(phone));
  await keep(tx, leaderId, phone, offer.features);
}

/** Brings a number that the account has to a leader. Throws NumberRefused. */
export async function bringIn(tx: Tx, carrier: Carrier, wish: { leaderId: number; phone: string }): Promise<void> {
  const { leaderId, phone } = wish;
  if ((await ownerOf(tx, phone)) !== null) throw new NumberRefused(`${showPhone(phone)} is in use here already.`);
  const owned = (await carrierSays(carrier.ownedNumbers())).find((one) => one.phone === phone);
  if (!owned) throw new NumberRefused(`The carrier’s account does not have ${showPhone(phone)}.`);
  await carrierSays(carrier.linkNumber(phone));
  await keep(tx, leaderId, phone, owned.features);
}

/** The account's numbers that no leader here uses. Throws NumberRefused. */
export async function idleNumbers(tx: Tx, carrier: Carrier): Promise<OwnedNumber[]> {
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
