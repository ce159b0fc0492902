"use client";

import { MoreHorizontal } from "lucide-react";
import Link from "next/link";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu";
import { Input } from "@/components/ui/input";
import type { SegmentSize } from "@/lib/segments/count";
import type { SizeOnDay } from "@/lib/segments/queries";
import { SizeChart } from "./size-chart";
import { sizeWords } from "./words";

export type ShownSegment = { id: number; name: string; sentence: string; sizes: SizeOnDay[] };
type Props = {
  segment: ShownSegment;
  size: SegmentSize | null;
  mayWrite: boolean;
  onRename: (name: string) => Promise<boolean>;
  onDuplicate: () => void;
  onRemove: () => void;
};

/** One saved segment: its name, its sentence, how many it is and was. */
export function SegmentRow({ segment, size, mayWrite, onRename, onDuplicate, onRemove }: Props) {
  const [name, setName] = useState<string | null>(null);
  return (
    <li className="flex flex-wrap items-center gap-x-6 gap-y-2 py-3">
      <div className="min-w-0 flex-1 basis-64">
        {name === null ? (
          <Link
            data-segment={segment.id}
            href={`/segments/${segment.id}`}
            className="block truncate font-medium hover:text-accent"
          >
            {segment.name}
          </Link>
        ) : (
          <form
            className="flex gap-2"
            onSubmit={async (event) => {
              event.preventDefault();
              if (await onRename(name)) setName(null);
            }}
          >
            <Input
              aria-label="New name"
              value={name}
              maxLength={80}
              autoFocus
              onChange={(event) => setName(event.target.value)}
              onKeyDown={(event) => event.key === "Escape" && setName(null)}
              className="h-10"
            />
            <Button type="submit" size="sm" className="h-10">
              Rename
            </Button>
          </form>
        )}
        <p className="line-clamp-2 text-meta text-muted">{segment.sentence}</p>
      </div>
      <SizeChart sizes={segment.sizes} />
      <div className="tabular min-w-40 max-sm:flex-1 sm:text-right">
        <Link href={`/members?segment=${segment.id}`} className="font-medium hover:text-accent">
          {size ? `${size.members.toLocaleString("en-US")} ${size.members === 1 ? "member" : "members"}` : "…"}
        </Link>
        <p className="text-meta text-muted">{size ? sizeWords(size) : "Not counted yet"}</p>
      </div>
      {mayWrite && (
        <DropdownMenu>
          <DropdownMenuTrigger asChild>
            <Button variant="quiet" size="icon" aria-label={`What to do with ${segment.name}`} className="text-muted">
              <MoreHorizontal aria-hidden />
            </Button>
          </DropdownMenuTrigger>
          <DropdownMenuContent align="end">
            <DropdownMenuItem onSelect={() => setName(segment.name)}>Rename</DropdownMenuItem>
            <DropdownMenuItem onSelect={onDuplicate}>Duplicate</DropdownMenuItem>
            <DropdownMenuSeparator />
            <DropdownMenuItem onSelect={onRemove} className="text-bad">
              Delete
            </DropdownMenuItem>
          </DropdownMenuContent>
        </DropdownMenu>
      )}
    </li>
  );
}
