import { createHash } from "node:crypto";
import { ImageResponse } from "next/og";
import { languageOf } from "@/components/fan/answer";
import { SharePicture, shareSize } from "@/components/fan/share-picture";
import { words } from "@/components/fan/words";
import { db } from "@/lib/db/client";
import { smallPicture } from "@/lib/leaders/card";
import { publicLeader } from "@/lib/leaders/queries";
import { keptShare } from "@/lib/leaders/share-picture";
import { showPhone } from "@/lib/numbers/phone";
import { numbersOf } from "@/lib/numbers/register";

/** The picture that a post shows of a leader's link: 1200 × 630, drawn once and kept until something on it changes. */
export async function GET(request: Request, { params }: { params: Promise<{ handle: string }> }): Promise<Response> {
  const leader = await publicLeader((await params).handle);
  if (leader === "suspended") return new Response(null, { status: 404 });
  if (!leader) return new Response(null, { status: 404 });
  const [owned] = await numbersOf(db(), leader.id);
  const language = languageOf(request, leader);
  const number = owned ? showPhone(owned.phone) : null;
  const shown = { name: plain(leader.name), accent: leader.accent, number, words: words[language].textMe };
  const key = createHash("sha256")
    .update(JSON.stringify([1, leader.picture, shown]))
    .digest("hex")
    .slice(0, 32);
  if (request.headers.get("if-none-match") === `"${key}"`) return new Response(null, { status: 304 });
  const png = await keptShare(leader.id, language, key, async () => {
    const face = leader.picture ? await smallPicture(leader.picture, 320).catch(() => null) : null;
    const picture = face && `data:image/jpeg;base64,${face.toString("base64")}`;
    const drawn = new ImageResponse(<SharePicture {...shown} picture={picture} />, shareSize);
    return Buffer.from(await drawn.arrayBuffer());
  });
  return new Response(new Uint8Array(png), {
    headers: {
      "content-type": "image/png",
      "cache-control": "public, max-age=3600",
      etag: `"${key}"`,
      "x-content-type-options": "nosniff",
    },
  });
}

/** The renderer would ask a server elsewhere for pictures of emoji: they are left out, and nobody is asked. */
function plain(name: string): string {
  return (
    name.replace(/[\p{Extended_Pictographic}\p{Emoji_Component}]/gu, (sign) => (/\d/.test(sign) ? sign : "")).trim() ||
    " "
  );
}
