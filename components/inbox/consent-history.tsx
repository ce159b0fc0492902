"use client";

import { ConsentEntries } from "@/components/profile/consent-entries";
import type { Profile } from "@/lib/threads/conversation";
import { useInbox } from "./context";

/** Their consent beside the thread; nothing where there is none. */
export function ConsentHistory({ entries }: { entries: Profile["consent"] }) {
  const { timeZone } = useInbox();
  if (entries.length === 0) return null;
  return (
    <section className="mt-6 border-line border-t pt-4">
      <h3 className="mb-2 font-medium">Consent</h3>
      <ConsentEntries entries={entries} timeZone={timeZone} />
    </section>
  );
}
