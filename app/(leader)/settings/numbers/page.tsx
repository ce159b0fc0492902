import type { Metadata } from "next";
import { NumbersSettings } from "@/components/settings/numbers/numbers-settings";
import { simulated } from "@/lib/carrier/simulated";
import { db } from "@/lib/db/client";
import { asSystem } from "@/lib/db/scope";
import { kindOf } from "@/lib/numbers/kind";
import { numbersOf } from "@/lib/numbers/register";
import { numberLimitReached } from "@/lib/operator/number-limit";
import { isOperator } from "@/lib/team/operator";
import { can } from "@/lib/team/permissions";
import { requireTeammate } from "@/lib/team/session";
import { askLoss, bringNumber, buyNumber, listIdle, releaseNumber, saveNumber, searchNumbers } from "./actions";

export const metadata: Metadata = { title: "Numbers" };

export default async function NumbersPage() {
  const teammate = await requireTeammate();
  const { leaderId, leaderName, role } = teammate;
  const numbers = (await numbersOf(db(), leaderId)).map((number) => ({
    phone: number.phone,
    kind: kindOf(number.phone),
    features: number.features,
    partsPerSecond: number.partsPerSecond,
    partsPerDay: number.partsPerDay,
    carrierAnswersStop: number.carrierAnswersStop,
    campaign: number.campaign,
    pausedReason: number.pausedReason,
  }));
  return (
    <NumbersSettings
      numbers={numbers}
      leaderName={leaderName}
      mayChange={can(role, "numbers.edit")}
      limitReached={await asSystem("operator", () => numberLimitReached(db(), leaderId))}
      mayBringIn={await isOperator(teammate)}
      simulated={simulated()}
      actions={{ searchNumbers, buyNumber, listIdle, bringNumber, saveNumber, askLoss, releaseNumber }}
    />
  );
}
