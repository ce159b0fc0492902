"use client";

import { Download, FileText, LoaderCircle, UserRound } from "lucide-react";
import { Dialog, DialogContent, DialogTrigger } from "@/components/ui/dialog";
import { clockOf, mediaWords } from "@/lib/media/words";
import type { ShownMedia } from "@/lib/messages/thread";
import { boxOf, sizeOf } from "./sizes";

const addressOf = (item: ShownMedia, download = false) => `/media/own/${item.id}${download ? "?download" : ""}`;

/** What came or went along with a text: seen, heard or saved, each with its place kept before it is here. */
export function Attachments({ items, from }: { items: ShownMedia[]; from: string }) {
  if (items.length === 0) return null;
  return (
    <ul className="flex max-w-full flex-col gap-1.5">
      {items.map((item) => (
        <li key={item.id} className="max-w-full">
          <Attachment item={item} from={from} />
        </li>
      ))}
    </ul>
  );
}

function Attachment({ item, from }: { item: ShownMedia; from: string }) {
  if (item.state !== "stored") return <NotHere item={item} />;
  switch (item.kind) {
    case "image":
      return <Picture item={item} from={from} />;
    case "video":
      return <Film item={item} from={from} />;
    case "audio":
      return <Sound item={item} from={from} />;
    case "vcard":
      return <ContactCard item={item} />;
    default:
      return <Plain item={item} />;
  }
}

function Picture({ item, from }: { item: ShownMedia; from: string }) {
  const words = `Photo from ${from}`;
  return (
    <Dialog>
      <DialogTrigger
        aria-label={`${words}: look at it larger`}
        className="block max-w-full overflow-hidden rounded-bubble bg-fan"
        style={boxOf(item)}
      >
        <img
          src={addressOf(item)}
          alt={words}
          loading="lazy"
          decoding="async"
          width={item.width ?? undefined}
          height={item.height ?? undefined}
          className="size-full object-cover"
        />
      </DialogTrigger>
      <DialogContent title={words} className="w-fit max-w-[calc(100vw-24px)] p-4 md:max-w-[90vw]">
        <img
          src={addressOf(item)}
          alt={words}
          width={item.width ?? undefined}
          height={item.height ?? undefined}
          className="mx-auto h-auto max-h-[68dvh] w-auto max-w-full rounded-card object-contain"
        />
        <SaveLink item={item} words="Save the original" />
      </DialogContent>
    </Dialog>
  );
}

function Film({ item, from }: { item: ShownMedia; from: string }) {
  return (
    // biome-ignore lint/a11y/useMediaCaption: a fan's own film has no captions
    <video
      controls
      preload="metadata"
      playsInline
      src={addressOf(item)}
      aria-label={`Video from ${from}`}
      style={boxOf(item)}
      className="max-w-full rounded-bubble bg-black"
    />
  );
}

function Sound({ item, from }: { item: ShownMedia; from: string }) {
  return (
    <div className="flex w-[300px] max-w-full items-center gap-2">
      {/* biome-ignore lint/a11y/useMediaCaption: nobody has written down what was said */}
      <audio
        controls
        preload="none"
        src={addressOf(item)}
        aria-label={`Audio message from ${from}`}
        className="h-11 min-w-0 flex-1"
      />
      {item.seconds !== null && <span className="tabular text-meta text-muted">{clockOf(item.seconds)}</span>}
    </div>
  );
}

function ContactCard({ item }: { item: ShownMedia }) {
  return (
    <div className="w-[280px] max-w-full rounded-bubble border border-line bg-surface p-3">
      <p className="flex items-center gap-2 font-medium">
        <UserRound aria-hidden className="size-4 shrink-0 text-muted" />
        <span dir="auto" className="wrap-anywhere min-w-0">
          {item.contact?.name ?? "Contact card"}
        </span>
      </p>
      {item.contact?.phones.map((phone) => (
        <p key={phone} className="tabular wrap-anywhere pl-6 text-muted">
          {phone}
        </p>
      ))}
      <SaveLink item={item} words="Save the card" />
    </div>
  );
}

function Plain({ item }: { item: ShownMedia }) {
  return (
    <div className="w-[280px] max-w-full rounded-bubble border border-line bg-surface p-3">
      <p className="flex items-center gap-2">
        <FileText aria-hidden className="size-4 shrink-0 text-muted" />
        <span className="wrap-anywhere min-w-0">{item.name ?? "A file that cannot be shown here"}</span>
      </p>
      <SaveLink item={item} words={`Save it${item.bytes ? ` (${sizeOf(item.bytes)})` : ""}`} />
    </div>
  );
}

function SaveLink({ item, words }: { item: ShownMedia; words: string }) {
  return (
    <a
      href={addressOf(item, true)}
      download
      className="mt-1 inline-flex min-h-11 items-center gap-1.5 text-accent hover:underline md:min-h-9"
    >
      <Download aria-hidden className="size-4" /> {words}
    </a>
  );
}

/** On its way, or given up: its place is kept and the reason told. */
function NotHere({ item }: { item: ShownMedia }) {
  const what = mediaWords([item]);
  const failed = item.state === "failed";
  return (
    <div
      role="status"
      className={`flex min-h-16 w-[280px] max-w-full items-center gap-3 rounded-bubble border border-dashed p-3 text-meta ${failed ? "border-bad/60 text-bad" : "border-muted/60 text-muted"}`}
    >
      {!failed && <LoaderCircle aria-hidden className="size-4 shrink-0 animate-spin motion-reduce:animate-none" />}
      <span>
        {failed ? `${what}: it could not be fetched. ${item.reason ?? ""}` : `${what}: on its way…`}
        {!failed && item.reason && ` ${item.reason} Trying again.`}
      </span>
    </div>
  );
}
