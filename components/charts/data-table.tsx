import type { ReactNode } from "react";
import { number } from "./looks";

/** A quantity that is drawn: its key in the rows, its name, and one of the house's colours. */
export type Series = { key: string; name: string; color: "accent" | "good" | "warn" | "bad" | "muted" };
export type Row = { label: string } & Record<string, number | string>;

export type TableProps = {
  caption: string;
  first: string;
  rows: Row[];
  series: Pick<Series, "key" | "name">[];
  /** What can be done with a row, at its end. */
  deed?: (at: number) => ReactNode;
};

/** Numbers in rows; it scrolls sideways within itself where it is too wide. */
export function DataTable({ caption, first, rows, series, deed }: TableProps) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by the keyboard
    <section aria-label={caption} tabIndex={0} className="max-h-96 overflow-auto rounded-card border border-line">
      <table className="tabular w-full border-collapse text-left">
        <caption className="sr-only">{caption}</caption>
        <thead className="sticky top-0 bg-surface text-meta text-muted">
          <tr>
            <th scope="col" className="px-3 py-2 font-normal">
              {first || <span className="sr-only">When</span>}
            </th>
            {series.map((one) => (
              <th key={one.key} scope="col" className="whitespace-nowrap px-3 py-2 text-right font-normal">
                {one.name}
              </th>
            ))}
            {deed && (
              <th scope="col">
                <span className="sr-only">What to do</span>
              </th>
            )}
          </tr>
        </thead>
        <tbody className="divide-y divide-line">
          {rows.map((row, at) => (
            <tr key={row.label}>
              <th scope="row" className="px-3 py-2 font-normal">
                {row.label}
              </th>
              {series.map((one) => (
                <td key={one.key} className="px-3 py-2 text-right">
                  {number(row[one.key])}
                </td>
              ))}
              {deed && <td className="py-0.5 pr-1 text-right">{deed(at)}</td>}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
