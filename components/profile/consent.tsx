"use client";

import { consentChannels, consentEvents } from "@/components/inbox/consent-words";
import { fullTime } from "@/components/inbox/times";
import type { ConsentEvent } from "@/lib/consent/log";
import { Section } from "./section";

/** What they agreed to and took back: the proof, word for word. */
export function Consent({ entries, timeZone }: { entries: ConsentEvent[]; timeZone: string }) {
  return (
    <Section title="Consent">
      {entries.length === 0 && (
        <p className="text-meta text-muted">They have agreed to nothing yet, and taken nothing back.</p>
      )}
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
            <p suppressHydrationWarning className="tabular wrap-anywhere text-meta text-muted">
              {[fullTime(entry.at.toISOString(), timeZone), entry.ip && `from ${entry.ip}`].filter(Boolean).join(" · ")}
            </p>
          </li>
        ))}
      </ol>
    </Section>
  );
}
