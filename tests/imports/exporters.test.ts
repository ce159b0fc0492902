import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { mapping as mappingSchema } from "@/lib/imports/columns";
import { looksLikePhone } from "@/lib/imports/phone-of-row";
import { readRow } from "@/lib/imports/read-row";
import { columnsToAsk } from "@/lib/imports/recognize/consent-columns";
import { guessColumns } from "@/lib/imports/recognize/guess";
import { profileColumns, valuesAsRows } from "@/lib/imports/recognize/profile";
import { readBatches } from "@/lib/imports/rows";
import { sniff } from "@/lib/imports/sniff";

/** Issue 13.3 and 13.14: files as other programs write them, in several languages. */

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "tenfour-exporters-"));
});
afterAll(() => rm(folder, { recursive: true }));

/** "+17733651001 Ana Li: out" for each row of a file. */
async function readFile(content: string | Buffer): Promise<{ rows: string[]; asks: number[] }> {
  const path = join(folder, crypto.randomUUID());
  await writeFile(path, content);
  const seen = await sniff(path);
  const offset = seen.header ? seen.secondRowAt : seen.firstRowAt;
  const names = seen.header ? seen.firstRow : [];
  const profiles = await profileColumns(path, { offset, delimiter: seen.delimiter }, seen.firstRow.length);
  const columns = guessColumns(names, valuesAsRows(profiles), [], looksLikePhone);
  const asks = columnsToAsk(names, profiles, columns);
  const mapping = mappingSchema.parse({
    ...{ columns, header: seen.header, dates: "auto", rule: "fill", tags: [], asks },
  });
  const by = { mapping, names, fields: [], minAge: 13, caribbean: false, ownNumbers: new Set<string>() };
  const rows: string[] = [];
  for await (const batch of readBatches(path, { offset, delimiter: seen.delimiter, lastRow: 0 }, 100))
    for (const { cells } of batch.rows) {
      const read = readRow(cells, { ...by, now: new Date("2026-11-27T12:00:00Z") });
      if (read === "blank" || "refused" in read) rows.push(read === "blank" ? "blank" : read.refused);
      else {
        const { phone, firstName, lastName, consent } = read.person;
        rows.push(`${phone} ${firstName} ${lastName}: ${consent?.says ?? "silent"}`);
      }
    }
  return { rows, asks };
}

describe("what a file says of consent counts in", () => {
  it.each<[language: string, content: string | Buffer, rows: string[]]>([
    [
      "German, Windows-1252",
      Buffer.from(
        "Vorname;Nachname;Mobil;SMS-Einwilligung;Abgemeldet am\r\nJürgen;Müller;0017733651001;ja;\r\nÄnne;Groß;773 365 1002;nein;\r\nZoë;Weiß;773 365 1003;ja;01.02.2025\r\n",
        "latin1",
      ),
      ["+17733651001 Jürgen Müller: in", "+17733651002 Änne Groß: out", "+17733651003 Zoë Weiß: out"],
    ],
    [
      "Portuguese",
      "Nome;Sobrenome;Celular;Aceita SMS;Descadastrado\nJoão;Silva;773 365 1001;Sim;Não\nAna;Sousa;773 365 1002;Não;Sim\nRui;Alves;773 365 1003;Sim;Sim",
      ["+17733651001 João Silva: in", "+17733651002 Ana Sousa: out", "+17733651003 Rui Alves: out"],
    ],
    [
      "Italian",
      "Nome;Cognome;Cellulare;Consenso SMS\nLuca;Rossi;773 365 1001;sì\nAnna;Bianchi;773 365 1002;no",
      ["+17733651001 Luca Rossi: in", "+17733651002 Anna Bianchi: out"],
    ],
  ])("%s", async (_, content, rows) => expect(await readFile(content)).toEqual({ rows, asks: [] }));

  it.each([
    ["Yes, text me!", "in"],
    ["I agree", "in"],
    ["No, please don't", "out"],
    ["I do not agree", "out"],
    ["Yes until 2024", "invited"],
    ["Maybe later", "invited"],
  ])("an answer in words: %s", async (answer, says) => {
    const read = await readFile(`Your name,Cell phone,Do you agree to receive texts?\nAna Li,773-365-1001,"${answer}"`);
    expect(read.rows).toEqual([`+17733651001 Ana Li: ${says}`]);
  });

  it("a language that nobody knows: the column about texts is asked about, and nobody is active until then", async () => {
    const read = await readFile("First Name,Last Name,Phone,SMS\nAna,Li,773-365-1001,Tak\nBo,Li,773-365-1002,Nie");
    expect(read.asks).toEqual([3]);
    expect(read.rows).toEqual(["+17733651001 Ana Li: invited", "+17733651002 Bo Li: invited"]);
  });

  it.each(["Text carrier", "SMS gateway"])("%s is not asked about", async (name) => {
    const read = await readFile(`First Name,Phone,${name}\nAna,773-365-1001,Verizon\nBo,773-365-1002,Sprint`);
    expect(read.asks).toEqual([]);
  });
});

describe("columns of subscribers are about people, not about consent", () => {
  it.each<[header: string, name: string]>([
    ["Subscriber First Name,Subscriber Last Name,Subscriber Phone,Subscriber Key", "Ana Li"],
    ["Name (First),Name (Last),Phone,SubscriberKey", "Ana Li"],
  ])("%s", async (header, name) => {
    const read = await readFile(
      `${header},Subscriber Status\nAna,Li,773-365-1001,1,Active\nBo,Li,773-365-1002,2,Unsubscribed`,
    );
    expect(read).toEqual({ asks: [], rows: [`+17733651001 ${name}: in`, "+17733651002 Bo Li: out"] });
  });
});

describe("the number is", () => {
  it("of Shopify the customer's own, not that of an address", async () => {
    const read = await readFile(
      "First Name,Last Name,Default Address Phone,Phone,Accepts SMS Marketing\nAna,Li,'+13124651234,'+17733651001,yes",
    );
    expect(read.rows).toEqual(["+17733651001 Ana Li: in"]);
  });

  it.each(["Billing Phone", "billing_phone", "Shipping Phone"])(
    "that of an order where no other is: %s",
    async (name) => {
      const read = await readFile(`First Name,Last Name,${name}\nAna,Li,773-365-1001`);
      expect(read.rows).toEqual(["+17733651001 Ana Li: silent"]);
      const both = await readFile(`First Name,Last Name,${name},Phone\nAna,Li,312-465-1234,773-365-1001`);
      expect(both.rows).toEqual(["+17733651001 Ana Li: silent"]);
    },
  );

  it("in the column that holds numbers, whatever another is called", async () => {
    const read = await readFile("First Name,Last Name,SMS,Kontakt\nAna,Li,maybe later,773-365-1001");
    expect(read.rows[0]).toMatch(/^\+17733651001 Ana Li/);
  });
});

it("the note of a contact card is read as a column is: an opt-out in it counts", async () => {
  const card = (name: string, tel: string, note: string) =>
    `BEGIN:VCARD\nVERSION:3.0\nFN:${name}\nTEL;TYPE=CELL:${tel}\n${note}END:VCARD\n`;
  const read = await readFile(
    card("Ana Li", "773-365-1001", "NOTE:Met at the show\n") + card("Bo Li", "773-365-1002", "NOTE:Do not text\n"),
  );
  expect(read.rows).toEqual(["+17733651001 Ana Li: silent", "+17733651002 Bo Li: out"]);
});
