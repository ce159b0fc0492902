"use client";

import { Film, Music, Paperclip, UserRound, X } from "lucide-react";
import { Button } from "@/components/ui/button";
import { useFileChoice } from "@/components/ui/files";
import { Spinner } from "@/components/ui/spinner";
import { Tooltip } from "@/components/ui/tooltip";
import { clockOf } from "@/lib/media/words";
import { mostFiles, tooManyFiles } from "@/lib/messages/parts";
import type { ShownMedia } from "@/lib/messages/thread";
import { sizeOf } from "./sizes";
import { type Attached, attachable } from "./use-attached";

type ButtonProps = { count: number; onFiles: (files: Iterable<File>) => void };

/** Opens the choice of files that go along. */
export function AttachButton({ count, onFiles }: ButtonProps) {
  const { input, choose } = useFileChoice({
    label: "Files to attach",
    accept: attachable,
    multiple: true,
    take: onFiles,
  });
  const full = count >= mostFiles;
  return (
    <>
      <Tooltip words={full ? tooManyFiles : "Attach a picture, video, audio or contact card"}>
        <Button
          variant="quiet"
          size="icon"
          className="rounded-full text-muted"
          aria-label="Attach a picture, video, audio or contact card"
          disabled={full}
          onClick={choose}
        >
          <Paperclip aria-hidden />
        </Button>
      </Tooltip>
      {input}
    </>
  );
}

/** What will go along, each with a way to leave it out. */
export function AttachedRow({ attached, onRemove }: { attached: Attached[]; onRemove: (key: number) => void }) {
  if (attached.length === 0) return null;
  return (
    <div className="px-1 pb-2">
      <ul aria-label="Attached" className="flex flex-wrap gap-2">
        {attached.map((one) => (
          <li
            key={one.key}
            className="flex min-h-14 max-w-full items-center gap-2 rounded-card border border-line bg-canvas py-1 pr-1 pl-1.5"
          >
            <Thumb one={one} />
            <span className="min-w-0 max-w-48 text-meta">
              <span className="block truncate">{one.name}</span>
              <span className={one.problem ? "block whitespace-normal text-bad" : "block text-muted"} role="status">
                {one.problem ?? (one.item ? told(one.item) : "Making it ready…")}
              </span>
            </span>
            <Button
              variant="quiet"
              size="icon"
              className="size-11 md:size-9"
              aria-label={`Leave out ${one.name}`}
              onClick={() => onRemove(one.key)}
            >
              <X aria-hidden />
            </Button>
          </li>
        ))}
      </ul>
      <p className="pt-1.5 text-meta text-muted">
        It goes as an MMS. Pictures are made smaller than 600 KB, everything else fits into 1 MB, and where it was taken
        is left out.
      </p>
    </div>
  );
}

function Thumb({ one }: { one: Attached }) {
  const look = "grid size-11 shrink-0 place-items-center overflow-hidden rounded-[8px] bg-fan text-on-fan";
  if (!one.item) return <span className={look}>{one.problem ? <X aria-hidden /> : <Spinner />}</span>;
  if (one.item.kind === "image")
    return <img src={`/media/own/${one.item.id}`} alt="" width={44} height={44} className={`${look} object-cover`} />;
  const Icon = one.item.kind === "video" ? Film : one.item.kind === "audio" ? Music : UserRound;
  return (
    <span className={look}>
      <Icon aria-hidden className="size-5" />
    </span>
  );
}

function told(item: ShownMedia): string {
  const length = item.seconds ? `${clockOf(item.seconds)} · ` : "";
  return `${length}${sizeOf(item.bytes ?? 0)}`;
}
