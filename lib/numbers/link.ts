import type { Carrier } from "@/lib/carrier/carrier";

/** Points those of the phones here that the account has, but whose texts go elsewhere. Throws an Error with a sentence. */
export async function linkLoose(carrier: Carrier, phones: string[]): Promise<void> {
  const ours = new Set(phones);
  const loose = (await carrier.ownedNumbers()).filter((number) => ours.has(number.phone) && !number.linked);
  // One after the other: the carrier takes one such request a second.
  for (const number of loose) await carrier.linkNumber(number.phone);
}
