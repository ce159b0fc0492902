import { targetName } from "@/lib/imports/columns";
import type { Counts, Reason } from "@/lib/imports/counts";
import { reasonWords } from "@/lib/imports/words";
import type { FieldName } from "./import-screen";
import { countWords } from "./sizes";

/** What the rows came to, a line each, with examples of what was refused. */
export function Tally({ counts, fields, done }: { counts: Counts; fields: FieldName[]; done: boolean }) {
  const lines: [string, number, string][] = [
    [done ? "Added" : "Will be added", counts.created, "not among your members before"],
    [done ? "Updated" : "Will be updated", counts.updated, "known already, and the file adds something"],
    ["Unchanged", counts.unchanged, "known already, with nothing to add"],
    ["Repeated", counts.repeated, "the same number stands further up: merged into that person"],
    ["Blank rows", counts.blank, "nothing in them"],
  ];
  const refused = Object.entries(counts.refused) as [Reason, number][];
  const leftOut = Object.entries(counts.leftOut);
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
        <section className="grid gap-2">
          <h2 className="font-semibold text-[17px]">{done ? "Left out" : "Will be left out"}</h2>
          <p className="text-muted">These people are taken, but not this about them, for it could not be read.</p>
          <ul className="divide-y divide-line rounded-card border border-line bg-surface">
            {leftOut.map(([target, count]) => (
              <li key={target} className="px-4 py-3">
                <p className="flex items-baseline gap-3">
                  <span className="min-w-0 flex-1 break-words">{targetName(target, fields)}</span>
                  <span className="tabular font-medium">{count.toLocaleString("en-US")}</span>
                </p>
                <Examples list={counts.leftOutExamples[target] ?? []} count={count} />
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  );
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
