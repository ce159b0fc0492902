import type { Command } from "commander";
import { db } from "@/lib/db/client";
import { leaderByHandle } from "@/lib/leaders/queries";
import { numberField } from "@/lib/leaders/wish";
import { showPhone } from "@/lib/numbers/phone";
import { addNumber, ownerOf, setPace } from "@/lib/numbers/register";
import { withCarrier } from "./carrier";
import { Mistake, say, withDatabase } from "./run";

type AddOptions = { leader: string; number: string; rate?: string; json?: boolean };
type OfferOptions = { areaCode?: string; contains?: string; page: string; json?: boolean };

/** `tenfour number add` and `tenfour number available`. */
export function numberCommands(program: Command): void {
  const number = program.command("number").description("the numbers that fans text");
  number
    .command("add")
    .description("give a leader one more number, or set the pace of one they have")
    .requiredOption("--leader <handle>", "whose it shall be")
    .requiredOption("--number <phone>", "owned or for sale at the carrier")
    .option("--rate <parts>", "parts per second, 1 to 1000, or “max”: as fast as the carrier takes them")
    .option("--json", "print it as JSON")
    .action((options: AddOptions) => withDatabase(() => add(options)));
  number
    .command("available")
    .description("numbers the carrier has for sale, ten a page")
    .option("--area-code <digits>", "three digits")
    .option("--contains <digits>", "digits anywhere in it")
    .option("--page <page>", "from 1", "1")
    .option("--json", "print them as JSON")
    .action((options: OfferOptions) => withDatabase(() => available(options)));
}

async function add({ leader: handle, number, rate, json }: AddOptions): Promise<void> {
  const phone = numberField.parse(number);
  const pace = readRate(rate);
  const leader = await leaderByHandle(handle);
  if (!leader) throw new Mistake(`There is no leader with the handle “${handle}”. See: tenfour leader list.`);
  const owner = await ownerOf(db(), phone);
  if (owner !== null && owner !== leader.id) throw new Mistake(`Another leader here has ${showPhone(phone)}.`);
  if (owner === null) await withCarrier((line) => line.buyNumber(phone));
  await db().transaction(async (tx) => {
    if (!(await addNumber(tx, { leaderId: leader.id, phone }))) {
      throw new Mistake(`Another leader here has ${showPhone(phone)}.`);
    }
    if (pace !== undefined) await setPace(tx, leader.id, phone, pace);
  });
  const shown = { leader: leader.handle, number: phone, ...(pace === undefined ? {} : { rate: pace }) };
  say(json, shown, [`Fans can text ${leader.name} at ${showPhone(phone)}.`]);
}

async function available({ areaCode, contains, page, json }: OfferOptions): Promise<void> {
  if (areaCode && !/^\d{3}$/.test(areaCode)) throw new Mistake("An area code has three digits.");
  if (contains && !/^\d{1,10}$/.test(contains)) throw new Mistake("--contains takes one to ten digits.");
  if (!/^[1-9]\d{0,5}$/.test(page)) throw new Mistake("--page takes a whole number from 1.");
  const offers = await withCarrier((line) => line.availableNumbers({ areaCode, contains, page: Number(page) }));
  const lines = offers.map(({ phone, monthlyCents }) =>
    monthlyCents === null ? phone : `${phone}\t$${(monthlyCents / 100).toFixed(2)} a month`,
  );
  say(json, offers, lines.length > 0 ? lines : ["The carrier has no such number for sale."]);
}

/** null: as fast as the carrier takes them. undefined: left as it is. */
function readRate(rate: string | undefined): number | null | undefined {
  if (rate === undefined) return undefined;
  if (rate === "max") return null;
  if (/^\d{1,4}$/.test(rate) && Number(rate) >= 1 && Number(rate) <= 1000) return Number(rate);
  throw new Mistake("--rate takes parts per second from 1 to 1000, or max.");
}
