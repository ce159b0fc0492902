import type { Command } from "commander";
import { db } from "@/lib/db/client";
import { leaderByHandle } from "@/lib/leaders/queries";
import { readPhone } from "@/lib/numbers/phone";
import { readOwnMobile } from "@/lib/numbers/possible";
import { changeMobile, removeTeammate } from "@/lib/team/members";
import { teammatesOf } from "@/lib/team/queries";
import type { Teammate } from "@/lib/team/table";
import { Mistake, say, withDatabase } from "./run";

type Which = { handle: string; mobile: string; json?: boolean };

/** `tenfour teammate mobile` and `remove`: for whom the screens do not help, as where a mobile is on two teams. */
export function teammateCommands(program: Command): void {
  const teammate = program.command("teammate").description("people on a leader’s team");
  teammate
    .command("mobile")
    .description("give a teammate another mobile to sign in with; they are signed out everywhere")
    .requiredOption("--handle <handle>", "the leader")
    .requiredOption("--mobile <phone>", "the mobile they sign in with now")
    .requiredOption("--to <phone>", "the new one")
    .option("--json", "print the result as JSON")
    .action((options: Which & { to: string }) => withDatabase(() => mobile(options)));
  teammate
    .command("remove")
    .description("remove a teammate, and sign them out everywhere")
    .requiredOption("--handle <handle>", "the leader")
    .requiredOption("--mobile <phone>", "the mobile they sign in with")
    .option("--json", "print the result as JSON")
    .action((options: Which) => withDatabase(() => remove(options)));
}

async function mobile({ to, json, ...which }: Which & { to: string }): Promise<void> {
  const found = await find(which);
  const phone = readOwnMobile(to);
  if (!phone) throw new Mistake("--to is no US or Canadian mobile number.");
  await changeMobile(found.leaderId, found.id, phone.e164);
  say(json, { teammateId: found.id, mobile: phone.e164 }, [`${found.name} signs in with ${phone.e164} from now on.`]);
}

async function remove({ json, ...which }: Which): Promise<void> {
  const found = await find(which);
  await removeTeammate(found.leaderId, found.id);
  say(json, { teammateId: found.id }, [`${found.name} was removed.`]);
}

async function find({ handle, mobile }: Which): Promise<Teammate> {
  const leader = await leaderByHandle(handle);
  if (!leader) throw new Mistake(`There is no leader “${handle}”.`);
  const e164 = readPhone(mobile)?.e164;
  const found = (await teammatesOf(db(), leader.id)).find((one) => one.mobile === e164);
  if (!found) throw new Mistake(`Nobody on the team of ${handle} signs in with ${mobile}.`);
  return found;
}
