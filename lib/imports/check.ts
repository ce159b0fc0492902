import { db } from "@/lib/db/client";
import { membersAmong } from "@/lib/members/queries";
import { foretell } from "@/lib/members/take-in";
import { tombstonesAmong } from "@/lib/privacy/tombstones";
import { Batch } from "./batch";
import { type Counts, noCounts } from "./counts";
import { isMixed, provenOrder } from "./date-order";
import { repeatsPath, storedPath } from "./files";
import { type Job, startOf, stillOurs } from "./job";
import { changeImport, changeImportIn, dropRefusals, keepRefusals, moveOn } from "./queries";
import { Repeats } from "./repeats";
import { readAhead, UnreadableRow } from "./rows";

/** More tags than this are a column that was matched by mistake. */
const mostTags = 500;

/**
 * The dry run: reads the whole file and asks the database what would become of each row, without creating anybody. Where
 * the rows prove that days are written the other way around, it reads them again. A process that dies leaves it to be
 * started anew.
 */
export async function check(job: Job): Promise<void> {
  const one = job.import;
  const counts = noCounts();
  const repeats = Repeats.none();
  const tags = new Set<string>();
  let { offset, lastRow } = startOf(one);
  await dropRefusals(db(), one.leaderId, one.id);
  await changeImport(db(), one.leaderId, one.id, { offset, row: lastRow, counts });
  // As numbers: eight bytes each, on the database's disk and not in this process.
  await job.client.query(
    "CREATE TEMP TABLE IF NOT EXISTS import_seen (phone bigint PRIMARY KEY); TRUNCATE import_seen",
  );
  try {
    for await (const part of readAhead(
      storedPath(one.storedAs ?? ""),
      { offset, lastRow, delimiter: one.delimiter },
      job.batchRows,
      job.reading,
    )) {
      if (job.stopped()) return;
      const batch = new Batch(part.rows, job.reading, counts);
      const first = await firstSeen(batch, job);
      for (const [phone, { entries }] of batch.people) {
        for (const entry of first.has(phone) ? entries.slice(1) : entries) repeats.add(entry.row);
      }
      const became = await askDatabase(batch, job, repeats);
      for (const { tags: theirs } of batch.people.values()) {
        if (tags.size <= mostTags) for (const tag of theirs) tags.add(tag.toLowerCase());
      }
      batch.settle((row) => repeats.has(row), became);
      const before = offset;
      offset = part.offset;
      lastRow = part.rows.at(-1)?.row ?? lastRow;
      const goOn = await db().transaction(async (tx) => {
        if (!(await stillOurs(tx, job, before))) return false;
        await keepRefusals(tx, one, batch.refusals);
        await moveOn(tx, one, { offset, row: lastRow, counts });
        return true;
      });
      if (!goOn) return;
      job.tick(lastRow);
    }
    const order = provenOrder(counts);
    if (
      job.reading.mapping.dates === "auto" &&
      !isMixed(counts) &&
      order !== job.reading.order &&
      counts.dates[order] > 0
    ) {
      // The first rows looked otherwise: what was read so far was read the wrong way around.
      return await check({ ...job, reading: { ...job.reading, order } });
    }
    await repeats.write(repeatsPath(one.storedAs ?? ""));
    await end(job, counts, tags.size > mostTags ? tooManyTags : null);
  } catch (error) {
    if (!(error instanceof UnreadableRow)) throw error;
    await end(job, counts, unreadable(error));
  } finally {
    await job.client.query("DROP TABLE IF EXISTS import_seen").catch(() => {});
  }
}

async function askDatabase(
  batch: Batch,
  job: Job,
  repeats: Repeats,
): Promise<(phone: string) => "created" | "updated" | "unchanged"> {
  const gone = await tombstonesAmong(db(), job.by.leaderId, [...batch.people.keys()]);
  for (const phone of gone) batch.refuse(phone, "deleted");
  batch.keepKnown(await membersAmong(db(), job.by.leaderId, [...batch.onlyKnown]));
  const people = [...batch.people.values()].map(({ person }) => person);
  const { updated, unchanged, leftAlone } = await foretell(db(), people, job.by);
  for (const { phone, status } of leftAlone)
    batch.refuse(phone, status === "opted_out" ? "opted_out" : "abroad", (row) => repeats.has(row));
  const changed = new Set(updated.map((row) => row.phone));
  const same = new Set(unchanged.map((row) => row.phone));
  return (phone) => (changed.has(phone) ? "updated" : same.has(phone) ? "unchanged" : "created");
}

/** Those of a batch whose number stood in no batch before. */
async function firstSeen(batch: Batch, job: Job): Promise<Set<string>> {
  const { rows } = await job.client.query<{ phone: string }>(
    "INSERT INTO import_seen SELECT unnest($1::bigint[]) ON CONFLICT DO NOTHING RETURNING '+' || phone AS phone",
    [[...batch.people.keys()].map((phone) => phone.slice(1))],
  );
  return new Set(rows.map((row) => row.phone));
}

async function end({ import: one }: Job, counts: Counts, problem: string | null): Promise<void> {
  const state = problem ? "failed" : "checked";
  const foretold = problem ? null : counts;
  await changeImportIn(db(), one.leaderId, one.id, ["checking"], { state, problem, foretold, finishedAt: new Date() });
}

const tooManyTags = `One column gives more than ${mostTags} different tags, so it is probably something else. Match it to another field, or to none, and check again. Nobody was added.`;

function unreadable({ row, cause }: UnreadableRow): string {
  const code = (cause as { code?: string }).code;
  const what =
    code === "CSV_QUOTE_NOT_CLOSED" || code === "CSV_MAX_RECORD_SIZE"
      ? "a quotation mark opens and is never closed"
      : "the columns cannot be told apart";
  return `Near row ${row.toLocaleString("en-US")} ${what}, so the rest of the file cannot be read. Nobody was added. Please mend that row and import the file again.`;
}
