import { createReadStream, createWriteStream } from "node:fs";
import { rename } from "node:fs/promises";
import { createInterface } from "node:readline";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { stringify } from "csv-stringify/sync";
import { decode } from "iconv-lite";
import { splitName } from "./names/split";

/** Numbers of one card that are kept; nobody has more to choose from. */
const mostPhones = 6;
/** A line longer than this is a picture or a key, and no part of a name or number. Characters. */
const longestLine = 4_000;

const header = [
  ...["First Name", "Last Name", "Email", "Birthday", "City", "State", "Postal Code", "Gender", "Tags", "Notes"],
  ...Array.from({ length: mostPhones }, (_, at) => [`Phone ${at + 1} - Label`, `Phone ${at + 1} - Value`]).flat(),
];

type Property = { group: string; name: string; params: Map<string, string[]>; value: string };
type Phone = { group: string; label: string; value: string };
type Card = Record<string, string>;

/**
 * Rewrites a file of contact cards as a CSV where it lies, a row per card, in memory that does not grow with the file:
 * versions 2.1 (also quoted-printable), 3.0 and 4.0 (RFC 6350). The file is UTF-8 already.
 */
export async function becomeCsv(path: string): Promise<void> {
  await pipeline(
    Readable.from(rowsOf(path)),
    async function* (rows: AsyncIterable<string[]>) {
      yield stringify([header]);
      for await (const row of rows) yield stringify([row]);
    },
    createWriteStream(`${path}.cards`, { mode: 0o600 }),
  );
  await rename(`${path}.cards`, path);
}

async function* rowsOf(path: string): AsyncGenerator<string[]> {
  let card: Card = {};
  let phones: Phone[] = [];
  let labels = new Map<string, string>();
  for await (const line of logicalLines(path)) {
    const property = propertyOf(line);
    if (!property) continue;
    if (property.name === "BEGIN") [card, phones, labels] = [{}, [], new Map()];
    else if (property.name === "END") yield rowOf(card, phones, labels);
    else if (property.name === "TEL") phones.push(phoneOf(property));
    else if (property.name === "X-ABLABEL")
      labels.set(property.group, property.value.replace(/^_\$!<(.*)>!\$_$/, "$1"));
    else addTo(card, property);
  }
}

/** Lines put together again: a line that begins with a space goes on, and so does a quoted-printable one that ends in "=". */
async function* logicalLines(path: string): AsyncGenerator<string> {
  let line = "";
  let quoted = false;
  for await (const next of createInterface({ input: createReadStream(path), crlfDelay: Number.POSITIVE_INFINITY })) {
    const text = next.replace(/^\ufeff/, "");
    if (quoted && line.endsWith("=")) line = line.slice(0, -1) + text.slice(0, longestLine);
    else if (/^[ \t]/.test(text)) line += line.length < longestLine ? text.slice(1) : "";
    else {
      if (line) yield line;
      line = text.slice(0, longestLine);
    }
    quoted = /^[^:]*QUOTED-PRINTABLE/i.test(line);
  }
  if (line) yield line;
}

function propertyOf(line: string): Property | null {
  const [, group = "", name = "", rest = "", raw = ""] =
    /^(?:([\w-]+)\.)?([\w-]+)((?:;(?:[^":;]|"[^"]*")*)*):(.*)$/s.exec(line) ?? [];
  if (!name) return null;
  const params = new Map<string, string[]>();
  for (const param of rest.split(";").filter(Boolean)) {
    // Version 2.1 leaves the name out: TEL;CELL;HOME.
    const [key = "", words] = param.includes("=") ? param.split("=", 2) : ["TYPE", param];
    const values = (words ?? "").replaceAll('"', "").toUpperCase().split(",");
    params.set(key.toUpperCase(), [...(params.get(key.toUpperCase()) ?? []), ...values]);
  }
  const quoted =
    params.get("ENCODING")?.includes("QUOTED-PRINTABLE") || params.get("TYPE")?.includes("QUOTED-PRINTABLE");
  const value = quoted ? fromQuotedPrintable(raw, params.get("CHARSET")?.[0] ?? "UTF-8") : raw;
  return { group, name: name.toUpperCase(), params, value };
}

function fromQuotedPrintable(text: string, charset: string): string {
  const bytes = Buffer.from(
    text.replace(/=([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    "latin1",
  );
  // Outside of its escapes the line is UTF-8 already.
  if (/[^\u0000-\u00ff]/.test(text)) return text;
  try {
    return decode(bytes, charset);
  } catch {
    return bytes.toString("utf8");
  }
}

/** Parts of a value, at semicolons that are not escaped. */
const partsOf = (value: string): string[] => value.split(/(?<!\\);/).map(plain);
const plain = (text: string) =>
  text
    .replace(/\\n/gi, " ")
    .replace(/\\([,;:\\])/g, "$1")
    .trim();

function phoneOf({ group, params, value }: Property): Phone {
  const types = new Set(params.get("TYPE") ?? []);
  const label = ["FAX", "PAGER", "CELL", "IPHONE", "WORK", "HOME", "MAIN"].find((type) => types.has(type));
  return { group, label: label === "CELL" ? "Mobile" : (label ?? ""), value: plain(value).replace(/^tel:/i, "") };
}

function addTo(card: Card, { name, value }: Property): void {
  const put = (key: string, text = "") => {
    if (text && !card[key]) card[key] = text;
  };
  if (name === "N") {
    const [last, first] = partsOf(value);
    put("First Name", first);
    put("Last Name", last);
  } else if (name === "FN") put("Full Name", plain(value));
  else if (name === "EMAIL") put("Email", plain(value).replace(/^mailto:/i, ""));
  else if (name === "BDAY") put("Birthday", plain(value));
  else if (name === "NOTE") put("Notes", plain(value).replace(/\s+/g, " "));
  else if (name === "GENDER") put("Gender", { M: "male", F: "female" }[partsOf(value)[0] ?? ""] ?? partsOf(value)[1]);
  else if (name === "CATEGORIES")
    put(
      "Tags",
      value
        .split(/(?<!\\),/)
        .map(plain)
        .join("; "),
    );
  else if (name === "ADR") {
    const [, , , city, state, code] = partsOf(value);
    put("City", city);
    put("State", state);
    put("Postal Code", code);
  }
}

function rowOf(card: Card, phones: Phone[], labels: Map<string, string>): string[] {
  // A card without its parts of a name (a company, some phones) has the whole one.
  if (!card["First Name"] && !card["Last Name"] && card["Full Name"]) {
    const { firstName, lastName } = splitName(card["Full Name"]);
    Object.assign(card, { "First Name": firstName ?? "", "Last Name": lastName ?? "" });
  }
  const numbers = phones.slice(0, mostPhones).flatMap(({ group, label, value }) => [labels.get(group) || label, value]);
  const facts = header.slice(0, header.length - mostPhones * 2).map((name) => card[name] ?? "");
  return [...facts, ...numbers, ...Array(mostPhones * 2 - numbers.length).fill("")];
}
