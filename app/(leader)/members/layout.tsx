import type { Metadata } from "next";
import type { ReactNode } from "react";
import { ListWays } from "@/components/exports/list-ways";
import { MembersFrame } from "@/components/members/members-frame";
import { listCrowd } from "@/lib/bulk/crowd";
import { db } from "@/lib/db/client";
import { fieldsOf } from "@/lib/fields/queries";
import { showPhone } from "@/lib/numbers/phone";
import { namedSegments } from "@/lib/segments/queries";
import { tagsOf } from "@/lib/tags/queries";
import { can } from "@/lib/team/permissions";
import { requireTeammate } from "@/lib/team/session";
import { bringBack } from "./actions";
import { deleteMany, listMany, tagMany, undoMany } from "./bulk-actions";

// A title of its own ends what the pages below inherit, so it says the template again.
export const metadata: Metadata = { title: { default: "Members", template: "%s · Tenfour" } };

/** The table stands here while profiles open beside it. */
export default async function MembersLayout({ children }: { children: ReactNode }) {
  const teammate = await requireTeammate();
  const { leaderId, timeZone, number, role } = teammate;
  const mayMoveLists = can(role, "members.import");
  const [first, tags, segments, fields] = await Promise.all([
    listCrowd(db(), teammate, {}, { sort: "joined" }, new Date()),
    tagsOf(db(), leaderId),
    namedSegments(db(), leaderId),
    fieldsOf(db(), leaderId),
  ]);
  return (
    <MembersFrame
      first={first}
      tags={tags}
      segments={segments}
      timeZone={timeZone}
      many={{ tagMany, listMany, deleteMany: can(role, "members.deleteMany") ? deleteMany : null }}
      undo={{ undoMany, bringBack }}
      mayWrite={can(role, "members.edit")}
      number={number}
      shownNumber={number ? showPhone(number) : ""}
      ways={mayMoveLists && <ListWays fields={fields.map(({ id, label }) => ({ id, label }))} />}
    >
      {children}
    </MembersFrame>
  );
}
