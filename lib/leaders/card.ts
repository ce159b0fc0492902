import { readFile } from "node:fs/promises";
import sharp from "sharp";
import { VCard } from "vcard-creator";
import { env } from "@/lib/env";
import { picturePath } from "./picture";
import type { Leader } from "./table";

/** What of a leader stands on the card. */
export type OnCard = Pick<Leader, "name" | "handle" | "picture">;

/** The leader's contact card, vCard 3.0: name, number (E.164), page, and a small picture that phones show. */
export async function cardOf(leader: OnCard, number: string): Promise<string> {
  const card = new VCard();
  card
    .addName({ givenName: leader.name })
    .addPhoneNumber({ number, type: ["cell"] })
    .addUrl({ url: `${env().PUBLIC_URL}/${leader.handle}` });
  const picture = leader.picture && (await smallPicture(leader.picture, 200).catch(() => null));
  if (picture) card.addPhoto({ image: picture.toString("base64"), mime: "JPEG" });
  return card.toString();
}

/** A kept picture as a small square JPEG; pixels of each side. Throws where the file is gone. */
export async function smallPicture(name: string, side: number): Promise<Buffer> {
  return sharp(await readFile(picturePath(name)))
    .resize(side, side)
    .jpeg({ quality: 72, mozjpeg: true })
    .toBuffer();
}
