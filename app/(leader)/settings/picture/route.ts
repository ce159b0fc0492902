import { z } from "zod";
import { dropPicture, savePicture } from "@/lib/leaders/picture";
import { changeLeader, leaderById } from "@/lib/leaders/queries";
import { teammateAction } from "@/lib/team/action";
import { currentTeammate } from "@/lib/team/session";
import { readBody, tooLarge } from "@/lib/web/body";
import { pictureLimit } from "@/lib/web/body-limits";

export const dynamic = "force-dynamic";

/** Replaces the leader's picture; returns its file name. */
const changePicture = teammateAction(z.instanceof(Uint8Array), "settings.edit", async (bytes, { leaderId }) => {
  const picture = await savePicture(bytes);
  const before = (await leaderById(leaderId))?.picture;
  await changeLeader(leaderId, { picture });
  if (before) await dropPicture(before);
  return picture;
});

/** Takes a new picture as the body itself. A route of its own, because server actions take 256 KB at most. */
export async function POST(request: Request): Promise<Response> {
  if (!(await currentTeammate()))
    return Response.json({ message: "You are signed out. Sign in again." }, { status: 401 });
  const bytes = await readBody(request, pictureLimit, "bytes");
  if (!bytes) return tooLarge(pictureLimit, true);
  return Response.json(await changePicture(new Uint8Array(bytes)), { headers: { "cache-control": "no-store" } });
}
