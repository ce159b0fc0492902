import { Areas } from "@/components/charts/areas";
import type { Series } from "@/components/charts/data-table";
import type { SizeOnDay } from "@/lib/segments/queries";
import { changeWords, dayWords } from "./words";

const series: Series[] = [
  { key: "members", name: "Members", color: "accent" },
  { key: "reachable", name: "Can be texted", color: "good" },
];

/** How many a saved segment was on each of the last days, as it was saved then. */
export function SizeHistory({ sizes }: { sizes: SizeOnDay[] }) {
  const words = changeWords(sizes);
  if (!words) return null;
  const rows = sizes.map(({ day, members, reachable }) => ({ label: dayWords(day), members, reachable }));
  return (
    <section aria-label="Its size by day" className="mt-6 grid gap-2 border-line border-t pt-4">
      <h2 className="font-medium text-meta text-muted">
        By day <span className="tabular font-normal">· {words}</span>
      </h2>
      <Areas caption="Members, and those who can be texted, by day" rows={rows} series={series} />
    </section>
  );
}
