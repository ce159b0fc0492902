import type { Metadata } from "next";
import { CallList } from "@/components/calls/call-list";
import { CallsForm } from "@/components/calls/calls-form";
import { MicrophoneDoor } from "@/components/calls/microphone-door";
import { listCalls } from "@/lib/calls/list";
import { longestGreeting, settingsOf } from "@/lib/calls/settings";
import { db } from "@/lib/db/client";
import { showPhone } from "@/lib/numbers/phone";
import { can } from "@/lib/team/permissions";
import { requireTeammate } from "@/lib/team/session";
import { saveCalls } from "./actions";

export const metadata: Metadata = { title: "Calls" };

/** What callers hear, and who called. */
export default async function CallsPage() {
  const { leaderId, leaderName, role, number, timeZone } = await requireTeammate();
  const [{ leaderId: _, ...settings }, first] = await Promise.all([
    settingsOf(db(), leaderId, leaderName),
    listCalls(db(), leaderId),
  ]);
  const mayChange = can(role, "settings.edit");
  return (
    <div className="grid gap-10">
      <MicrophoneDoor />
      <header className="grid gap-1">
        <h1 className="font-semibold text-2xl">What does a caller hear?</h1>
        <p className="tabular text-muted">
          {number
            ? `When somebody calls ${showPhone(number)} instead of texting it.`
            : "There is no number to call yet."}
          {mayChange ? "" : " You can read this; an owner or admin can change it."}
        </p>
      </header>
      <CallsForm settings={settings} longest={longestGreeting} mayChange={mayChange} save={saveCalls} />
      <CallList first={first} timeZone={timeZone} />
    </div>
  );
}
