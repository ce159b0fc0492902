"use client";

import { ArrowLeft, Users } from "lucide-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useEffect, useState } from "react";
import { toast } from "sonner";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import type { SizeOnDay } from "@/lib/segments/queries";
import { sentence } from "@/lib/segments/sentence";
import { type SegmentTree, segmentTree } from "@/lib/segments/tree";
import type { ActionResult } from "@/lib/team/action";
import { AddCondition } from "./add-condition";
import { changePart, draftOf, exceptToo, type Group, treeOf } from "./draft";
import { GroupEditor } from "./group-editor";
import { SizeHistory } from "./size-history";
import { SizePanel } from "./size-panel";
import { useSize } from "./use-size";
import { namesOf, type Vocabulary } from "./vocabulary";

type Props = {
  /** Null: a new one. */
  segment: { id: number; name: string; sizes: SizeOnDay[] } | null;
  start: SegmentTree | null;
  /** There was something to start with, and it cannot be read. */
  unreadable?: boolean;
  vocabulary: Vocabulary;
  timeZone: string;
  mayWrite: boolean;
  save: (wish: { id: number | null; name: string; tree: SegmentTree }) => Promise<ActionResult<number>>;
};

const unread = "The conditions in this address cannot be read, so this begins with everyone. Ask for the link again.";

/** Whom a segment is made of, as a sentence that is counted while it is written. */
export function Builder({ segment, start, unreadable = false, vocabulary, timeZone, mayWrite, save }: Props) {
  const router = useRouter();
  const [group, setGroup] = useState(() => draftOf(start));
  const [name, setName] = useState(segment?.name ?? "");
  const [saved, setSaved] = useState(() => JSON.stringify([segment?.name ?? "", treeOf(draftOf(start)).tree]));
  const [problem, setProblem] = useState<string | null>(unreadable ? unread : null);
  const [busy, setBusy] = useState(false);
  const { tree, unfinished } = treeOf(group);
  const known = useSize(tree);
  const text = JSON.stringify(tree);
  const changed = JSON.stringify([name, tree]) !== saved;
  const large = segmentTree.safeParse(tree).error?.issues[0]?.message ?? null;

  // A new one stands in the address: it survives a reload, and can be sent to a teammate.
  useEffect(() => {
    if (segment) return;
    const query = text === `{"and":[]}` ? "" : `?tree=${encodeURIComponent(text)}`;
    if (query.length < 6_000) window.history.replaceState(null, "", `/segments/new${query}`);
  }, [segment, text]);

  /** What was said about the conditions was said about those before. */
  function edit(change: (now: Group) => Group) {
    setProblem(null);
    setGroup(change);
  }

  async function onSave() {
    if (unfinished > 0) return setProblem("A condition is not finished. Finish it, or take it out.");
    setBusy(true);
    const answer = await save({ id: segment?.id ?? null, name, tree }).catch(() => null);
    setBusy(false);
    if (!answer) return setProblem("The line to the server is broken. Nothing is lost; save again in a moment.");
    if (!answer.ok) return setProblem(answer.message);
    setProblem(null);
    setSaved(JSON.stringify([name, tree]));
    toast.success(`“${name.trim()}” is saved`);
    if (segment) router.refresh();
    else router.replace(`/segments/${answer.data}`);
  }

  return (
    <div className="mx-auto max-w-6xl px-4 pt-4 pb-12 md:px-6">
      <Link href="/segments" className="inline-flex h-10 items-center gap-1.5 text-meta text-muted hover:text-ink">
        <ArrowLeft aria-hidden className="size-4" /> All segments
      </Link>
      <h1 className="font-semibold text-[22px] leading-8">{segment ? segment.name : "Who belongs to it?"}</h1>
      <p className="mt-1 max-w-prose text-muted" data-testid="sentence">
        {sentence(tree, namesOf(vocabulary))}
      </p>
      <div className="mt-5 grid gap-8 lg:grid-cols-[minmax(0,1fr)_300px]">
        <form
          className="min-w-0 space-y-6"
          onSubmit={(event) => {
            event.preventDefault();
            void onSave();
          }}
        >
          <fieldset disabled={!mayWrite} className="min-w-0 space-y-3">
            <legend className="sr-only">Conditions</legend>
            <p className="font-medium">Everyone{group.parts.length === 0 && ", until a condition says who"}</p>
            <GroupEditor
              group={group}
              vocabulary={vocabulary}
              depth={0}
              onChange={(key, change) => edit((now) => changePart(now, key, change))}
              onGroup={(next) => edit(() => next)}
            />
            <div className="flex flex-wrap gap-2">
              {group.parts.length === 0 && (
                <AddCondition
                  vocabulary={vocabulary}
                  words="Add a condition"
                  variant="primary"
                  onAdd={(part) => edit((now) => ({ ...now, parts: [...now.parts, part] }))}
                />
              )}
              <AddCondition
                vocabulary={vocabulary}
                words="except …"
                noGroups
                onAdd={(part) => edit((now) => exceptToo(now, part))}
              />
            </div>
          </fieldset>
          {mayWrite && (
            <div className="space-y-3 border-line border-t pt-5">
              <Field label="Name" hint="As you would call these people.">
                <Input
                  value={name}
                  onChange={(event) => setName(event.target.value)}
                  maxLength={80}
                  placeholder="Young voters in Illinois"
                />
              </Field>
              {(problem ?? large) && (
                <p role="alert" className="text-bad">
                  {problem ?? large}
                </p>
              )}
              <div className="flex flex-wrap items-center gap-3">
                <Button type="submit" busy={busy} disabled={!changed || large !== null}>
                  {segment ? (changed ? "Save changes" : "Saved") : "Save segment"}
                </Button>
                {segment && (
                  <Button asChild variant="outline">
                    <Link href={`/members?segment=${segment.id}`}>
                      <Users aria-hidden /> See them all
                    </Link>
                  </Button>
                )}
              </div>
            </div>
          )}
        </form>
        <aside aria-label="Size" className="lg:border-line lg:border-l lg:pl-6">
          <SizePanel known={known} />
          {segment && <SizeHistory sizes={segment.sizes} />}
          <p className="mt-4 text-meta text-muted">Days begin at midnight in {timeZone.replaceAll("_", " ")}.</p>
        </aside>
      </div>
    </div>
  );
}
