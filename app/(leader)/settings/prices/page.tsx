import type { Metadata } from "next";
import { PricesForm } from "@/components/settings/prices-form";
import { leaderById } from "@/lib/leaders/queries";
import { can } from "@/lib/team/permissions";
import { requireTeammate } from "@/lib/team/session";
import { savePrices } from "./actions";

export const metadata: Metadata = { title: "Prices" };

/** What texts cost, for saying so before they are sent. */
export default async function PricesPage() {
  const { leaderId, role } = await requireTeammate();
  const leader = await leaderById(leaderId);
  if (!leader) return null;
  return (
    <PricesForm
      part={leader.partPrice}
      mms={leader.mmsPrice}
      mayChange={can(role, "settings.edit")}
      save={savePrices}
    />
  );
}
