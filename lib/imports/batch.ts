import type { Incoming } from "@/lib/members/take-in";
import { type Counts, countLeftOut, countRefusal, countUnknown, type Reason } from "./counts";
import { mergeRows } from "./merge";
import type { Read, Reading } from "./read-row";
import type { FileRow, ReadRow } from "./rows";

type Entry = FileRow & Extract<Read, { person: Incoming }>;
/** Everybody a batch speaks of, once, with the rows that do. */
export type Somebody = { person: Incoming; tags: Set<string>; entries: Entry[] };
export type Refusal = { row: number; reason: Reason; cells: string[] | null };

/** A batch of rows as people: refused rows set aside, rows about one person merged. Counts go into `counts`. */
export class Batch {
  readonly people = new Map<string, Somebody>();
  readonly refusals: Refusal[] = [];

  constructor(
    rows: ReadRow[],
    { mapping }: Pick<Reading, "mapping">,
    readonly counts: Counts,
  ) {
    for (const { read, ...one } of rows) {
      if (read === "blank") counts.blank++;
      else if ("refused" in read) this.#refuse(one, read.refused, read.value);
      else this.#add({ ...one, ...read }, mapping);
    }
  }

  #add(entry: Entry, { tags: always, rule }: Reading["mapping"]): void {
    const known = this.people.get(entry.person.phone);
    const tags = new Set([...(known?.tags ?? always), ...entry.tags]);
    this.people.set(entry.person.phone, {
      person: known ? mergeRows(known.person, entry.person, rule) : entry.person,
      tags,
      entries: [...(known?.entries ?? []), entry],
    });
    // Other numbers of a suppression list have no row of their own to count.
    for (const other of entry.others) {
      if (!this.people.has(other.phone)) this.people.set(other.phone, { person: other, tags: new Set(), entries: [] });
    }
  }

  #refuse(one: FileRow, reason: Reason, value: string): void {
    // Of a child, and of somebody who asked to be deleted, nothing is kept but that the row was refused (COPPA, CCPA).
    const secret = reason === "too_young" || reason === "deleted";
    countRefusal(this.counts, reason, { row: one.row, value: secret ? "" : value });
    const cells = secret ? null : one.cells.map((cell) => cell.replaceAll("\0", "").slice(0, 1000));
    this.refusals.push({ row: one.row, reason, cells });
  }

  /**
   * Refuses somebody the database knows something about: they opted out, or were deleted. With `repeats`, rows that
   * repeat a number are not refused but counted as repeated: a row above may have opted them out just now.
   */
  refuse(phone: string, reason: Reason, repeats: (row: number) => boolean = () => false): void {
    const one = this.people.get(phone);
    if (!one) return;
    const repeated = one.entries.filter((entry) => repeats(entry.row));
    for (const entry of one.entries) if (!repeated.includes(entry)) this.#refuse(entry, reason, phone);
    for (const entry of repeated) this.#count(entry, "repeated");
    this.people.delete(phone);
  }

  /**
   * Counts what became of those who are left: a row whose number stood above is `repeated`, the others are what `became`
   * says of their person.
   */
  settle(repeats: (row: number) => boolean, became: (phone: string) => "created" | "updated" | "unchanged"): void {
    for (const [phone, { entries }] of this.people) {
      for (const entry of entries) {
        this.#count(entry, repeats(entry.row) ? "repeated" : became(phone));
      }
    }
  }

  #count(entry: Entry, as: "created" | "updated" | "unchanged" | "repeated"): void {
    const { counts } = this;
    counts[as]++;
    const says = entry.person.consent?.says;
    if (says) counts.says[says] = (counts.says[says] ?? 0) + 1;
    for (const order of entry.orders) counts.dates[order]++;
    for (const word of entry.unknown) countUnknown(counts, word);
    for (const { target, value } of entry.leftOut) countLeftOut(counts, target, { row: entry.row, value });
  }
}
