import { orderOf } from "@/lib/fields/day";
import { type DateOrder, isDateTarget } from "./columns";
import type { Counts } from "./counts";
import type { Import } from "./table";

/** Month first or day first, as the days of all rows say that can only be read in one way; month first where none does. */
export function provenOrder({ dates }: Pick<Counts, "dates">): DateOrder {
  return dates && dates.day_first > 0 && dates.month_first === 0 ? "day_first" : "month_first";
}

/** Whether a file has days of both kinds, so that its other days cannot be understood without asking. */
export const isMixed = ({ dates }: Pick<Counts, "dates">): boolean =>
  dates !== undefined && dates.day_first > 0 && dates.month_first > 0;

/** The order to begin with, by the rows that were looked at when the file came in. */
export function sampleOrder({ mapping, firstRow, sample }: Pick<Import, "mapping" | "firstRow" | "sample">): DateOrder {
  const rows = mapping.header ? sample : [firstRow, ...sample];
  const dates = { month_first: 0, day_first: 0 };
  mapping.columns.forEach((target, at) => {
    if (!isDateTarget(target)) return;
    for (const row of rows) {
      const order = orderOf(row[at] ?? "");
      if (order) dates[order]++;
    }
  });
  return provenOrder({ dates });
}
