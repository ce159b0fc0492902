import { Bars, type Series } from "@/components/charts/bars";
import type { Hour } from "@/lib/broadcasts/results";

const series: Series[] = [
  { key: "delivered", name: "Delivered", color: "good" },
  { key: "replies", name: "Answered", color: "accent" },
  { key: "clicks", name: "Tapped", color: "warn" },
];
/** Hours that are drawn at most. */
const most = 48;

/** By the hour, in the leader's zone. */
export function HoursChart({ hours, timeZone }: { hours: Hour[]; timeZone: string }) {
  if (hours.length === 0) return null;
  const hour = new Intl.DateTimeFormat("en-US", { timeZone, month: "short", day: "numeric", hour: "numeric" });
  const rows = hours.slice(0, most).map((one) => ({
    label: hour.format(new Date(one.at)),
    delivered: one.delivered,
    replies: one.replies,
    clicks: one.clicks,
  }));
  const tapped = hours.some((one) => one.clicks > 0);
  return (
    <section className="grid gap-3">
      <h2 className="font-medium text-[18px]">Hour by hour</h2>
      <Bars
        caption="Delivered, answered and tapped, by the hour, your time"
        rows={rows}
        series={tapped ? series : series.slice(0, 2)}
      />
    </section>
  );
}
