import type { Incoming } from "@/lib/members/take-in";
import { type Counts, countAsked, countLeftOut, countRefusal, countUnknown, type Reason } from "./counts";
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
  /** Numbers of rows about children that opt out. */
  readonly onlyKnown = new Set<string>();

  constructor(
    rows: ReadRow[],
    { mapping }: Pick<Reading, "mapping">,
    readonly counts: Counts,
  ) {
    for (const { read, ...one } of rows) {
      if (read === "blank") counts.blank++;
      else if ("refused" in read) {
        this.#refuse(one, read.refused, read.value);
        this.#optOut(read.others ?? [], mapping, read.refused === "too_young");
      } else this.#add({ ...one, ...read }, mapping);
    }
  }

  #add(entry: Entry, mapping: Reading["mapping"]): void {
    const { tags: always, rule } = mapping;
    const known = this.people.get(entry.person.phone);
    const tags = new Set([...always, ...(known?.tags ?? []), ...entry.tags]);
    this.people.set(entry.person.phone, {
      person: known ? mergeRows(known.person, entry.person, rule) : entry.person,
      tags,
      entries: [...(known?.entries ?? []), entry],
    });
    this.onlyKnown.delete(entry.person.phone);
    this.#optOut(entry.others, mapping, false);
  }

  /** Numbers that a row opts out have no row of their own to count. */
  #optOut(others: Incoming[], { rule }: Reading["mapping"], onlyKnown: boolean): void {
    for (const other of others) {
      this.counts.alsoOut = (this.counts.alsoOut ?? 0) + 1;
      const known = this.people.get(other.phone);
      if (onlyKnown && !known) this.onlyKnown.add(other.phone);
      if (!onlyKnown) this.onlyKnown.delete(other.phone);
      if (known) known.person = mergeRows(known.person, other, rule);
      else this.people.set(other.phone, { person: other, tags: new Set(), entries: [] });
    }
  }

  /** Forgets those who may only be opted out where they are a member, and are none: nothing of a child is kept. */
  keepKnown(members: Set<string>): void {
    for (const phone of this.onlyKnown) {
      if (members.has(phone) || !this.people.delete(phone)) continue;
      this.counts.alsoOut = (this.counts.alsoOut ?? 1) - 1;
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
    for (const { at, value } of entry.asked) countAsked(counts, at, value);
    for (const word of entry.unknown) countUnknown(counts, word);
    for (const { target, value } of entry.leftOut) countLeftOut(counts, target, { row: entry.row, value });
  }
}
