"use client";

import { Contact, Film, Music, Paperclip, X } from "lucide-react";
import { useState } from "react";
import { toast } from "sonner";
import { sizeOf } from "@/components/media/sizes";
import { attachable, upload } from "@/components/media/use-attached";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { useFileChoice } from "@/components/ui/files";
import type { BroadcastMedia } from "@/lib/broadcasts/table";
import { mostFiles, tooManyFiles } from "@/lib/messages/parts";

/** Chooses files to send along. */
export function AttachButton({ onFiles, busy }: { onFiles: (files: File[]) => void; busy: boolean }) {
  const { input, choose } = useFileChoice({
    label: "Picture, GIF, video, sound or contact card",
    accept: attachable,
    multiple: true,
    take: onFiles,
  });
  return (
    <>
      <Button variant="quiet" size="sm" className="h-9" busy={busy} onClick={choose}>
        {!busy && <Paperclip aria-hidden />} {busy ? "Making it fit…" : "Picture or file"}
      </Button>
      {input}
    </>
  );
}

/** Sends the leader's own contact card along, as it is now. */
export function CardButton({ path, onFiles }: { path: string; onFiles: (files: File[]) => void }) {
  async function take() {
    const answer = await fetch(path).catch(() => null);
    if (!answer?.ok) return void toast.error("Your contact card could not be made. Please try again.");
    onFiles([new File([await answer.blob()], `${path.split("/").at(-1)}.vcf`, { type: "text/vcard" })]);
  }
  return (
    <Button variant="quiet" size="icon" className="size-9" aria-label="Your contact card" onClick={take}>
      <Contact aria-hidden />
    </Button>
  );
}

/** Brings files to the server, which makes them fit for phones. `problem`: why one of them does not go along. */
export function useUpload(attached: number, add: (file: BroadcastMedia) => void) {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  async function take(files: File[]) {
    const room = mostFiles - attached;
    setProblem(files.length > room ? tooManyFiles : null);
    setBusy(true);
    for (const file of files.slice(0, room)) {
      await upload(file, file.name).then(
        ({ id, type, bytes, width, height, name, chosenBytes }) =>
          add({ id, type, bytes, width, height, name, chosenBytes }),
        (error: Error) => setProblem(error.message),
      );
    }
    setBusy(false);
  }
  return { busy, problem, take, settle: () => setProblem(null) };
}

/** A file as the phone shows it: pictures are seen, films and sounds play. */
export function FileShown({ file }: { file: BroadcastMedia }) {
  const address = `/media/own/${file.id}`;
  const name = file.name ?? "what goes along";
  if (file.type.startsWith("video/"))
    return (
      // biome-ignore lint/a11y/useMediaCaption: a leader's own film has no captions
      <video
        controls
        playsInline
        preload="metadata"
        src={address}
        aria-label={name}
        width={file.width ?? undefined}
        height={file.height ?? undefined}
        className="max-h-64 w-auto max-w-full rounded-[12px] bg-black"
      />
    );
  if (file.type.startsWith("audio/"))
    // biome-ignore lint/a11y/useMediaCaption: nobody has written down what is said
    return <audio controls preload="metadata" src={address} aria-label={name} className="h-11 w-full" />;
  return <FileName file={file} />;
}

/** A file in short: its picture, or its kind and name. */
function FileName({ file, className }: { file: BroadcastMedia; className?: string }) {
  const address = `/media/own/${file.id}`;
  if (file.type.startsWith("image/")) {
    return (
      <img
        src={address}
        alt={file.name ?? "Picture"}
        width={file.width ?? undefined}
        height={file.height ?? undefined}
        className={cn("max-h-64 w-auto max-w-full rounded-[12px] object-contain", className)}
      />
    );
  }
  const Icon = file.type.startsWith("video/") ? Film : file.type.startsWith("audio/") ? Music : Contact;
  return (
    <span className={cn("flex min-w-0 items-center gap-2 rounded-[12px] bg-ink/6 px-3 py-2.5", className)}>
      <Icon aria-hidden className="size-5 shrink-0" />
      <span className="min-w-0 truncate">{file.name ?? "A file"}</span>
    </span>
  );
}

/** The files of a draft, each with its size and a way to take it out. */
export function FileList({ files, onRemove }: { files: BroadcastMedia[]; onRemove?: (id: string) => void }) {
  if (files.length === 0) return null;
  return (
    <ul className="grid gap-2">
      {files.map((file) => (
        <li key={file.id} className="flex items-center gap-3 rounded-card border border-line bg-surface p-2">
          <FileName file={file} className="max-h-14 max-w-[50%]" />
          <span className="tabular flex-1 text-meta text-muted">
            {sizeOf(file.bytes)} · goes as MMS
            {file.chosenBytes !== undefined && (
              <>
                {" · "}
                <a href={`/media/own/${file.id}?download`} download className="text-accent hover:underline">
                  original, {sizeOf(file.chosenBytes)}
                </a>
              </>
            )}
          </span>
          {onRemove && (
            <Button
              variant="quiet"
              size="icon"
              aria-label={`Take out ${file.name ?? "the file"}`}
              onClick={() => onRemove(file.id)}
            >
              <X aria-hidden />
            </Button>
          )}
        </li>
      ))}
    </ul>
  );
}
