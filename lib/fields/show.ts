import type { Field } from "./table";

type Value = string | number | boolean;

/** A stored answer as the leader's screens show it: 1,250 · May 17, 1990 · Yes. Empty where nothing was answered. */
export function showValue(field: Pick<Field, "kind">, value: Value | null | undefined): string {
  if (value === null || value === undefined || value === "") return "";
  if (typeof value === "boolean") return value ? "Yes" : "No";
  if (typeof value === "number") return value.toLocaleString("en-US", { maximumFractionDigits: 6 });
  if (field.kind !== "date") return value;
  const day = new Date(`${value}T00:00:00Z`);
  return Number.isNaN(day.getTime())
    ? value
    : day.toLocaleDateString("en-US", { dateStyle: "medium", timeZone: "UTC" });
}
