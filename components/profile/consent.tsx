"use client";

import type { ConsentEvent } from "@/lib/consent/log";
import { ConsentEntries } from "./consent-entries";
import { Section } from "./section";

/** What they agreed to and took back: the proof, word for word. */
export function Consent({ entries, timeZone }: { entries: ConsentEvent[]; timeZone: string }) {
  return (
    <Section title="Consent">
      {entries.length === 0 ? (
        <p className="text-meta text-muted">They have agreed to nothing yet, and taken nothing back.</p>
      ) : (
        <ConsentEntries
          entries={entries.map((entry) => ({ ...entry, at: entry.at.toISOString() }))}
          timeZone={timeZone}
        />
      )}
    </Section>
  );
}
