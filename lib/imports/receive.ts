import { randomBytes } from "node:crypto";
import { createWriteStream } from "node:fs";
import { stat } from "node:fs/promises";
import { Readable, Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import { db } from "@/lib/db/client";
import { env } from "@/lib/env";
import { fieldsOf } from "@/lib/fields/queries";
import { numbersOf } from "@/lib/numbers/register";
import { reserveStorage, type StorageReservation, storageFullSentence } from "@/lib/operator/storage-limit";
import { tooLargeSentence } from "@/lib/web/body";
import { importLimit } from "@/lib/web/body-limits";
import type { Mapping } from "./columns";
import { importsFolder, removeStored, storedPath } from "./files";
import { looksLikePhone } from "./phone-of-row";
import { addImport, type Import } from "./queries";
import { columnsToAsk } from "./recognize/consent-columns";
import { guessColumns } from "./recognize/guess";
import { profileColumns, valuesAsRows } from "./recognize/profile";
import { ImportRefused } from "./refused";
import { type Sniffed, sniff } from "./sniff";

export type Upload = {
  leaderId: number;
  teammateId: number | null;
  teammateName: string;
  fileName: string;
  body: AsyncIterable<Uint8Array>;
};

/**
 * Takes a file in, straight to the disk, and looks at what it is. Nobody is written down yet. Throws ImportRefused with
 * a sentence for a file that is too large or no list; then nothing of it is left behind.
 */
export async function receiveFile({ body, ...by }: Upload): Promise<Import> {
  if ((await numbersOf(db(), by.leaderId)).length === 0) {
    throw new ImportRefused("There is no number yet that these people could be texted from. Add one first.");
  }
  const full = await storageFullSentence(by.leaderId);
  const reservation = await reserveStorage(by.leaderId, 0);
  if (!reservation) throw new ImportRefused(full);
  const storedAs = `${randomBytes(12).toString("hex")}.csv`;
  await importsFolder();
  try {
    await keep(body, storedPath(storedAs), reservation, full);
    const { header, skipped, ...seen } = await sniff(storedPath(storedAs));
    // As it lies there now: in UTF-8, and as a CSV.
    const { size: bytes } = await stat(storedPath(storedAs));
    if (!(await reservation.resize(bytes))) throw new ImportRefused(full);
    const mapping = await firstMapping(by.leaderId, storedPath(storedAs), { header, skipped, ...seen });
    const fileName = by.fileName.replace(/\p{Cc}/gu, "").slice(0, 200) || "list.csv";
    return await reservation.settle((tx) => addImport(tx, { ...by, fileName, storedAs, bytes, ...seen, mapping }));
  } catch (error) {
    await removeStored(storedAs);
    await reservation.release();
    throw error;
  }
}

/** Bytes that are reserved at once while a file of unknown size arrives. */
const reservedStep = 4 * 1024 * 1024;

/** Writes the file, and reserves room for each part of it before it is written. */
async function keep(
  body: AsyncIterable<Uint8Array>,
  path: string,
  reservation: StorageReservation,
  full: string,
): Promise<void> {
  const limit = importLimit(env().IMPORT_MAX_MB);
  let bytes = 0;
  let reserved = 0;
  const reserve = async () => {
    for (const wanted of [bytes + reservedStep, bytes]) {
      if (!(await reservation.resize(wanted))) continue;
      reserved = wanted;
      return;
    }
    throw new ImportRefused(full);
  };
  const bounded = new Transform({
    transform(chunk: Uint8Array, _, done) {
      bytes += chunk.byteLength;
      if (bytes > limit.bytes) return done(new ImportRefused(tooLargeSentence(limit)));
      if (bytes <= reserved) return done(null, chunk);
      reserve().then(
        () => done(null, chunk),
        (error) => done(error),
      );
    },
  });
  await pipeline(
    Readable.from(body, { objectMode: false }),
    bounded,
    createWriteStream(path, { mode: 0o600, flags: "wx" }),
  );
}

/** What the columns are taken for, by their names and by all rows. */
async function firstMapping(
  leaderId: number,
  path: string,
  { header, skipped, firstRow, sample, ...seen }: Omit<Sniffed, "encoding">,
): Promise<Mapping> {
  const width = Math.max(firstRow.length, ...sample.map((row) => row.length));
  const offset = header ? seen.secondRowAt : seen.firstRowAt;
  const profiles = await profileColumns(path, { offset, delimiter: seen.delimiter }, width);
  const fields = await fieldsOf(db(), leaderId);
  const columns = guessColumns(header ? firstRow : null, valuesAsRows(profiles), fields, looksLikePhone);
  const asks = columnsToAsk(header ? firstRow : [], profiles, columns);
  return { kind: "members", columns, header, skipped, dates: "auto", rule: "fill", tags: [], meanings: {}, asks };
}
