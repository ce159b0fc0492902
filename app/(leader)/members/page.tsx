import { requireTeammate } from "@/lib/team/session";

/** The layout holds the list, so here is only who may see it: layouts don't run again when a page is opened. */
export default async function MembersPage() {
  await requireTeammate();
  return null;
}
