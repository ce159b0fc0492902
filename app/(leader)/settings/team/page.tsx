import type { Metadata } from "next";
import { OnlyFor } from "@/components/settings/only-for";
import { TeamSettings } from "@/components/settings/team/team-settings";
import { db } from "@/lib/db/client";
import { showPhone } from "@/lib/numbers/phone";
import { can } from "@/lib/team/permissions";
import { teammatesOf } from "@/lib/team/queries";
import { requireTeammate } from "@/lib/team/session";
import { Confirmable } from "../confirmable";
import { addTeammate, removeFromTeam, setRole } from "./actions";

export const metadata: Metadata = { title: "Team" };

/** Who signs in for this leader, and what they may do. */
export default async function TeamPage() {
  const teammate = await requireTeammate();
  const { leaderId, teammateId, role } = teammate;
  if (!can(role, "team.edit")) return <OnlyFor title="Team" sentence="An owner can see and change the team." />;
  const team = await teammatesOf(db(), leaderId);
  return (
    <Confirmable teammate={teammate} about="who can sign in">
      <TeamSettings
        team={team.map(({ id, name, mobile, role }) => ({ id, name, mobile: showPhone(mobile), role }))}
        me={teammateId}
        add={addTeammate}
        setRole={setRole}
        remove={removeFromTeam}
      />
    </Confirmable>
  );
}
