import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import iconv from "iconv-lite";
import { afterAll, describe, expect, it } from "vitest";
import { mapping } from "@/lib/imports/columns";
import { provenOrder, sampleOrder } from "@/lib/imports/date-order";
import { guessColumns } from "@/lib/imports/recognize/guess";
import { sniff } from "@/lib/imports/sniff";
import { readPhone } from "@/lib/numbers/phone";

const folder = mkdtempSync(join(tmpdir(), "tenfour-sniff-"));
const path = join(folder, "list.csv");
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function look(content: string | Buffer) {
  writeFileSync(path, content);
  return { ...(await sniff(path)), after: readFileSync(path) };
}

describe("what a file is", () => {
  it("is told by its bytes, not by its name", async () => {
    await expect(look("%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\n")).rejects.toThrow(/PDF file, whatever its name says/);
    await expect(look(Buffer.from("504b0304140006000800000021", "hex"))).rejects.toThrow(/Excel/);
    await expect(look(Buffer.from("89504e470d0a1a0a0000000d49484452", "hex"))).rejects.toThrow(/PNG file/);
    await expect(look("<!DOCTYPE html><html><body>Sign in</body></html>")).rejects.toThrow(/web page/);
    await expect(look('[{"name": "Ana"}]')).rejects.toThrow(/JSON/);
    await expect(look(Buffer.from([1, 0, 2, 3, 0, 0, 9, 4]))).rejects.toThrow(/not a text file/);
  });

  it("is refused where there is nobody in it", async () => {
    for (const nothing of ["", "\ufeff", "  \n\n \n"]) await expect(look(nothing)).rejects.toThrow(/empty/);
    await expect(look("Name,Phone\n")).rejects.toThrow(/no row below/);
  });

  it("may be written in any of the usual encodings, and is UTF-8 afterwards", async () => {
    const text = "Name;Phone\r\nJosé Muñoz;(773) 365-9687\r\nZoë Brontë;(773) 365-9688\r\n";
    for (const encoding of ["utf8", "windows-1252", "utf16le", "utf16be"]) {
      for (const addBOM of encoding.startsWith("utf") ? [true, false] : [false]) {
        const seen = await look(iconv.encode(text, encoding, { addBOM }));
        expect([encoding, addBOM, seen.sample[0]]).toEqual([encoding, addBOM, ["José Muñoz", "(773) 365-9687"]]);
        expect(seen.delimiter).toBe(";");
        expect(seen.after.subarray(seen.secondRowAt).toString("utf8")).toMatch(/^José Muñoz/);
      }
    }
  });

  it("shows its Latin-1 also where the first foreign letter stands far below", async () => {
    const plain = "Ana,7733659687\n".repeat(50_000);
    const seen = await look(iconv.encode(`Name,Phone\n${plain}José,7733659687\n`, "latin1"));
    expect(seen.encoding).toBe("windows-1252");
    expect(seen.after.toString("utf8")).toContain("José");
  });

  it("says which sign stands between its columns", async () => {
    for (const [sign, text] of [
      [",", "a,b\n1,2\n"],
      [";", "name;says\nAna;1,5\nBo;2,5\n"],
      ["\t", "a\tb\n1, 2\t3\n"],
      ["|", "a|b\n1|2\n"],
      [",", '"Name, first","Phone"\n"Morales; Ana","773"\n'],
    ]) {
      expect([text, (await look(text as string)).delimiter]).toEqual([text, sign]);
    }
  });

  it("has a row of names, or begins with the first person", async () => {
    expect((await look("Name,Phone\nAna,7733659687\n")).header).toBe(true);
    expect((await look("7733659687\n7733659688\n")).header).toBe(false);
  });
});

describe("what a column is", () => {
  const isPhone = (text: string) => readPhone(text)?.home ?? false;
  const guess = (header: string[] | null, sample: string[][] = [], fields: { id: number; label: string }[] = []) =>
    guessColumns(header, sample, fields, isPhone);

  it("is guessed by its name, in English and Spanish", () => {
    expect(guess(["First Name", "Last Name", "Mobile #", "E-mail Address", "DOB", "ZIP", "State"])).toEqual([
      "firstName",
      "lastName",
      "phone",
      "email",
      "birthDate",
      "postalCode",
      "state",
    ]);
    expect(guess(["Nombre", "Apellidos", "Teléfono", "Código postal"])).toEqual([
      "firstName",
      "lastName",
      "phone",
      "postalCode",
    ]);
    expect(guess(["Your phone number (US)", "Full name"])).toEqual(["phone", "name"]);
  });

  it("is a field of the leader's own where the names are alike", () => {
    expect(guess(["T-shirt size", "phone"], [], [{ id: 4, label: "T-Shirt Size" }])).toEqual(["field:4", "phone"]);
  });

  it("is guessed by what stands in it where it has no name", () => {
    expect(
      guess(null, [
        ["Ana", "(773) 365-9687", "ana@example.com"],
        ["Bo", "773-365-9688", "bo@example.com"],
      ]),
    ).toEqual([null, "phone", "email"]);
    expect(guess(["col1", "col2"], [["x", "7733659687"]])).toEqual([null, "phone"]);
  });

  it("is nothing twice", () => {
    expect(guess(["phone", "phone", "name", "first name", "last name"])).toEqual([
      "phone",
      null,
      null,
      "firstName",
      "lastName",
    ]);
  });

  it("tells day and month apart by the days that can only be read in one order", () => {
    const order = (...days: string[]) =>
      sampleOrder({
        mapping: mapping.parse({
          columns: ["phone", "birthDate"],
          header: true,
          dates: "auto",
          rule: "fill",
          tags: [],
        }),
        firstRow: ["Phone", "DOB"],
        sample: days.map((day) => ["7733659687", day]),
      });
    expect(order("5/6/1990", "17/5/1990")).toBe("day_first");
    expect(order("5/6/1990", "5/17/1990")).toBe("month_first");
    expect(order("", "1990-05-17")).toBe("month_first");
    expect(provenOrder({ dates: { month_first: 1, day_first: 3 } })).toBe("month_first");
  });
});
