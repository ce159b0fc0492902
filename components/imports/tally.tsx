import { targetName } from "@/lib/imports/columns";
import { type Counts, type Reason, unreadValues } from "@/lib/imports/counts";
import { reasonWords } from "@/lib/imports/words";
import type { FieldName } from "./import-screen";
import { countWords } from "./sizes";

/** What the rows came to, a line each, with examples of what was refused. */
export function Tally({ counts, fields, done }: { counts: Counts; fields: FieldName[]; done: boolean }) {
  const lines: [string, number, string][] = [
    [done ? "Added" : "Will be added", counts.created, "new members"],
    [done ? "Updated" : "Will be updated", counts.updated, "already members, and the file adds something"],
    ["Unchanged", counts.unchanged, "already members, nothing to add"],
    ["Repeated", counts.repeated, "the same number is in a row above: merged into one person"],
    ["Blank rows", counts.blank, "nothing in them"],
    [
      done ? "Also opted out" : "Will also be opted out",
      counts.alsoOut ?? 0,
      "other numbers in rows that say someone opted out, refused rows included",
    ],
  ];
  const says = (["out", "invited", "in"] as const).filter((word) => (counts.says?.[word] ?? 0) > 0);
  const refused = Object.entries(counts.refused) as [Reason, number][];
  const { leftOut, asWritten } = unreadValues(counts);
  return (
    <div className="grid gap-6">
      <dl className="divide-y divide-line rounded-card border border-line bg-surface">
        {lines
          .filter(([, count], at) => count > 0 || at === 0)
          .map(([name, count, words]) => (
            <div key={name} className="flex items-baseline gap-3 px-4 py-3">
              <dt className="min-w-0 flex-1">
                {name} <span className="block text-meta text-muted md:inline md:before:content-['·_']">{words}</span>
              </dt>
              <dd className="tabular font-medium">{count.toLocaleString("en-US")}</dd>
            </div>
          ))}
      </dl>
      {says.length > 0 && (
        <section className="grid gap-2">
          <h2 className="font-semibold text-[17px]">Status in this file</h2>
          <p className="text-muted">{says.map((word) => statusWords(word, counts.says[word] ?? 0)).join(", ")}</p>
        </section>
      )}
      {refused.length > 0 && (
        <section className="grid gap-2">
          <h2 className="font-semibold text-[17px]">{done ? "Refused" : "Will be refused"}</h2>
          <ul className="divide-y divide-line rounded-card border border-line bg-surface">
            {refused.map(([reason, count]) => (
              <li key={reason} className="px-4 py-3">
                <p className="flex items-baseline gap-3">
                  <span className="min-w-0 flex-1">{reasonWords[reason]}</span>
                  <span className="tabular font-medium">{count.toLocaleString("en-US")}</span>
                </p>
                <Examples list={counts.examples[reason] ?? []} count={count} />
              </li>
            ))}
          </ul>
        </section>
      )}
      {leftOut.length > 0 && (
        <Unread
          title={done ? "Left out" : "Will be left out"}
          words="These people are included without these values: they can’t be read, or are extra numbers of someone who has several."
          {...{ values: leftOut, counts, fields }}
        />
      )}
      {asWritten.length > 0 && (
        <Unread
          title={done ? "Saved as written" : "Will be saved as written"}
          words="These places can’t be read, so quiet hours for these people cover every time zone they may be in. Correct them to send at the right hours."
          {...{ values: asWritten, counts, fields }}
        />
      )}
    </div>
  );
}

type UnreadProps = {
  title: string;
  words: string;
  values: [target: string, count: number][];
  counts: Counts;
  fields: FieldName[];
};

/** Values that could not be read, by column, with examples. */
function Unread({ title, words, values, counts, fields }: UnreadProps) {
  return (
    <section className="grid gap-2">
      <h2 className="font-semibold text-[17px]">{title}</h2>
      <p className="text-muted">{words}</p>
      <ul className="divide-y divide-line rounded-card border border-line bg-surface">
        {values.map(([target, count]) => (
          <li key={target} className="px-4 py-3">
            <p className="flex items-baseline gap-3">
              <span className="min-w-0 flex-1 break-words">
                {target === "phone" ? "Other phone numbers" : targetName(target, fields)}
              </span>
              <span className="tabular font-medium">{count.toLocaleString("en-US")}</span>
            </p>
            <Examples list={counts.leftOutExamples[target] ?? []} count={count} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function statusWords(word: "out" | "invited" | "in", count: number): string {
  const number = count.toLocaleString("en-US");
  if (word === "out") return `${number} opted out`;
  return word === "invited" ? `${number} invited (not subscribed yet)` : `${number} agreed to texts`;
}

function Examples({ list, count }: { list: { row: number; value: string }[]; count: number }) {
  if (list.length === 0) return null;
  const shown = list.map(({ row, value }) =>
    value ? `row ${row.toLocaleString("en-US")}: “${value}”` : `row ${row.toLocaleString("en-US")}`,
  );
  const more = count - list.length;
  return (
    <p className="mt-0.5 break-words text-meta text-muted">
      {shown.join(" · ")}
      {more > 0 && ` and ${countWords(more, "more", "more")}`}
    </p>
  );
}
