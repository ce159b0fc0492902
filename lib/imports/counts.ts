/** Why a row is not taken. */
export const reasons = [
  "no_number",
  "bad_number",
  "not_mobile",
  "shortened_number",
  "abroad",
  "caribbean",
  "own_number",
  "too_young",
  "opted_out",
  "deleted",
] as const;
export type Reason = (typeof reasons)[number];

export type Example = { row: number; value: string };

/** What the rows of a file came to. Rows = created + updated + unchanged + repeated + blank + all refused. */
export type Counts = {
  created: number;
  updated: number;
  /** Known already, and the file has nothing to add. */
  unchanged: number;
  /** The same number stood in a row above: merged into that person. */
  repeated: number;
  blank: number;
  refused: Partial<Record<Reason, number>>;
  /** The person is imported, but this value of theirs could not be read (unreadValues). By target. */
  leftOut: Record<string, number>;
  /** Rows that were not refused, by what the file says of their consent; none where it says nothing. */
  says: Partial<Record<"out" | "invited" | "in", number>>;
  /** Further numbers that rows opt out: of rows with several, and of rows that were refused. */
  alsoOut?: number;
  /** Words about consent that nobody could know, with how often they stand there (consent-words.ts, wordKey). */
  unknownWords: Record<string, number>;
  /** Columns whose values look like consent, by their place, where it has to be asked whether they are. */
  asked?: Record<string, { rows: number; values: Record<string, number> }>;
  /** Days that can only be read in one order: where both are there, the order has to be asked. */
  dates: { month_first: number; day_first: number };
  examples: Partial<Record<Reason, Example[]>>;
  leftOutExamples: Record<string, Example[]>;
};

/** Unreadable values of these columns are saved as they were written; those of all others are left out. */
const savedAsWritten = new Set(["state", "postalCode", "country"]);

/** What the report says of values that could not be read: which are missing, and which are saved as written. By target. */
export function unreadValues({
  leftOut,
}: Pick<Counts, "leftOut">): Record<"leftOut" | "asWritten", [string, number][]> {
  const all = Object.entries(leftOut);
  return {
    leftOut: all.filter(([target]) => !savedAsWritten.has(target)),
    asWritten: all.filter(([target]) => savedAsWritten.has(target)),
  };
}

const mostExamples = 4;
/** More different words than this are told as "other words". */
const mostUnknown = 30;

export const noCounts = (): Counts => ({
  created: 0,
  updated: 0,
  unchanged: 0,
  repeated: 0,
  blank: 0,
  refused: {},
  leftOut: {},
  says: {},
  unknownWords: {},
  dates: { month_first: 0, day_first: 0 },
  examples: {},
  leftOutExamples: {},
});

/** All refused rows. */
export function refusedRows(counts: Counts): number {
  return Object.values(counts.refused).reduce((sum, count) => sum + count, 0);
}

/** Counts a refused row; of some reasons not even an example is shown. */
export function countRefusal(counts: Counts, reason: Reason, example: Example): void {
  counts.refused[reason] = (counts.refused[reason] ?? 0) + 1;
  const shown = counts.examples[reason] ?? [];
  counts.examples[reason] = shown;
  if (shown.length < mostExamples) shown.push(example);
}

/** Counts a value that was left out of a row that was taken. */
export function countLeftOut(counts: Counts, target: string, example: Example): void {
  counts.leftOut[target] = (counts.leftOut[target] ?? 0) + 1;
  const shown = counts.leftOutExamples[target] ?? [];
  counts.leftOutExamples[target] = shown;
  if (shown.length < mostExamples) shown.push(example);
}

const mostAskedValues = 6;

/** Counts a row's value in a column that has to be asked about. */
export function countAsked(counts: Counts, at: number, value: string): void {
  counts.asked ??= {};
  const column = counts.asked[at] ?? { rows: 0, values: {} };
  counts.asked[at] = column;
  if (value === "") return;
  column.rows++;
  const key = value.slice(0, 40);
  if (key in column.values || Object.keys(column.values).length < mostAskedValues)
    column.values[key] = (column.values[key] ?? 0) + 1;
}

/** Counts a word about consent that has to be asked about. */
export function countUnknown(counts: Counts, word: string): void {
  const known = word in counts.unknownWords || Object.keys(counts.unknownWords).length < mostUnknown;
  const key = known ? word.slice(0, 60) : "";
  counts.unknownWords[key] = (counts.unknownWords[key] ?? 0) + 1;
}
