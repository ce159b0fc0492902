import Link from "next/link";
import { fullTime } from "@/components/inbox/times";
import { Badge } from "@/components/ui/badge";
import { refusedRows } from "@/lib/imports/counts";
import type { ShownImport } from "@/lib/imports/shown";

const words: Record<ShownImport["state"], [string, "plain" | "good" | "warn" | "bad"]> = {
  matching: ["Columns to match", "warn"],
  checking: ["Being checked", "warn"],
  checked: ["Checked, not imported yet", "warn"],
  running: ["Under way", "warn"],
  done: ["Done", "good"],
  cancelled: ["Stopped", "plain"],
  failed: ["Failed", "bad"],
  undoing: ["Being undone", "warn"],
  undone: ["Undone", "plain"],
};

/** What was imported before, the newest first. */
export function PastImports({ imports, timeZone }: { imports: ShownImport[]; timeZone: string }) {
  if (imports.length === 0) return null;
  return (
    <section className="grid gap-2">
      <h2 className="font-semibold text-[17px]">Imports so far</h2>
      <ul className="divide-y divide-line rounded-card border border-line bg-surface">
        {imports.map((one) => (
          <li key={one.id}>
            <Link href={`/members/import/${one.id}`} className="flex items-center gap-3 px-4 py-3 hover:bg-ink/5">
              <span className="min-w-0 flex-1">
                <span className="block truncate">{one.fileName}</span>
                <span className="tabular block text-meta text-muted">
                  {fullTime(one.createdAt, timeZone)}
                  {one.teammateName && ` · ${one.teammateName}`}
                  {tally(one)}
                </span>
              </span>
              <Badge tone={words[one.state][1]}>{words[one.state][0]}</Badge>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}

function tally({ state, counts }: ShownImport): string {
  if (state !== "done" && state !== "cancelled" && state !== "undone") return "";
  const number = (count: number) => count.toLocaleString("en-US");
  return ` · ${number(counts.created)} added, ${number(counts.updated)} updated, ${number(refusedRows(counts))} refused`;
}
