"use client";

import { Plus } from "lucide-react";
import { Fragment, useRef } from "react";
import { Button } from "@/components/ui/button";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuLabel,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu";
import { conditionPart, groupPart, type Part } from "./draft";
import { focusPart } from "./focus";
import { kinds } from "./kinds";
import type { Vocabulary } from "./vocabulary";

type Props = {
  vocabulary: Vocabulary;
  words: string;
  /** No group may stand deeper than here. */
  noGroups?: boolean;
  variant?: "outline" | "quiet" | "primary";
  onAdd: (part: Part) => void;
};

/** The menu of everything a segment may ask. */
export function AddCondition({ vocabulary, words, noGroups, variant = "outline", onAdd }: Props) {
  const added = useRef<string | null>(null);
  function add(part: Part) {
    added.current = part.key;
    onAdd(part);
  }
  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>
        <Button variant={variant} size="sm" className="h-10">
          <Plus aria-hidden />
          {words}
        </Button>
      </DropdownMenuTrigger>
      <DropdownMenuContent
        align="start"
        className="max-h-[min(60dvh,480px)] w-64 overflow-y-auto"
        onCloseAutoFocus={(event) => {
          if (!added.current) return;
          event.preventDefault();
          focusPart(added.current);
          added.current = null;
        }}
      >
        {kinds(vocabulary).map(({ title, kinds: all }) => (
          <Fragment key={title}>
            <DropdownMenuLabel>{title}</DropdownMenuLabel>
            {all.map((kind, index) => (
              <DropdownMenuItem
                // Two fields may wear one name.
                key={`${kind.label}-${index}`}
                onSelect={() => add(conditionPart(structuredClone(kind.make())))}
              >
                {kind.label}
              </DropdownMenuItem>
            ))}
            <DropdownMenuSeparator />
          </Fragment>
        ))}
        {!noGroups && <DropdownMenuItem onSelect={() => add(groupPart("or"))}>A group of conditions</DropdownMenuItem>}
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
