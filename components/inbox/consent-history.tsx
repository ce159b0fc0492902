"use client";

import type { Profile } from "@/lib/threads/conversation";
import { consentChannels, consentEvents } from "./consent-words";
import { useInbox } from "./context";
import { fullTime } from "./times";

/** What they agreed to and took back: the proof, word for word. */
export function ConsentHistory({ entries }: { entries: Profile["consent"] }) {
  const { timeZone } = useInbox();
  if (entries.length === 0) return null;
  return (
    <section className="mt-6 border-line border-t pt-4">
      <h3 className="font-medium">Consent</h3>
      <ol className="mt-2 space-y-3">
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
            <time dateTime={entry.at} suppressHydrationWarning className="tabular text-meta text-muted">
              {fullTime(entry.at, timeZone)}
            </time>
          </li>
        ))}
      </ol>
    </section>
  );
}
