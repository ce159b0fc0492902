/** A whole number as it is read: 12,480. */
export const number = (count: unknown) =>
  typeof count === "number" ? count.toLocaleString("en-US") : String(count ?? "");
const short = new Intl.NumberFormat("en-US", { notation: "compact", maximumFractionDigits: 1 });

const plain = { tickLine: false, axisLine: false, stroke: "var(--muted)", fontSize: 12 } as const;

/** The axes of every chart: rows by their label, counts in short. */
export const axis = {
  across: { ...plain, dataKey: "label", minTickGap: 16 },
  up: { ...plain, tickFormatter: (value: number) => short.format(value), allowDecimals: false, width: 40 },
} as const;

/** What stands beside the pointer. */
export const tooltip = {
  contentStyle: {
    background: "var(--raised)",
    border: "1px solid var(--line)",
    borderRadius: 10,
    color: "var(--ink)",
  },
  itemStyle: { color: "var(--ink)" },
  formatter: number,
};
