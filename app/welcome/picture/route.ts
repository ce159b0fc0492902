import { readFile } from "node:fs/promises";
import { closed, isOpen, sentenceOf } from "@/app/welcome/open";
import { dropPicture, pictureName, picturePath, savePicture } from "@/lib/leaders/picture";
import { readBody, tooLarge } from "@/lib/web/body";
import { pictureLimit } from "@/lib/web/body-limits";

export const dynamic = "force-dynamic";

const say = (content: unknown, status = 200) =>
  Response.json(content, { status, headers: { "cache-control": "no-store" } });

/** Keeps a picture for the first leader, in place of the one named by `?instead=`. The body is the file itself. */
export async function POST(request: Request): Promise<Response> {
  if (!(await isOpen())) return say({ message: closed }, 403);
  const bytes = await readBody(request, pictureLimit, "bytes");
  if (!bytes) return tooLarge(pictureLimit, true);
  try {
    const file = await savePicture(bytes);
    const before = pictureName.safeParse(new URL(request.url).searchParams.get("instead"));
    if (before.success) await dropPicture(before.data);
    const jpeg = await readFile(picturePath(file));
    return say({ file, look: `data:image/jpeg;base64,${jpeg.toString("base64")}` });
  } catch (error) {
    return say({ message: sentenceOf(error) }, 422);
  }
}
