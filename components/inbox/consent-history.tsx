"use client";

import type { Profile } from "@/lib/threads/conversation";
import { useInbox } from "./context";
import { fullTime } from "./times";

type Entry = Profile["consent"][number];

const events: Record<Entry["event"], string> = {
  asked: "Was asked to reply YES",
  granted: "Agreed to texts",
  revoked: "Opted out",
  flagged: "Asked to stop in own words",
  cleared: "Was not a wish to stop",
  corrected: "Corrected their details",
};
const channels: Record<Entry["channel"], string> = {
  sign_up_page: "on the sign-up page",
  web: "on the public page",
  keyword: "by text",
  carrier: "reported by the carrier",
  leader: "by your team",
  import: "by import",
  api: "through the API",
};

/** What they agreed to and took back: the proof, word for word. */
export function ConsentHistory({ entries }: { entries: Entry[] }) {
  const { timeZone } = useInbox();
  if (entries.length === 0) return null;
  return (
    <section className="mt-6 border-line border-t pt-4">
      <h3 className="font-medium">Consent</h3>
      <ol className="mt-2 space-y-3">
        {entries.map((entry) => (
          <li key={entry.id}>
            <p>
              {events[entry.event]} {channels[entry.channel]}
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
