import { z } from "zod";
import { db } from "@/lib/db/client";
import { mediaById } from "@/lib/media/queries";
import { serveMedia } from "@/lib/media/serve";
import { currentTeammate, refuseSuspended } from "@/lib/team/session";

export const dynamic = "force-dynamic";

type Context = { params: Promise<{ id: string }> };

const id = z.uuid();

/** A file of the teammate's own leader: the safe copy, or with ?download the file as it was chosen or came. Another leader's file is none. */
export async function GET(request: Request, { params }: Context): Promise<Response> {
  const wanted = id.safeParse((await params).id);
  const teammate = await currentTeammate();
  if (!teammate) return new Response(null, { status: 401 });
  const refused = refuseSuspended(teammate);
  if (refused) return refused;
  const row = wanted.success ? await mediaById(db(), teammate.leaderId, wanted.data) : null;
  if (!row) return new Response(null, { status: 404 });
  const download = new URL(request.url).searchParams.has("download");
  return serveMedia(
    row,
    { variant: download ? "chosen" : "preview", download, cache: "private, max-age=3600" },
    request,
  );
}

export const HEAD = GET;
