import { DataTable } from "@/components/charts/data-table";
import type { State } from "@/lib/broadcasts/results";
import { CutMenu } from "./cut-menu";
import type { CutActions } from "./use-cut";
import { number, regionName } from "./words";

const columns = [
  { key: "sent", name: "Sent" },
  { key: "delivered", name: "Delivered" },
  { key: "failed", name: "Failed" },
  { key: "replies", name: "Answered" },
  { key: "clicks", name: "Tapped" },
  { key: "optOuts", name: "Opted out" },
];

type Props = { id: number; states: State[]; mayWrite: boolean; actions: CutActions };

/** By state or province. */
export function StatesTable({ id, states, mayWrite, actions }: Props) {
  const known = states.filter((one) => one.sent > 0);
  if (known.length === 0 || (known.length === 1 && known[0]?.state === null)) return null;
  const menu = (state: string | null) =>
    state !== null && /^[A-Z]{2}$/.test(state) ? (
      <CutMenu
        id={id}
        actions={actions}
        row={regionName(state)}
        parts={[{ label: "those it left for", cut: { by: "state", state } }]}
      />
    ) : null;
  const most = Math.max(...known.map((one) => one.sent));
  return (
    <section className="grid gap-3">
      <h2 className="font-medium text-[18px]">State by state</h2>
      <div aria-hidden className="grid gap-1.5">
        {known.slice(0, 8).map((one) => (
          <div key={one.state ?? "?"} className="tabular grid grid-cols-[112px_1fr_56px] items-center gap-3 text-meta">
            <span className="truncate">{named(one.state)}</span>
            <span className="h-2.5 overflow-hidden rounded-full bg-line">
              <span
                className="block h-full rounded-full bg-good"
                style={{ width: `${(one.delivered / most) * 100}%` }}
              />
            </span>
            <span className="text-right text-muted">{number(one.delivered)}</span>
          </div>
        ))}
      </div>
      <DataTable
        caption="What came of it, by state"
        first="State"
        rows={known.map(({ state, ...numbers }) => ({ label: named(state), ...numbers }))}
        series={columns}
        deed={mayWrite ? (at) => menu(known[at]?.state ?? null) : undefined}
      />
    </section>
  );
}

const named = (state: string | null) => (state === null ? "Not known" : regionName(state));
