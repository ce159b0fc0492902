import { smallPicture } from "@/lib/leaders/card";
import { publicLeader } from "@/lib/leaders/queries";

/** The leader's picture as the fan's pages show it: a small square JPEG. */
export async function GET(_: Request, { params }: { params: Promise<{ handle: string }> }): Promise<Response> {
  const leader = await publicLeader((await params).handle);
  if (leader === "suspended") return new Response(null, { status: 404 });
  const picture = leader?.picture ? await smallPicture(leader.picture, 160).catch(() => null) : null;
  if (!picture) return new Response(null, { status: 404 });
  return new Response(new Uint8Array(picture), {
    headers: {
      "content-type": "image/jpeg",
      "cache-control": "public, max-age=300",
      "x-content-type-options": "nosniff",
    },
  });
}
