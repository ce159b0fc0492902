"use client";

import { Ellipsis } from "lucide-react";
import { Button } from "@/components/ui/button";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu";
import type { Cut } from "@/lib/broadcasts/choice";
import { type CutActions, useCut } from "./use-cut";

/** Parts that a row of a report stands for, each with what it is called. */
export type Parts = { label: string; cut: Cut }[];
type Props = { id: number; actions: CutActions; row: string; parts: Parts };

/** What can be done with the people of one row of a report. */
export function CutMenu({ id, actions, row, parts }: Props) {
  const { busy, write, keep, dialog } = useCut(id, actions);
  return (
    <>
      <DropdownMenu>
        <DropdownMenuTrigger asChild>
          <Button variant="quiet" size="icon" className="size-9 text-muted" busy={busy} aria-label={`People of ${row}`}>
            {!busy && <Ellipsis aria-hidden />}
          </Button>
        </DropdownMenuTrigger>
        <DropdownMenuContent align="end">
          {parts.map(({ label, cut }) => (
            <DropdownMenuItem key={`write ${label}`} onSelect={() => write(cut)}>
              Write to {label}
            </DropdownMenuItem>
          ))}
          {parts.map(({ label, cut }) => (
            <DropdownMenuItem key={`keep ${label}`} onSelect={() => keep(cut, `${row}: ${label}`.slice(0, 80))}>
              Keep {label} as a segment
            </DropdownMenuItem>
          ))}
        </DropdownMenuContent>
      </DropdownMenu>
      {dialog}
    </>
  );
}
