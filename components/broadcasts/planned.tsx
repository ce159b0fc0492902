"use client";

import { ArrowLeft } from "lucide-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useCallback, useMemo, useState } from "react";
import { toast } from "sonner";
import { useLiveBroadcasts } from "@/components/live/use-live";
import { Button } from "@/components/ui/button";
import type { Composing } from "@/lib/broadcasts/composing";
import type { Draft } from "@/lib/broadcasts/draft";
import { compileBody } from "@/lib/broadcasts/personal";
import { type BroadcastActions, notReached } from "./actions";
import { AudienceLine } from "./audience-line";
import { PhonePreview } from "./phone-preview";
import { Truth } from "./truth";
import { useReview } from "./use-review";
import { contentOf } from "./use-saves";
import { whenWords } from "./words";

type Props = { draft: Draft; composing: Composing; mayWrite: boolean; actions: BroadcastActions };

/** A broadcast that waits for its hour: what will happen, and the way back to the draft. */
export function Planned({ draft, composing, mayWrite, actions }: Props) {
  const router = useRouter();
  const content = useMemo(() => contentOf(draft), [draft]);
  const { review, looking, trouble } = useReview(draft.id, content, actions.review);
  const compiled = useMemo(() => compileBody(draft.body, composing.fields), [draft.body, composing.fields]);
  const [busy, setBusy] = useState(false);
  useLiveBroadcasts(
    useCallback(
      (id: number | null) => (id === null || id === draft.id ? router.refresh() : undefined),
      [draft.id, router],
    ),
  );

  async function back() {
    setBusy(true);
    const answer = await actions.unschedule({ id: draft.id }).catch(() => null);
    setBusy(false);
    if (!answer?.ok) toast.error(answer?.message ?? notReached);
    router.refresh();
  }

  return (
    <div className="mx-auto grid w-full max-w-5xl gap-6 px-4 py-6 md:py-8">
      <header className="flex flex-wrap items-center gap-2">
        <Button asChild variant="quiet" size="icon" className="-ml-3">
          <Link href="/broadcasts" aria-label="All broadcasts">
            <ArrowLeft aria-hidden />
          </Link>
        </Button>
        <h1 className="min-w-0 flex-1 text-xl font-semibold">{title(draft, composing.timeZone)}</h1>
        {mayWrite && (
          <Button variant="outline" busy={busy} onClick={back}>
            Back to the draft
          </Button>
        )}
      </header>
      <div className="grid grid-cols-1 items-start gap-8 lg:grid-cols-[minmax(0,1fr)_340px]">
        <div className="grid min-w-0 grid-cols-1 gap-8">
          <AudienceLine audience={draft.audience} composing={composing} mayWrite={false} onChange={() => {}} />
          <Truth
            review={review}
            looking={looking}
            trouble={trouble}
            plan={draft.plan}
            media={draft.media.length > 0}
            timeZone={composing.timeZone}
          />
          <p className="text-muted">
            Who gets it is decided when it leaves: whoever joins before then is in it, whoever opts out is not.
          </p>
        </div>
        <PhonePreview
          compiled={compiled}
          media={draft.media}
          examples={review?.examples ?? []}
          leaderName={composing.leaderName}
          sampleUrl={composing.sampleUrl}
        />
      </div>
    </div>
  );
}

function title({ plan }: Draft, timeZone: string): string {
  if (plan.kind === "at") return `Leaves ${whenWords(plan.at, timeZone)}`;
  if (plan.kind === "now") return "Leaves in a moment";
  const noon = `${plan.day}T12:00:00Z`;
  const day = new Intl.DateTimeFormat("en-US", {
    weekday: "long",
    month: "long",
    day: "numeric",
    year: "numeric",
    timeZone: "UTC",
  });
  const clock = new Intl.DateTimeFormat("en-US", { hour: "numeric", minute: "2-digit", timeZone: "UTC" });
  return `Arrives on ${day.format(new Date(noon))} at ${clock.format(new Date(`${plan.day}T${plan.time}:00Z`))}, recipient’s local time`;
}
