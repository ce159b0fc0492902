"use client";

import { useRouter } from "next/navigation";
import { useCallback, useMemo } from "react";
import { toast } from "sonner";
import type { Composing } from "@/lib/broadcasts/composing";
import type { Draft } from "@/lib/broadcasts/draft";
import { compileBody } from "@/lib/broadcasts/personal";
import { type BroadcastActions, notReached } from "./actions";
import { FileList, useUpload } from "./attachments";
import { AudienceLine } from "./audience-line";
import { BodyField } from "./body-field";
import { ComposerHeader } from "./composer-header";
import { Conflict } from "./conflict";
import { PhonePreview } from "./phone-preview";
import { SendButton } from "./send-button";
import { TestButton } from "./test-button";
import { Truth } from "./truth";
import { useReview } from "./use-review";
import { useSaves } from "./use-saves";
import { WhenFields } from "./when-fields";

type Props = {
  first: Draft;
  number: string;
  composing: Composing;
  mayWrite: boolean;
  actions: BroadcastActions;
};

/** Where a broadcast is written: who, what and when on the left, a phone on the right, and what will happen below. */
export function Composer({ first, number, composing, mayWrite, actions }: Props) {
  const router = useRouter();
  const nameOf = useCallback(
    (id: number | null) => composing.team.find((one) => one.id === id)?.name ?? "Somebody",
    [composing.team],
  );
  const onTheirs = useCallback(
    (theirs: Draft) => {
      if (theirs.editorId !== composing.me) toast(`${nameOf(theirs.editorId)} changed this draft.`);
    },
    [composing.me, nameOf],
  );
  const onSent = useCallback(() => router.refresh(), [router]);
  const saves = useSaves(first, actions.save, { onTheirs, onSent });
  const { content, change } = saves;
  const { review, looking, trouble } = useReview(first.id, content, actions.review);
  const compiled = useMemo(() => compileBody(content.body, composing.fields), [content.body, composing.fields]);
  const upload = useUpload(content.media.length, (file) => change(({ media }) => ({ media: [...media, file] })));

  function takeOut(id: string) {
    upload.settle();
    change(({ media }) => ({ media: media.filter((file) => file.id !== id) }));
  }

  async function send(): Promise<string | null> {
    if (!(await saves.flush())) return "Your last words are not saved yet. Try again in a moment.";
    const answer = await actions.send({ id: first.id, revision: saves.revision() }).catch(() => null);
    if (!answer?.ok) return answer?.message ?? notReached;
    // The same address shows how it is going from now on, and begins at its top.
    document.getElementById("content")?.scrollTo({ top: 0 });
    router.refresh();
    return null;
  }

  return (
    <div className="mx-auto grid w-full max-w-5xl grid-cols-1 gap-6 px-4 py-6 md:py-8">
      <ComposerHeader
        id={first.id}
        number={number}
        state={saves.state}
        mayWrite={mayWrite}
        discard={actions.discard}
        restore={actions.restore}
      />
      {saves.state.kind === "conflict" && (
        <Conflict
          mine={content}
          theirs={saves.state.theirs}
          who={
            saves.state.theirs.editorId === composing.me
              ? "Another window of yours"
              : nameOf(saves.state.theirs.editorId)
          }
          onChoose={(which) => saves.state.kind === "conflict" && saves.choose(which, saves.state.theirs)}
        />
      )}
      <div className="grid grid-cols-1 items-start gap-8 lg:grid-cols-[minmax(0,1fr)_340px]">
        <div className="grid min-w-0 grid-cols-1 gap-8">
          <AudienceLine
            audience={content.audience}
            composing={composing}
            mayWrite={mayWrite}
            onChange={(audience) => change({ audience })}
          />
          <div className="grid gap-2">
            <BodyField
              body={content.body}
              fields={composing.fields}
              cardPath={composing.cardPath}
              mayWrite={mayWrite}
              invalid={(review?.problems.length ?? 0) > 0 && content.body !== ""}
              onChange={(body) => change({ body })}
              onFiles={upload.take}
              uploading={upload.busy}
            />
            {upload.problem && (
              <p role="alert" className="rounded-card bg-bad-soft px-3 py-2 text-bad">
                {upload.problem}
              </p>
            )}
            <FileList files={content.media} onRemove={mayWrite ? takeOut : undefined} />
          </div>
          <WhenFields
            plan={content.plan}
            timeZone={composing.timeZone}
            mayWrite={mayWrite}
            onChange={(plan) => change({ plan })}
          />
        </div>
        <div className="lg:sticky lg:top-6">
          <PhonePreview
            compiled={compiled}
            media={content.media}
            examples={review?.examples ?? []}
            leaderName={composing.leaderName}
            sampleUrl={composing.sampleUrl}
          />
        </div>
      </div>
      <div className="grid gap-4 border-line border-t pt-6">
        <Truth
          review={review}
          looking={looking}
          trouble={trouble}
          plan={content.plan}
          media={content.media.length > 0}
          timeZone={composing.timeZone}
        />
        {mayWrite && (
          <div className="flex flex-wrap gap-3">
            <SendButton
              review={review}
              plan={content.plan}
              timeZone={composing.timeZone}
              waiting={looking || upload.busy}
              blocked={saves.state.kind === "conflict"}
              onSend={send}
            />
            <TestButton
              id={first.id}
              team={composing.team.length}
              reader={review?.examples.find((one) => one.role === "typical")?.person ?? null}
              flush={saves.flush}
              test={actions.test}
            />
          </div>
        )}
      </div>
    </div>
  );
}
