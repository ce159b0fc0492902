"use client";

import { Plus, X } from "lucide-react";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu";
import { useFileChoice } from "@/components/ui/files";
import { type Picked, pickedFrom, samples } from "./samples";

type Props = {
  name: string;
  disabled: boolean;
  onPick(picked: Picked): void;
  onProblem(problem: string): void;
};

/** What the phone sends along: something at hand, or a file of one's own. */
export function MediaMenu({ name, disabled, onPick, onProblem }: Props) {
  const { input, choose } = useFileChoice({
    label: `File to send from ${name}`,
    take: ([file]) => file && void pickedFrom(file).then(onPick, (error: Error) => onProblem(error.message)),
  });
  return (
    <>
      <DropdownMenu>
        <DropdownMenuTrigger
          disabled={disabled}
          aria-label={`Send a picture from ${name}`}
          className="grid size-11 shrink-0 place-items-center rounded-full text-muted hover:bg-ink/8 disabled:opacity-40"
        >
          <Plus aria-hidden className="size-5" />
        </DropdownMenuTrigger>
        <DropdownMenuContent align="start">
          {samples.map((sample) => (
            <DropdownMenuItem key={sample.name} onSelect={() => onPick(sample.make())}>
              {sample.name}
            </DropdownMenuItem>
          ))}
          <DropdownMenuItem onSelect={choose}>A file of your own…</DropdownMenuItem>
        </DropdownMenuContent>
      </DropdownMenu>
      {input}
    </>
  );
}

/** What will be sent along. */
export function PickedRow({ media, onRemove }: { media: Picked[]; onRemove(index: number): void }) {
  if (media.length === 0) return null;
  return (
    <ul aria-label="Sent along" className="flex flex-wrap gap-1.5 px-1 pb-2">
      {media.map((one, index) => (
        <li key={index} className="flex items-center gap-1 rounded-card border border-line pl-1.5 text-meta">
          {one.kind === "image" && (
            <img
              src={`data:${one.type};base64,${one.data}`}
              alt=""
              width={36}
              height={36}
              className="size-9 rounded object-cover"
            />
          )}
          <span className="max-w-32 truncate">{one.name}</span>
          <button
            type="button"
            aria-label={`Leave out ${one.name}`}
            onClick={() => onRemove(index)}
            className="grid size-11 place-items-center rounded-card text-muted hover:bg-ink/8"
          >
            <X aria-hidden className="size-4" />
          </button>
        </li>
      ))}
    </ul>
  );
}
