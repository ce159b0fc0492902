import { costOf, showCost } from "@/lib/broadcasts/cost";
import type { Counters } from "@/lib/broadcasts/counters";
import type { LinkResult } from "@/lib/broadcasts/results";
import type { Reported } from "./report";
import { haveLeft, number, part } from "./words";

type Props = { broadcast: Reported; counters: Counters; links: LinkResult[] };

/** What came of it, in a row of numbers. */
export function Figures({ broadcast, counters, links }: Props) {
  const { delivered, failed, replies, optOuts, parts } = counters;
  const media = broadcast.media.length > 0;
  // What the carrier took: a text it refused costs nothing. An MMS counts as one part.
  const cost = broadcast.prices && costOf({ recipients: parts, parts, media }, broadcast.prices);
  const taps = links.reduce((sum, link) => sum + link.members, 0);
  const gone = haveLeft(counters);
  const figures: { name: string; value: string; of?: string }[] = [
    { name: "Delivered", value: number(delivered), of: share(delivered, gone) },
    { name: "Failed", value: number(failed), of: share(failed, gone) },
    { name: "Answered", value: number(replies), of: share(replies, delivered) },
    ...(links.length > 0
      ? [
          {
            name: links.length === 1 ? "Tapped the link" : "Taps on links",
            value: number(taps),
            of: share(taps, delivered),
          },
        ]
      : []),
    { name: "Opted out after it", value: number(optOuts), of: share(optOuts, delivered) },
    ...(cost === null
      ? []
      : [{ name: "Cost", value: showCost(cost), of: media ? `${number(parts)} MMS` : part(parts) }]),
  ];
  return (
    <dl className="flex flex-wrap gap-px overflow-hidden rounded-card border border-line bg-line">
      {figures.map((figure) => (
        <div
          key={figure.name}
          className="grid flex-[1_1_calc(50%-1px)] content-start gap-0.5 bg-surface px-4 py-3 sm:flex-[1_1_calc(33%-1px)] lg:flex-[1_1_0]"
        >
          <dt className="text-meta text-muted">{figure.name}</dt>
          <dd className="tabular font-medium text-[20px] leading-7">{figure.value}</dd>
          {figure.of && <dd className="tabular text-meta text-muted">{figure.of}</dd>}
        </div>
      ))}
    </dl>
  );
}

function share(some: number, all: number): string | undefined {
  if (all === 0 || some === 0) return undefined;
  const percent = (some / all) * 100;
  return `${percent < 10 ? percent.toFixed(1) : Math.round(percent)}%`;
}
