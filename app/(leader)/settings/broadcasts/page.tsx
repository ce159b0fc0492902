import type { Metadata } from "next";
import { FrequencyForm } from "@/components/settings/frequency-form";
import { HoursTable } from "@/components/settings/hours-table";
import { leaderById } from "@/lib/leaders/queries";
import { can } from "@/lib/team/permissions";
import { requireTeammate } from "@/lib/team/session";
import { saveFrequency } from "./actions";

export const metadata: Metadata = { title: "Broadcasts" };

/** How often, and at which hours, members may get a broadcast. */
export default async function BroadcastSettingsPage() {
  const { leaderId, role } = await requireTeammate();
  const leader = await leaderById(leaderId);
  if (!leader) return null;
  return (
    <div className="grid gap-10">
      <FrequencyForm
        perDay={leader.broadcastsPerDay}
        perWeek={leader.broadcastsPerWeek}
        mayChange={can(role, "settings.edit")}
        save={saveFrequency}
      />
      <HoursTable />
    </div>
  );
}
