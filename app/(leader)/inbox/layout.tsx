import type { Metadata } from "next";
import type { ReactNode } from "react";
import { InboxFrame } from "@/components/inbox/inbox-frame";
import { db } from "@/lib/db/client";
import { can } from "@/lib/team/permissions";
import { requireTeammate } from "@/lib/team/session";
import { listThreads } from "@/lib/threads/list";
import { done, keep, leaveIt, optOut, read, send, sendAgain, undoneDone } from "./actions";

// A title of its own ends what the pages below inherit, so it says the template again.
export const metadata: Metadata = { title: { default: "Inbox", template: "%s · Tenfour" } };

/** The threads stand here while conversations change beside them. */
export default async function InboxLayout({ children }: { children: ReactNode }) {
  const { leaderId, timeZone, role } = await requireTeammate();
  const first = await listThreads(db(), leaderId, "all");
  return (
    <InboxFrame
      first={first}
      timeZone={timeZone}
      mayWrite={can(role, "inbox.reply")}
      actions={{ send, sendAgain, leaveIt, read, done, undoDone: undoneDone, optOut, keep }}
    >
      {children}
    </InboxFrame>
  );
}
