import Link from "next/link";
import { fullTime } from "@/components/inbox/times";
import type { FullProfile } from "@/lib/profile/read";
import { Section } from "./section";

type Props = { profile: FullProfile; timeZone: string };

const states: Record<string, string> = {
  waiting: "waits for its time",
  sending: "on its way",
  sent: "sent",
  delivered: "delivered",
  failed: "failed",
  unconfirmed: "may or may not have gone out",
  withheld: "held back",
  dropped: "left out",
};

/** The broadcasts they were sent, and what became of each. */
export function BroadcastsTo({ profile, timeZone }: Props) {
  if (profile.broadcasts.length === 0) return null;
  return (
    <Section title="Broadcasts">
      <ol className="space-y-2.5">
        {profile.broadcasts.map((one) => (
          <li key={one.broadcastId}>
            <Link
              href={`/broadcasts/${one.broadcastId}`}
              dir="auto"
              className="wrap-anywhere line-clamp-2 hover:underline"
            >
              {one.body || "A broadcast without words"}
            </Link>
            <p suppressHydrationWarning className="tabular text-meta text-muted">
              {[
                states[one.state] ?? one.state,
                one.sentAt && fullTime(one.sentAt, timeZone),
                one.reason,
                one.repliedAt && "they answered",
              ]
                .filter(Boolean)
                .join(" · ")}
            </p>
          </li>
        ))}
      </ol>
    </Section>
  );
}

/** The links they tapped. */
export function LinksTapped({ profile, timeZone }: Props) {
  if (profile.clicks.length === 0) return null;
  return (
    <Section title="Links tapped">
      <ol className="space-y-2.5">
        {profile.clicks.map((one) => (
          <li key={one.url}>
            <p className="wrap-anywhere line-clamp-2">{one.url}</p>
            <p suppressHydrationWarning className="tabular text-meta text-muted">
              {one.count === 1 ? "once" : `${one.count} times`} · {fullTime(one.lastAt, timeZone)}
            </p>
          </li>
        ))}
      </ol>
    </Section>
  );
}
