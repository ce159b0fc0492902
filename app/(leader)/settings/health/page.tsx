import type { Metadata } from "next";
import { AlertForm } from "@/components/settings/health/alert-form";
import { OddArrivals } from "@/components/settings/health/odd-arrivals";
import { Overview } from "@/components/settings/health/overview";
import { SendingTable } from "@/components/settings/health/sending-table";
import { OnlyFor } from "@/components/settings/only-for";
import { db } from "@/lib/db/client";
import { asSystem } from "@/lib/db/scope";
import { readAlertSettings } from "@/lib/health/alert-queries";
import { oddArrivals } from "@/lib/health/arrivals";
import { lookAtHealth } from "@/lib/health/look";
import { problemsOf } from "@/lib/health/problems";
import { judge } from "@/lib/health/webhooks";
import { isOperator } from "@/lib/team/operator";
import { requireTeammate } from "@/lib/team/session";
import { moreOddArrivals, saveAlertSettings, testAlerts } from "./actions";

export const metadata: Metadata = { title: "Health" };

export default async function HealthPage() {
  const teammate = await requireTeammate();
  if (!(await isOperator(teammate)))
    return (
      <OnlyFor title="Is everything well?" sentence="The owner who runs this Tenfour sees here how the machine is." />
    );
  const [health, { settings, secrets }, odd] = await asSystem("operator", () =>
    Promise.all([lookAtHealth(), readAlertSettings(db()), oddArrivals(db(), null)]),
  );
  return (
    <div className="grid gap-10">
      <Overview health={health} problems={problemsOf(health, settings)} arriving={judge(health.doors, health.at)} />
      <SendingTable sending={health.sending} />
      <OddArrivals
        first={odd}
        total={health.arrivals.notUnderstood}
        more={moreOddArrivals}
        timeZone={teammate.timeZone}
      />
      <AlertForm
        settings={settings}
        kept={{ webhookSecret: secrets.webhookSecret !== "", smtpUrl: secrets.smtpUrl !== "" }}
        save={saveAlertSettings}
        test={testAlerts}
      />
    </div>
  );
}
