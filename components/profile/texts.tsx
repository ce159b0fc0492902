import Link from "next/link";
import { MessageBody } from "@/components/inbox/message-body";
import { fullTime } from "@/components/inbox/times";
import type { FullProfile } from "@/lib/profile/read";
import { Section } from "./section";

type Props = { profile: FullProfile; timeZone: string };

/** The last few texts, both ways. */
export function Texts({ profile, timeZone }: Props) {
  const { texts, member, name } = profile;
  return (
    <Section
      title="Texts"
      aside={
        texts.length > 0 && (
          <Link href={`/inbox/${member.id}`} className="text-accent text-meta hover:underline">
            All of them
          </Link>
        )
      }
    >
      {texts.length === 0 && <p className="text-meta text-muted">Nothing was said yet.</p>}
      <ol className="space-y-2.5">
        {texts.map((text) => (
          <li key={text.id}>
            <p dir="auto" className="wrap-anywhere line-clamp-3">
              <span className="text-muted">{text.outbound ? "You" : name}: </span>
              <MessageBody body={text.body} />
            </p>
            <p suppressHydrationWarning className="tabular text-meta text-muted">
              {fullTime(text.at, timeZone)}
              {text.reason && ` · ${text.reason}`}
            </p>
          </li>
        ))}
      </ol>
    </Section>
  );
}
