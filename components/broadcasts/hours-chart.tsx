import { Bars } from "@/components/charts/bars";
import type { Series } from "@/components/charts/data-table";
import type { Hour } from "@/lib/broadcasts/results";
import { CutMenu, type Parts } from "./cut-menu";
import type { CutActions } from "./use-cut";

const series: Series[] = [
  { key: "delivered", name: "Delivered", color: "good" },
  { key: "replies", name: "Answered", color: "accent" },
  { key: "clicks", name: "Tapped", color: "warn" },
];
/** Hours that are drawn at most. */
const most = 48;

type Props = { id: number; hours: Hour[]; timeZone: string; mayWrite: boolean; actions: CutActions };

/** By the hour, in the leader's zone. */
export function HoursChart({ id, hours, timeZone, mayWrite, actions }: Props) {
  if (hours.length === 0) return null;
  const hour = new Intl.DateTimeFormat("en-US", { timeZone, month: "short", day: "numeric", hour: "numeric" });
  const rows = hours.slice(0, most).map((one) => ({
    label: hour.format(new Date(one.at)),
    delivered: one.delivered,
    replies: one.replies,
    clicks: one.clicks,
  }));
  function menu(at: number) {
    const [one, row] = [hours[at], rows[at]];
    if (!one || !row) return null;
    const parts: Parts = [];
    if (one.delivered > 0) parts.push({ label: "those who got it", cut: { by: "hour", did: "delivered", at: one.at } });
    if (one.replies > 0) parts.push({ label: "those who answered", cut: { by: "hour", did: "answered", at: one.at } });
    if (one.clicks > 0) parts.push({ label: "those who tapped", cut: { by: "hour", did: "clicked", at: one.at } });
    return parts.length > 0 ? <CutMenu id={id} actions={actions} row={row.label} parts={parts} /> : null;
  }
  const tapped = hours.some((one) => one.clicks > 0);
  return (
    <section className="grid gap-3">
      <h2 className="font-medium text-[18px]">Hour by hour</h2>
      <Bars
        caption="Delivered, answered and tapped, by the hour, your time"
        rows={rows}
        series={tapped ? series : series.slice(0, 2)}
        deed={mayWrite ? menu : undefined}
      />
    </section>
  );
}
