import { fullTime } from "@/components/inbox/times";
import type { ConsentEvent } from "@/lib/consent/log";
import { consentChannels, consentEvents } from "./consent-words";

type Entry = Pick<ConsentEvent, "id" | "event" | "channel" | "words"> & {
  /** ISO, UTC. */ at: string;
  ip?: string | null;
};

/** What they agreed to and took back, word for word, the newest first. */
export function ConsentEntries({ entries, timeZone }: { entries: Entry[]; timeZone: string }) {
  return (
    <ol className="space-y-3">
      {entries.map((entry) => (
        <li key={entry.id}>
          <p>
            {consentEvents[entry.event]} {consentChannels[entry.channel]}
          </p>
          {entry.words && (
            <p dir="auto" className="wrap-anywhere text-meta text-muted">
              “{entry.words}”
            </p>
          )}
          <p className="tabular wrap-anywhere text-meta text-muted">
            <time dateTime={entry.at} suppressHydrationWarning>
              {fullTime(entry.at, timeZone)}
            </time>
            {entry.ip && ` · from ${entry.ip}`}
          </p>
        </li>
      ))}
    </ol>
  );
}
