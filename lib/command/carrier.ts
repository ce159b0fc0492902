import type { OfferedNumber } from "@/lib/carrier/carrier";
import { carrier } from "@/lib/carrier/current";
import { forSale } from "@/lib/carrier/simulator/numbers";

/** The simulator runs inside the program (server.ts) and takes every number: beside it there is nothing to ask or buy. */
const simulated = () => !process.env.VONAGE_API_KEY;

/** Numbers for sale at the carrier, ten a page. With the simulator, those it has on its shelf. */
export async function availableNumbers(wish: {
  areaCode?: string;
  contains?: string;
  page: number;
}): Promise<OfferedNumber[]> {
  if (!simulated()) return carrier().availableNumbers(wish);
  const search = wish.areaCode
    ? { pattern: `1${wish.areaCode}`, searchPattern: 0 }
    : { pattern: wish.contains ?? "", searchPattern: 1 };
  const all = forSale(search, () => false).filter((digits) => digits.includes(wish.contains ?? ""));
  return all
    .slice((wish.page - 1) * 10, wish.page * 10)
    .map((digits) => ({ phone: `+${digits}`, monthlyCents: null, features: ["SMS", "VOICE"] }));
}

/** Buys a number at the carrier; owning it already is fine. */
export async function buyNumber(phone: string): Promise<void> {
  if (!simulated()) await carrier().buyNumber(phone);
}
