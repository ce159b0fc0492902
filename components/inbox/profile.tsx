"use client";

import Link from "next/link";
import { Avatar } from "@/components/ui/avatar";
import { Badge } from "@/components/ui/badge";
import { cn } from "@/components/ui/cn";
import { CopyButton } from "@/components/ui/copy-button";
import type { Profile as Member } from "@/lib/threads/conversation";
import { ConsentHistory } from "./consent-history";
import { useInbox } from "./context";
import { OptOutButton } from "./opt-out-button";
import { statusWords } from "./status-words";
import { dayOnly } from "./times";

const languages: Record<string, string> = { en: "English", es: "Spanish" };

/** Who a member is, as far as they told. */
export function Profile({ member }: { member: Member }) {
  const { timeZone, mayWrite } = useInbox();
  const status = statusWords(member);
  const name = member.fullName ?? member.name;
  const place = [member.city, member.state].filter(Boolean).join(", ");
  const facts: [string, string | null][] = [
    ["Age", member.age === null ? null : String(member.age)],
    ["Lives in", [place, member.postalCode].filter(Boolean).join(" ") || null],
    ["Gender", member.gender],
    ["E-mail", member.email],
    ["Language", member.language && (languages[member.language] ?? member.language)],
    ["Joined", member.joinedAt && dayOnly(member.joinedAt, timeZone)],
    ["First text", dayOnly(member.firstSeenAt, timeZone)],
  ];
  return (
    <div className="p-5">
      <div className="flex flex-col items-center text-center">
        <Avatar name={name} className="size-16 text-[20px]" />
        {name !== member.shownPhone && (
          <p dir="auto" className="wrap-anywhere mt-3 font-medium text-[17px] leading-6">
            {name}
          </p>
        )}
        <p className={cn("tabular flex items-center", name === member.shownPhone ? "mt-2 font-medium" : "text-muted")}>
          <span className="pl-11">{member.shownPhone}</span>
          <CopyButton text={member.phone} label={`Copy ${member.shownPhone}`} />
        </p>
        <Badge tone={status.tone}>{status.words}</Badge>
        <Link
          href={`/members/${member.id}`}
          className="mt-3 inline-flex min-h-8 items-center text-accent hover:underline"
        >
          Open the profile
        </Link>
      </div>
      <dl className="mt-5 space-y-2.5">
        {facts.map(
          ([name, value]) =>
            value && (
              <div key={name} className="grid grid-cols-[84px_1fr] gap-2">
                <dt className="text-muted">{name}</dt>
                <dd dir="auto" suppressHydrationWarning className="wrap-anywhere">
                  {value}
                </dd>
              </div>
            ),
        )}
      </dl>
      {member.status === "new" && (
        <p className="mt-4 text-meta text-muted">They have not signed up yet, so this is all that is known.</p>
      )}
      <ConsentHistory entries={member.consent} />
      {mayWrite && (member.status === "new" || member.status === "active") && <OptOutButton member={member} />}
    </div>
  );
}
