import { db } from "@/lib/db/client";
import { cardOf } from "@/lib/leaders/card";
import { publicLeader } from "@/lib/leaders/queries";
import { numbersOf } from "@/lib/numbers/register";

/** The leader's contact card, to save on a phone. */
export async function GET(_: Request, { params }: { params: Promise<{ handle: string }> }): Promise<Response> {
  const leader = await publicLeader((await params).handle);
  if (leader === "suspended") return new Response("This contact card isn’t available.", { status: 404 });
  const [number] = leader ? await numbersOf(db(), leader.id) : [];
  if (!leader || !number) return new Response("There is nobody of this name here.", { status: 404 });
  return new Response(await cardOf(leader, number.phone), {
    headers: {
      "content-type": "text/vcard; charset=utf-8",
      "content-disposition": `attachment; filename="${leader.handle}.vcf"`,
      "cache-control": "public, max-age=300",
      "x-content-type-options": "nosniff",
    },
  });
}
