"use client";

import { ChevronLeft, MessageSquare } from "lucide-react";
import Link from "next/link";
import { useRouter, useSearchParams } from "next/navigation";
import type { ReactNode } from "react";
import { statusWords } from "@/components/inbox/status-words";
import { useLive } from "@/components/live/use-live";
import { Avatar } from "@/components/ui/avatar";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";
import type { FullProfile } from "@/lib/profile/read";
import type { ProfileActions } from "./actions";
import { Consent } from "./consent";
import { Facts } from "./facts";
import { MarkButtons } from "./mark-buttons";
import { MoreMenu } from "./more-menu";
import { Notes } from "./notes";
import { BroadcastsTo, LinksTapped } from "./received";
import { TagBox } from "./tag-box";
import { Texts } from "./texts";
import { TimeThere } from "./time-there";

type Props = {
  profile: FullProfile;
  allTags: { id: number; name: string }[];
  timeZone: string;
  mayWrite: boolean;
  mayExport: boolean;
  actions: ProfileActions;
  /** Where they are, drawn on the server; null where nobody knows. */
  map?: ReactNode;
};

/** Everything about one member. */
export function FullProfileView({ profile, allTags, timeZone, mayWrite, mayExport, actions, map }: Props) {
  const { member, name, fullName, shownPhone, whyNot } = profile;
  const router = useRouter();
  const search = useSearchParams().toString();
  const back = `/members${search && `?${search}`}`;
  const status = statusWords({
    status: member.status,
    held: member.heldAt !== null,
    unreachable: member.unreachableAt !== null,
  });
  useLive((ids) => {
    if (ids.length === 0 || ids.includes(member.id)) router.refresh();
  });
  return (
    <article className="mx-auto w-full max-w-3xl px-4 pb-10 md:px-8" aria-label={fullName ?? name}>
      <header className="flex flex-wrap items-center gap-x-4 gap-y-3 py-5">
        <Button asChild variant="quiet" size="icon" className="-ml-3">
          <Link href={back} scroll={false} aria-label="Back to all members">
            <ChevronLeft aria-hidden />
          </Link>
        </Button>
        <Avatar name={fullName ?? name} className="size-14 text-[18px]" />
        <div className="min-w-0 flex-1 basis-48">
          <h2 dir="auto" className="wrap-anywhere font-medium text-[20px] leading-7">
            {fullName ?? name}
          </h2>
          <p className="tabular flex flex-wrap items-center gap-x-2 text-muted">
            {shownPhone}
            <CopyButton text={member.phone} label={`Copy ${shownPhone}`} className="-my-2" />
            <Badge tone={status.tone}>{status.words}</Badge>
          </p>
        </div>
        <Button asChild variant="outline">
          <Link href={`/inbox/${member.id}`}>
            <MessageSquare aria-hidden /> Open the conversation
          </Link>
        </Button>
        <MoreMenu
          memberId={member.id}
          name={fullName ?? name}
          back={back}
          mayWrite={mayWrite}
          mayExport={mayExport}
          actions={actions}
        />
      </header>
      {mayWrite && <MarkButtons profile={profile} actions={actions} />}
      {whyNot && <p className="mb-4 rounded-card bg-warn-soft px-4 py-3 text-warn">{whyNot}</p>}
      <div className="grid gap-x-10 md:grid-cols-2">
        <div className="min-w-0">
          <Facts profile={profile} timeZone={timeZone} mayWrite={mayWrite} actions={actions} />
          <TagBox profile={profile} allTags={allTags} mayWrite={mayWrite} actions={actions} />
          <Notes profile={profile} timeZone={timeZone} mayWrite={mayWrite} actions={actions} />
        </div>
        <div className="min-w-0">
          <section className="border-line border-t py-5">
            <h3 className="sr-only">Where they are</h3>
            {map}
            <TimeThere zones={profile.zones} here={timeZone} />
          </section>
          <Texts profile={profile} timeZone={timeZone} />
          <BroadcastsTo profile={profile} timeZone={timeZone} />
          <LinksTapped profile={profile} timeZone={timeZone} />
          <Consent entries={profile.consent} timeZone={timeZone} />
        </div>
      </div>
    </article>
  );
}
