import type { Metadata } from "next";
import { PictureForm } from "@/components/settings/picture-form";
import { SettingsForm } from "@/components/settings/settings-form";
import { SignOut } from "@/components/sign-in/sign-out";
import { env } from "@/lib/env";
import { leaderById } from "@/lib/leaders/queries";
import { can } from "@/lib/team/permissions";
import { requireTeammate } from "@/lib/team/session";
import { saveLeader } from "./actions";

export const metadata: Metadata = { title: "Settings" };

export default async function SettingsPage() {
  const { leaderId, role, name } = await requireTeammate();
  const leader = await leaderById(leaderId);
  if (!leader) return null;
  const mayChange = can(role, "settings.edit");
  const { id, handle, createdAt, picture, ...settings } = leader;
  return (
    <div className="grid gap-10">
      <header className="grid gap-1">
        <h1 className="text-2xl font-semibold">How should Tenfour speak for {leader.name}?</h1>
        <p className="text-muted">
          {env().PUBLIC_URL.replace(/^https?:\/\//, "")}/{handle}
          {mayChange ? "" : " · You can read this; an owner or admin can change it."}
        </p>
      </header>
      <PictureForm handle={handle} name={leader.name} picture={picture} mayChange={mayChange} />
      <SettingsForm settings={settings} publicUrl={env().PUBLIC_URL} mayChange={mayChange} save={saveLeader} />
      <section className="flex items-center justify-between gap-4 border-t border-line pt-6">
        <p className="text-muted">Signed in as {name}</p>
        <SignOut />
      </section>
    </div>
  );
}
