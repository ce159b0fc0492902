import type { ReactNode } from "react";
import { BulkProgress } from "@/components/bulk/bulk-progress";
import { BottomBar, TopBar } from "@/components/shell/top-bar";
import { simulatorAccess } from "@/lib/carrier/simulator/access";
import { carrierDay } from "@/lib/numbers/day";
import { showPhone } from "@/lib/numbers/phone";
import { dailyLimitNotice } from "@/lib/operator/daily-limit";
import { suspendedSentence } from "@/lib/operator/suspension";
import { requireTeammate } from "@/lib/team/session";
import { resumeMany, undoMany } from "./members/bulk-actions";

/** The frame of every screen of the dashboard. */
export default async function LeaderLayout({ children }: { children: ReactNode }) {
  const teammate = await requireTeammate();
  const notice = teammate.suspended
    ? suspendedSentence
    : await dailyLimitNotice(teammate.leaderId, carrierDay(new Date()));
  return (
    <div className="flex h-dvh flex-col">
      <a
        href="#content"
        className="fixed top-2 left-2 z-50 -translate-y-20 rounded-card bg-accent px-4 py-2.5 text-on-accent focus:translate-y-0"
      >
        Skip to the content
      </a>
      <TopBar
        leaderName={teammate.leaderName}
        teammateName={teammate.name}
        number={teammate.number}
        shownNumber={teammate.number ? showPhone(teammate.number) : ""}
        simulator={simulatorAccess() !== null}
      />
      {notice && (
        <p role="status" className="bg-warn-soft px-4 py-2 text-center text-warn">
          {notice}
        </p>
      )}
      <main id="content" className="relative min-h-0 flex-1 overflow-y-auto">
        {children}
      </main>
      <BottomBar />
      <BulkProgress undo={undoMany} resume={resumeMany} />
    </div>
  );
}
