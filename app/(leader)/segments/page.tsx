import type { Metadata } from "next";
import { SegmentList } from "@/components/segments/segment-list";
import { namesOf } from "@/components/segments/vocabulary";
import { db } from "@/lib/db/client";
import { today } from "@/lib/segments/days";
import { segmentsWithSizes } from "@/lib/segments/queries";
import { sentence } from "@/lib/segments/sentence";
import { can } from "@/lib/team/permissions";
import { requireTeammate } from "@/lib/team/session";
import { duplicate, remove, rename, restore } from "./actions";
import { vocabularyOf } from "./vocabulary";

export const metadata: Metadata = { title: "Segments" };

/** The saved segments, each as a sentence with its size. */
export default async function SegmentsPage() {
  const { leaderId, timeZone, role } = await requireTeammate();
  const day = today({ now: new Date(), timeZone });
  const [saved, vocabulary] = await Promise.all([segmentsWithSizes(db(), leaderId, day), vocabularyOf(leaderId)]);
  const names = namesOf(vocabulary);
  return (
    <SegmentList
      segments={saved.map(({ id, name, tree, sizes }) => ({ id, name, sizes, sentence: sentence(tree, names) }))}
      mayWrite={can(role, "segments.edit")}
      timeZone={timeZone}
      actions={{ rename, duplicate, remove, restore }}
    />
  );
}
