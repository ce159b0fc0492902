import type { ReactNode } from "react";
import { SectionNav } from "@/components/settings/section-nav";

/** The frame of every page of the settings. */
export default function SettingsLayout({ children }: { children: ReactNode }) {
  return (
    <div className="mx-auto grid w-full max-w-5xl gap-6 px-4 py-6 md:grid-cols-[180px_minmax(0,1fr)] md:gap-10 md:py-8">
      <SectionNav />
      <div className="min-w-0">{children}</div>
    </div>
  );
}
