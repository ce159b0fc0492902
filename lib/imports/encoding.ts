import { createReadStream, createWriteStream } from "node:fs";
import { open, rename } from "node:fs/promises";
import { pipeline } from "node:stream/promises";
import { analyse } from "chardet";
import { decodeStream, encodeStream } from "iconv-lite";
import { ImportRefused } from "./refused";

/** Bytes of lines with foreign letters that are enough to tell an encoding by. */
const enough = 64 * 1024;

/**
 * Tells what a text file is written in (by its mark, else by its bytes) and rewrites it in UTF-8 where it is not. The
 * whole file is looked at: the first “José” may stand in row 900,000. Returns the encoding's name for people, and the
 * bytes of a mark that stay at the front.
 */
export async function becomeUtf8(path: string): Promise<{ encoding: string; mark: number }> {
  const head = await firstBytes(path, 4096);
  if (head.subarray(0, 3).equals(Buffer.from([0xef, 0xbb, 0xbf]))) {
    if (await brokenUtf8(path))
      throw new ImportRefused(
        "This file says it is UTF-8, but parts of it are not. Please save it again as “CSV UTF-8”.",
      );
    return { encoding: "UTF-8", mark: 3 };
  }
  const wide = wideOf(head);
  if (wide) {
    await rewrite(path, wide);
    return { encoding: "UTF-16", mark: 0 };
  }
  if (head.includes(0))
    throw new ImportRefused("This is not a text file. Please save your list as CSV and choose that.");
  const foreign = await brokenUtf8(path);
  if (!foreign) return { encoding: "UTF-8", mark: 0 };
  const encoding = guess(foreign);
  // cp850 has the letters of cp437, and capitals with accents where that has lines of boxes.
  await rewrite(path, encoding === "cp437" ? "cp850" : encoding);
  return { encoding, mark: 0 };
}

/** UTF-16 by its mark, or by the zeros beside plain letters. */
function wideOf(head: Buffer): "utf16le" | "utf16be" | null {
  if (head[0] === 0xff && head[1] === 0xfe) return "utf16le";
  if (head[0] === 0xfe && head[1] === 0xff) return "utf16be";
  const zeros = (from: number) => {
    let count = 0;
    for (let at = from; at < head.length; at += 2) if (head[at] === 0) count++;
    return count / Math.max(1, head.length / 2);
  };
  if (zeros(1) > 0.7 && zeros(0) < 0.1) return "utf16le";
  return zeros(0) > 0.7 && zeros(1) < 0.1 ? "utf16be" : null;
}

/** Lines that are no UTF-8, as many as tell an encoding; null where the whole file is UTF-8. */
async function brokenUtf8(path: string): Promise<Buffer | null> {
  const strict = new TextDecoder("utf-8", { fatal: true });
  const foreign: Buffer[] = [];
  let size = 0;
  let broken = false;
  for await (const chunk of createReadStream(path, { highWaterMark: 256 * 1024 }) as AsyncIterable<Buffer>) {
    if (!broken) {
      try {
        strict.decode(chunk, { stream: true });
        continue;
      } catch {
        broken = true;
      }
    }
    for (const line of linesOf(chunk)) {
      if (!line.some((byte) => byte > 0x7f)) continue;
      foreign.push(line);
      size += line.length;
    }
    if (size > enough) break;
  }
  if (!broken) {
    try {
      strict.decode();
      return null;
    } catch {
      return Buffer.concat(foreign);
    }
  }
  return Buffer.concat(foreign);
}

function* linesOf(chunk: Buffer): Generator<Buffer> {
  let from = 0;
  for (let at = chunk.indexOf(10); at >= 0; at = chunk.indexOf(10, from)) {
    yield chunk.subarray(from, at + 1);
    from = at + 1;
  }
  yield chunk.subarray(from);
}

/**
 * chardet's opinion, with Western European favoured: of three accented names it cannot tell French from Polish, and
 * the leaders' lists are North American. Windows-1252 is what "Latin-1" means outside of standards.
 */
function guess(foreign: Buffer): string {
  if (isDos(foreign)) return "cp437";
  if (isMacRoman(foreign)) return "macintosh";
  const opinions = analyse(foreign).filter((one) => one.name !== "ASCII" && one.name !== "UTF-8");
  const best = opinions[0];
  const western = opinions.find((one) => one.name === "ISO-8859-1" || one.name === "windows-1252");
  if (!best || (western && best.confidence - western.confidence <= 20)) return "windows-1252";
  return best.name;
}

/**
 * Old Macs (and Excel for Mac's plain "CSV") write é as 8E, ñ as 96, á as 87: within words, where Windows has quotation
 * marks and dashes there. Windows writes its letters from C0 on, which are signs and capitals on a Mac.
 */
function isMacRoman(foreign: Buffer): boolean {
  const small = (byte = 0) => byte >= 0x61 && byte <= 0x7a;
  const letter = (byte = 0) => small(byte) || (byte >= 0x41 && byte <= 0x5a);
  let [mac, windows] = [0, 0];
  for (let at = 1; at < foreign.length; at++) {
    const byte = foreign[at] as number;
    const within = letter(foreign[at - 1]) && (small(foreign[at + 1]) || !letter(foreign[at + 1]));
    if (byte >= 0xc0 && letter(foreign[at - 1])) windows++;
    else if (within && macLetters.has(byte) && (small(foreign[at + 1]) || !dashes.has(byte))) mac++;
  }
  return mac > windows * 2;
}
/**
 * Programs of the DOS era (and Excel's "CSV (MS-DOS)") write é as 82, ñ as A4, á as A0, ó as A2: within words, where
 * Windows has quotation marks and signs of money, and a Mac has capitals and signs.
 */
function isDos(foreign: Buffer): boolean {
  const small = (byte = 0) => (byte >= 0x61 && byte <= 0x7a) || dosLetters.has(byte);
  const letter = (byte = 0) => small(byte) || (byte >= 0x41 && byte <= 0x5a);
  let [dos, others] = [0, 0];
  foreign.forEach((byte, at) => {
    if (byte < 0x80 || !letter(foreign[at - 1])) return;
    const next = foreign[at + 1];
    const inside = small(next);
    if (dosLetters.has(byte) && (inside || (!letter(next) && dosAtEnd.has(byte)))) dos++;
    else if (byte >= 0xc0 || (inside && (macLetters.has(byte) || byte >= 0x80))) others++;
  });
  return dos > others * 2;
}
/** ü é â ä à å î Ä í ó ú ñ Ñ of DOS, that are no letters on Windows and no small letters on a Mac. */
const dosLetters = new Set([0x81, 0x82, 0x83, 0x84, 0x85, 0x86, 0x8c, 0xa1, 0xa2, 0xa3, 0xa4, 0xa5, 0xa0]);
/** Of these, the ones that are no ellipsis, closing mark or space behind a word. */
const dosAtEnd = new Set([0x81, 0x82, 0xa1, 0xa2, 0xa3, 0xa4]);

/** á â ã ç é è ê ë í ì î ï ñ ó ò ô õ ú ù û ü ö ä of MacRoman, but for what is an apostrophe or a letter on Windows. */
const macLetters = new Set([
  0x87, 0x88, 0x89, 0x8b, 0x8d, 0x8e, 0x8f, 0x90, 0x91, 0x93, 0x94, 0x95, 0x96, 0x97, 0x98, 0x99, 0x9b, 0x9d, 0x9e,
  0x9f,
]);
const dashes = new Set([0x91, 0x93, 0x94, 0x95, 0x96, 0x97, 0x99]);

async function rewrite(path: string, encoding: string): Promise<void> {
  await pipeline(
    createReadStream(path),
    decodeStream(encoding),
    encodeStream("utf8"),
    createWriteStream(`${path}.utf8`, { mode: 0o600 }),
  );
  await rename(`${path}.utf8`, path);
}

/** The first bytes of a file. */
export async function firstBytes(path: string, most: number): Promise<Buffer> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(most), 0, most, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}
