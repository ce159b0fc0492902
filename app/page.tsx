import { redirect } from "next/navigation";
import { anyLeader } from "@/lib/leaders/queries";
import { currentTeammate } from "@/lib/team/session";

export const dynamic = "force-dynamic";

/** The front door: to the welcome while there is no leader, then to the inbox or to signing in. */
export default async function Home() {
  if (!(await anyLeader())) redirect("/welcome");
  redirect((await currentTeammate()) ? "/inbox" : "/sign-in");
}
