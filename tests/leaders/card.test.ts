import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { cardOf } from "@/lib/leaders/card";
import { savePicture } from "@/lib/leaders/picture";
import type { Leader } from "@/lib/leaders/queries";
import { type TestDatabase, testDatabase } from "@/tests/database";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

const leader = (change: Partial<Leader>) => ({ handle: "ana", name: "Ana", picture: null, ...change }) as Leader;
/** Folded lines joined again (RFC 2426, 2.6). */
const lines = (card: string) =>
  card
    .replace(/\r\n[ \t]/g, "")
    .split("\r\n")
    .filter(Boolean);

describe("the contact card", () => {
  it("is a vCard 3.0 with the name, the number and the page", async () => {
    const card = lines(await cardOf(leader({}), "+17733659687"));
    expect(card.slice(0, 2)).toEqual(["BEGIN:VCARD", "VERSION:3.0"]);
    expect(card.at(-1)).toBe("END:VCARD");
    expect(card).toContain("FN:Ana");
    expect(card).toContain("TEL;TYPE=CELL:+17733659687");
    expect(card).toContain("URL:http://tenfour.test/ana");
  });

  it("escapes what would end a value, and folds long lines without breaking a letter", async () => {
    const name = `Ana, "Señora"; Ruiz \\ ${"Ñandú ".repeat(6)}`.trim();
    const card = await cardOf(leader({ name }), "+17733659687");
    expect(lines(card)).toContain(`FN:${name.replace(/[\\,;]/g, "\\$&")}`);
    for (const line of card.split("\r\n")) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
  });

  it("cannot be given a second property through a name", async () => {
    const card = lines(await cardOf(leader({ name: "Ana\r\nTEL:+19005550000" }), "+17733659687"));
    expect(card.filter((line) => line.startsWith("TEL"))).toEqual(["TEL;TYPE=CELL:+17733659687"]);
  });

  it("carries a picture that phones show, and stays small enough for any message", async () => {
    const noise = await sharp({
      create: {
        width: 900,
        height: 900,
        channels: 3,
        background: "#888",
        noise: { type: "gaussian", mean: 128, sigma: 60 },
      },
    })
      .png()
      .toBuffer();
    const card = await cardOf(leader({ picture: await savePicture(noise) }), "+17733659687");
    const photo = lines(card).find((line) => line.startsWith("PHOTO;ENCODING=b;TYPE=JPEG:")) as string;
    const image = await sharp(Buffer.from(photo.split(":")[1] as string, "base64")).metadata();
    expect([image.format, image.width, image.height]).toEqual(["jpeg", 200, 200]);
    expect(Buffer.byteLength(card)).toBeLessThan(60_000);
  });

  it("comes without a picture where the file is gone", async () => {
    expect(await cardOf(leader({ picture: "gone.jpg" }), "+17733659687")).not.toContain("PHOTO");
  });
});
