import type { ReactNode } from "react";
import { SectionNav } from "@/components/settings/section-nav";
import { isOperator } from "@/lib/team/operator";
import { requireTeammate } from "@/lib/team/session";

/** The frame of every page of the settings. */
export default async function SettingsLayout({ children }: { children: ReactNode }) {
  const operator = await isOperator(await requireTeammate());
  return (
    <div className="mx-auto grid w-full max-w-5xl gap-6 px-4 py-6 md:grid-cols-[180px_minmax(0,1fr)] md:gap-10 md:py-8">
      <SectionNav operator={operator} />
      <div className="min-w-0">{children}</div>
    </div>
  );
}
