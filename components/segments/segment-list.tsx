"use client";

import { Plus, Split } from "lucide-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useRef, useState } from "react";
import { toast } from "sonner";
import { stepThrough, useKeys } from "@/components/inbox/use-keys";
import { Button } from "@/components/ui/button";
import type { SegmentUse } from "@/lib/broadcasts/segment-uses";
import type { ActionResult } from "@/lib/team/action";
import { DeleteSegment } from "./delete-segment";
import { SegmentRow, type ShownSegment } from "./segment-row";
import { useSizes } from "./use-sizes";

export type SegmentActions = {
  rename: (wish: { id: number; name: string }) => Promise<ActionResult<null>>;
  duplicate: (wish: { id: number }) => Promise<ActionResult<number>>;
  remove: (input: {
    id: number;
    confirmed?: boolean;
  }) => Promise<ActionResult<{ deleted: boolean; uses: SegmentUse[] }>>;
  restore: (wish: { id: number }) => Promise<ActionResult<null>>;
};
type Props = {
  segments: ShownSegment[];
  mayWrite: boolean;
  /** The leader's IANA zone. */
  timeZone: string;
  actions: SegmentActions;
};

const lost = "Can’t reach the server. Nothing was changed. Try again in a moment.";

/** All saved segments. */
export function SegmentList({ segments, mayWrite, timeZone, actions }: Props) {
  const router = useRouter();
  const list = useRef<HTMLUListElement>(null);
  const [gone, setGone] = useState<number[]>([]);
  const [asking, setAsking] = useState<{ segment: ShownSegment; uses: SegmentUse[] } | null>(null);
  const shown = segments.filter((one) => !gone.includes(one.id));
  const sizes = useSizes(shown.map((one) => one.id));

  const go = (step: 1 | -1) => stepThrough(list.current, "a[data-segment]", step);
  useKeys({ j: () => go(1), k: () => go(-1), n: () => mayWrite && router.push("/segments/new") });

  async function done<Data>(what: Promise<ActionResult<Data>>): Promise<Data | undefined> {
    const answer = await what.catch(() => null);
    if (answer?.ok) {
      router.refresh();
      return answer.data;
    }
    toast.error(answer?.message ?? lost);
    return undefined;
  }

  async function remove(segment: ShownSegment, confirmed = false) {
    const { id, name } = segment;
    setAsking(null);
    setGone((now) => [...now, id]);
    const back = () => setGone((now) => now.filter((one) => one !== id));
    const result = await done(actions.remove({ id, confirmed }));
    if (!result?.deleted) {
      back();
      if (result) setAsking({ segment, uses: result.uses });
      return;
    }
    toast(`“${name}” is deleted`, {
      duration: 10_000,
      action: {
        label: "Undo",
        onClick: () => void done(actions.restore({ id })).then(back),
      },
    });
  }

  return (
    <div className="mx-auto max-w-5xl px-4 pt-6 pb-12 md:px-6">
      <div className="flex flex-wrap items-center gap-3">
        <h1 className="flex-1 font-semibold text-[22px] leading-8">Segments</h1>
        {mayWrite && segments.length > 0 && (
          <Button asChild>
            <Link href="/segments/new">
              <Plus aria-hidden /> New segment
            </Link>
          </Button>
        )}
      </div>
      {shown.length === 0 ? (
        <Empty mayWrite={mayWrite} />
      ) : (
        <ul ref={list} className="mt-4 divide-y divide-line border-line border-y">
          {shown.map((one) => (
            <SegmentRow
              key={one.id}
              segment={one}
              size={sizes[one.id] ?? one.sizes.at(-1) ?? null}
              mayWrite={mayWrite}
              onRename={async (name) => (await done(actions.rename({ id: one.id, name }))) !== undefined}
              onDuplicate={() => void done(actions.duplicate({ id: one.id }))}
              onRemove={() => void remove(one)}
            />
          ))}
        </ul>
      )}
      {asking && (
        <DeleteSegment
          name={asking.segment.name}
          uses={asking.uses}
          timeZone={timeZone}
          onClose={() => setAsking(null)}
          onDelete={() => void remove(asking.segment, true)}
        />
      )}
    </div>
  );
}

const starts = [
  { words: "Who has a birthday this week", tree: { is: "birthday", days: 7 } },
  { words: "Who texted in the last 30 days", tree: { is: "last_text_within", days: 30 } },
  {
    words: "Everyone who joined this month, except people under 21",
    tree: { and: [{ is: "joined_within", days: 30 }, { not: { or: [{ is: "age", from: null, to: 20 }] } }] },
  },
];

function Empty({ mayWrite }: { mayWrite: boolean }) {
  return (
    <div className="mx-auto mt-14 max-w-md text-center">
      <Split aria-hidden className="mx-auto size-8 text-muted" />
      <h2 className="mt-3 font-semibold text-lg">Talk to some of them</h2>
      <p className="mt-1 text-muted">
        A segment is a sentence about your members: near Gary, 18 to 24, not yet a volunteer. It stays true by itself as
        people join, and a broadcast can go to just them.
      </p>
      {mayWrite && (
        <>
          <Button asChild className="mt-5">
            <Link href="/segments/new">
              <Plus aria-hidden /> New segment
            </Link>
          </Button>
          <p className="mt-8 text-meta text-muted">Or start from one of these:</p>
          <ul className="mt-2 space-y-2">
            {starts.map(({ words, tree }) => (
              <li key={words}>
                <Link
                  href={`/segments/new?tree=${encodeURIComponent(JSON.stringify(tree))}`}
                  className="block rounded-card border border-line bg-surface px-4 py-2.5 text-left hover:bg-ink/5"
                >
                  {words}
                </Link>
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  );
}
