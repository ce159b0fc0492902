"use client";

import { UserRound } from "lucide-react";
import type { Attached } from "@/lib/carrier/simulator/entries";

/** Pictures and the like on the phone's screen, from the carrier's own copy. */
export function BubbleMedia({ items, mine }: { items: Attached[]; mine: boolean }) {
  if (items.length === 0) return null;
  return (
    <ul className="mb-1 flex max-w-[82%] flex-col gap-1">
      {items.map((item, index) => (
        <li key={index}>
          <One item={item} mine={mine} />
        </li>
      ))}
    </ul>
  );
}

function One({ item, mine }: { item: Attached; mine: boolean }) {
  const who = mine ? "sent" : "received";
  if ("lost" in item) {
    return (
      <p className="rounded-bubble border border-bad border-dashed px-3 py-2 text-bad text-meta">
        The carrier could not fetch this: {item.lost}.
      </p>
    );
  }
  const address = `/simulator/api/media/${item.file}`;
  switch (item.kind) {
    case "image":
      return (
        <img
          src={address}
          alt={mine ? "As it was sent" : "As it arrived"}
          className="max-h-60 min-h-16 w-auto max-w-full rounded-bubble bg-fan object-contain"
        />
      );
    case "video":
      return (
        // biome-ignore lint/a11y/useMediaCaption: a phone's own film
        <video controls src={address} aria-label={`Video ${who}`} className="max-h-60 max-w-full rounded-bubble" />
      );
    case "audio":
      return (
        // biome-ignore lint/a11y/useMediaCaption: a phone's own recording
        <audio controls src={address} aria-label={`Audio ${who}`} className="h-11 w-56 max-w-full" />
      );
    default:
      return (
        <a
          href={address}
          download
          className="flex min-h-11 items-center gap-2 rounded-bubble border border-line px-3 text-accent"
        >
          <UserRound aria-hidden className="size-4" /> {item.name ?? (item.kind === "vcard" ? "Contact card" : "File")}
        </a>
      );
  }
}
