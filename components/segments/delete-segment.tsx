"use client";

import Link from "next/link";
import { shortened, stateWords, whenWords } from "@/components/broadcasts/words";
import { Button } from "@/components/ui/button";
import { Dialog, DialogClose, DialogContent } from "@/components/ui/dialog";
import type { SegmentUse } from "@/lib/broadcasts/segment-uses";

type Props = { name: string; uses: SegmentUse[]; timeZone: string; onClose: () => void; onDelete: () => void };

/** Says where a segment is used before it is deleted. */
export function DeleteSegment({ name, uses, timeZone, onClose, onDelete }: Props) {
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent
        title={`Delete “${name}”?`}
        description="It’s in use. What uses it keeps these conditions and isn’t changed."
      >
        <ul className="mb-4 max-h-60 divide-y divide-line overflow-y-auto border-line border-y">
          {uses.map((use) => (
            <li key={`${use.kind}:${use.id}`} className="py-2">
              <Link
                className="hover:text-accent"
                href={use.kind === "segment" ? `/segments/${use.id}` : `/broadcasts/${use.id}`}
              >
                {use.kind === "segment"
                  ? `Segment “${use.name}”`
                  : `Broadcast “${shortened(use.body, 48) || "Untitled"}”`}
              </Link>
              {use.kind === "broadcast" && (
                <p className="text-meta text-muted">
                  {use.state === "scheduled" && use.startAt
                    ? `Scheduled for ${whenWords(use.startAt, timeZone)} (your time)`
                    : stateWords[use.state]}
                </p>
              )}
            </li>
          ))}
        </ul>
        <div className="flex flex-wrap justify-end gap-2">
          <DialogClose asChild>
            <Button variant="outline">Cancel</Button>
          </DialogClose>
          <Button variant="danger" onClick={onDelete}>
            Delete segment
          </Button>
        </div>
      </DialogContent>
    </Dialog>
  );
}
