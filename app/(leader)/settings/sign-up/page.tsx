import type { Metadata } from "next";
import { PictureForm } from "@/components/settings/picture-form";
import { Editor } from "@/components/settings/sign-up/editor";
import { db } from "@/lib/db/client";
import { archivedFieldsOf, fieldsOf } from "@/lib/fields/queries";
import { pageSettingsOf } from "@/lib/leaders/page-settings";
import { leaderById } from "@/lib/leaders/queries";
import { can } from "@/lib/team/permissions";
import { requireTeammate } from "@/lib/team/session";
import { saveSignUpPage } from "./actions";

export const metadata: Metadata = { title: "Sign-up page" };

export default async function SignUpSettingsPage() {
  const { leaderId, role } = await requireTeammate();
  const [leader, fields, archived] = await Promise.all([
    leaderById(leaderId),
    fieldsOf(db(), leaderId),
    archivedFieldsOf(db(), leaderId),
  ]);
  if (!leader) return null;
  const mayChange = can(role, "settings.edit");
  return (
    <div className="grid gap-8">
      <header className="grid gap-1">
        <h1 className="text-2xl font-semibold">What do you want to know of people?</h1>
        <p className="text-muted">
          {mayChange
            ? "Your fans see this page when they tap the link. What you change shows at the side, and on the page when you save."
            : "You can read this; an owner or admin can change it."}
        </p>
      </header>
      <PictureForm handle={leader.handle} name={leader.name} picture={leader.picture} mayChange={mayChange} />
      <Editor
        looks={pageSettingsOf(leader)}
        fields={fields}
        archived={archived}
        mayChange={mayChange}
        save={saveSignUpPage}
      />
    </div>
  );
}
