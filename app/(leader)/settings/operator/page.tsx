import type { Metadata } from "next";
import { OnlyFor } from "@/components/settings/only-for";
import { LeadersTable } from "@/components/settings/operator/leaders-table";
import { carrierDay } from "@/lib/numbers/day";
import { defaultLimits } from "@/lib/operator/limits";
import { leadersUsage } from "@/lib/operator/usage";
import { isOperator } from "@/lib/team/operator";
import { requireTeammate } from "@/lib/team/session";
import { listLeaders, restore, saveLimits, suspend } from "./actions";

export const metadata: Metadata = { title: "Operator" };

/** What every leader of this instance uses and may use. */
export default async function OperatorPage() {
  const teammate = await requireTeammate();
  if (!(await isOperator(teammate)))
    return <OnlyFor title="Operator" sentence="The owner who runs this Tenfour sets limits for each account here." />;
  return (
    <LeadersTable
      first={await leadersUsage({ search: "", after: 0, day: carrierDay(new Date()) })}
      defaults={defaultLimits()}
      actions={{ listLeaders, saveLimits, suspend, restore }}
    />
  );
}
