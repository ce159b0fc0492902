import type { Metadata } from "next";
import { Builder } from "@/components/segments/builder";
import { treeOfAnySize } from "@/lib/segments/tree";
import { can } from "@/lib/team/permissions";
import { requireTeammate } from "@/lib/team/session";
import { save } from "../actions";
import { vocabularyOf } from "../vocabulary";

export const metadata: Metadata = { title: "New segment" };

/** A new segment; `?tree=` starts it with conditions (JSON), so that one can be sent as an address. */
export default async function NewSegmentPage({ searchParams }: { searchParams: Promise<{ tree?: string }> }) {
  const { leaderId, role, timeZone } = await requireTeammate();
  const { tree } = await searchParams;
  const start = readTree(tree);
  return (
    <Builder
      segment={null}
      start={start}
      unreadable={Boolean(tree) && !start}
      vocabulary={await vocabularyOf(leaderId)}
      timeZone={timeZone}
      mayWrite={can(role, "segments.edit")}
      save={save}
    />
  );
}

/** One that is too large is shown as well, and says so. */
function readTree(text: string | undefined) {
  try {
    return treeOfAnySize.safeParse(JSON.parse(text ?? "")).data ?? null;
  } catch {
    return null;
  }
}
