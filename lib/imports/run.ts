import { sql } from "drizzle-orm";
import { db, type Tx } from "@/lib/db/client";
import { allowMinutes } from "@/lib/db/timeouts";
import { announce } from "@/lib/live/announce";
import { membersAmong } from "@/lib/members/queries";
import { takeIn } from "@/lib/members/take-in";
import { tombstonesAmong } from "@/lib/privacy/tombstones";
import { tagIdsNamed, tagPairs } from "@/lib/tags/in-sets";
import { Batch } from "./batch";
import type { Counts } from "./counts";
import { removeStored, repeatsPath, storedPath } from "./files";
import { type Job, startOf, stillOurs } from "./job";
import { changeImportIn, keepCreated, keepRefusals, moveOn, withoutRows } from "./queries";
import { Repeats } from "./repeats";
import { type ReadBatch, readAhead } from "./rows";

/** Members who are new at once from which on the planner should look at the table again (docs/scale.md). */
const many = 10_000;

/**
 * The import itself. A batch's people, their tags and consent, the refused rows and the place in the file are committed
 * together: killed at any moment, it goes on behind the last batch that counts, and nobody is written down twice.
 */
export async function run(job: Job): Promise<void> {
  const one = job.import;
  const counts: Counts = structuredClone(one.counts);
  const repeats = await Repeats.read(repeatsPath(one.storedAs ?? ""));
  const begin = one.offset > 0 ? { offset: one.offset, lastRow: one.row } : startOf(one);
  let before = one.offset;
  for await (const part of readAhead(
    storedPath(one.storedAs ?? ""),
    { ...begin, delimiter: one.delimiter },
    job.batchRows,
    job.reading,
  )) {
    if (job.stopped()) return;
    const goOn = await patiently(counts, (ours) =>
      db().transaction(async (tx) => {
        if (!(await stillOurs(tx, job, before))) return false;
        await write(tx, job, part, ours, repeats);
        return true;
      }),
    );
    if (!goOn) return;
    before = part.offset;
    job.tick(part.rows.at(-1)?.row ?? 0);
  }
  await finish(job, counts);
}

async function write(tx: Tx, job: Job, part: ReadBatch, counts: Counts, repeats: Repeats): Promise<void> {
  const one = job.import;
  const batch = new Batch(part.rows, job.reading, counts);
  const gone = await tombstonesAmong(tx, one.leaderId, [...batch.people.keys()]);
  for (const phone of gone) batch.refuse(phone, "deleted");
  batch.keepKnown(await membersAmong(tx, one.leaderId, [...batch.onlyKnown]));
  const people = [...batch.people.values()].map(({ person }) => person);
  const taken = await takeIn(tx, people, job.by);
  for (const { phone, status } of taken.leftAlone)
    batch.refuse(phone, status === "opted_out" ? "opted_out" : "abroad", (row) => repeats.has(row));
  const created = new Set(taken.created.map((row) => row.phone));
  const updated = new Set(taken.updated.map((row) => row.phone));
  batch.settle(
    (row) => repeats.has(row),
    (phone) => (created.has(phone) ? "created" : updated.has(phone) ? "updated" : "unchanged"),
  );
  await tag(tx, one.leaderId, batch, [...taken.created, ...taken.updated, ...taken.unchanged]);
  const row = part.rows.at(-1)?.row ?? one.row;
  await keepRefusals(tx, one, batch.refusals);
  await keepCreated(
    tx,
    one,
    row,
    taken.created.map((member) => member.id),
  );
  await moveOn(tx, one, { offset: part.offset, row, counts });
}

async function tag(tx: Tx, leaderId: number, batch: Batch, members: { id: number; phone: string }[]): Promise<void> {
  const ids = await tagIdsNamed(
    tx,
    leaderId,
    [...batch.people.values()].flatMap(({ tags }) => [...tags]),
  );
  if (ids.size === 0) return;
  const pairs = members.flatMap(({ id, phone }) =>
    [...(batch.people.get(phone)?.tags ?? [])].map((name) => ({
      memberId: id,
      tagId: ids.get(name.toLowerCase()) as number,
    })),
  );
  await tagPairs(tx, leaderId, pairs);
}

/** Two transactions that wait for each other: PostgreSQL ends one of them, which then simply tries again. */
async function patiently(counts: Counts, attempt: (ours: Counts) => Promise<boolean>): Promise<boolean> {
  for (let turn = 1; ; turn++) {
    const ours = structuredClone(counts);
    try {
      const goOn = await attempt(ours);
      Object.assign(counts, ours);
      return goOn;
    } catch (error) {
      const code = ((error as Error).cause as { code?: string } | undefined)?.code ?? (error as { code?: string }).code;
      if (turn === 5 || (code !== "40P01" && code !== "40001")) throw error;
    }
  }
}

async function analyzeMembers(): Promise<void> {
  await db().transaction(async (tx) => {
    await allowMinutes(tx, 30);
    await tx.execute(sql`ANALYZE members`);
  });
}

async function finish({ import: one }: Job, counts: Counts): Promise<void> {
  const done = { state: "done" as const, finishedAt: new Date(), ...withoutRows(one) };
  if (!(await changeImportIn(db(), one.leaderId, one.id, ["running"], done))) return;
  if (one.storedAs) await removeStored(one.storedAs);
  if (counts.created + counts.updated > many) await analyzeMembers();
  await announce(db(), one.leaderId, []);
}
