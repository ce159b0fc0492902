import { Paperclip } from "lucide-react";
import Link from "next/link";
import { Badge } from "@/components/ui/badge";
import type { Listed } from "@/lib/broadcasts/list";
import { number, people, stateTones, stateWords, whenWords } from "./words";

/** One broadcast in the list: how it begins, where it stands, and what came of it. */
export function BroadcastRow({ row, timeZone }: { row: Listed; timeZone: string }) {
  return (
    <li>
      <Link
        href={`/broadcasts/${row.id}`}
        className="grid grid-cols-1 gap-1 px-4 py-3 transition-colors duration-150 first:rounded-t-card last:rounded-b-card hover:bg-ink/4"
      >
        <span className="flex items-center gap-3">
          <span className="min-w-0 flex-1 truncate" dir="auto">
            {row.body.trim() ||
              (row.media > 0 ? "Without words" : <span className="text-muted">Nothing written yet</span>)}
          </span>
          {row.media > 0 && <Paperclip role="img" aria-label="With a file" className="size-4 shrink-0 text-muted" />}
          <Badge tone={stateTones[row.state]}>{stateWords[row.state]}</Badge>
        </span>
        <span className="tabular text-meta text-muted">{told(row, timeZone)}</span>
        {row.state === "sending" && row.recipients > 0 && (
          <progress
            className="bar mt-1"
            max={row.recipients}
            value={row.recipients - row.waiting}
            aria-label={`${number(row.recipients - row.waiting)} of ${number(row.recipients)} have left`}
          />
        )}
      </Link>
    </li>
  );
}

function told(row: Listed, timeZone: string): string {
  const when = whenWords(row.at, timeZone);
  switch (row.state) {
    case "draft":
      return `Changed ${when}`;
    case "scheduled":
      return `Leaves ${when}`;
    case "paused":
      return row.pausedReason ?? `${number(row.waiting)} of ${people(row.recipients)} wait`;
    case "preparing":
      return "Seeing who should get it";
    case "sending":
      return `${number(row.recipients - row.waiting)} of ${people(row.recipients)} · ${number(row.replies)} answered`;
    default:
      return [
        when,
        people(row.recipients),
        `${number(row.delivered)} delivered`,
        row.failed > 0 && `${number(row.failed)} failed`,
        `${number(row.replies)} answered`,
      ]
        .filter(Boolean)
        .join(" · ");
  }
}
