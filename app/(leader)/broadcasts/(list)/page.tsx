import type { Metadata } from "next";
import { BroadcastList } from "@/components/broadcasts/broadcast-list";
import { listBroadcasts } from "@/lib/broadcasts/list";
import { db } from "@/lib/db/client";
import { can } from "@/lib/team/permissions";
import { requireTeammate } from "@/lib/team/session";
import { begin } from "../actions";

export const metadata: Metadata = { title: "Broadcasts" };

/** All broadcasts: drafts, planned, on their way, and past. */
export default async function BroadcastsPage() {
  const { leaderId, role, timeZone } = await requireTeammate();
  const first = await listBroadcasts(db(), leaderId);
  return <BroadcastList first={first} timeZone={timeZone} mayWrite={can(role, "broadcasts.edit")} begin={begin} />;
}
