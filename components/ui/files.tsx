"use client";

import { type DragEvent, type ReactElement, useRef, useState } from "react";

type Choice = {
  /** What is asked for, in words: the input itself is never seen. */
  label: string;
  accept?: string;
  multiple?: boolean;
  /** Hears of what was chosen: one file at least. */
  take: (files: File[]) => void;
};

/** Files chosen from the disk. `input` stands anywhere on the page, and `choose` opens the choice. */
export function useFileChoice({ label, accept, multiple = false, take }: Choice): {
  input: ReactElement;
  choose: () => void;
} {
  const box = useRef<HTMLInputElement>(null);
  const input = (
    <input
      ref={box}
      type="file"
      hidden
      multiple={multiple}
      accept={accept}
      aria-label={label}
      onChange={(event) => {
        const files = [...(event.target.files ?? [])];
        // The same file chosen again is a choice too.
        event.target.value = "";
        if (files.length > 0) take(files);
      }}
    />
  );
  return { input, choose: () => box.current?.click() };
}

type Drop = {
  /** Nothing is taken now; the browser must still not leave the page for the file. */
  off?: boolean;
  take: (files: File[]) => void;
};

/** A place to drop files on: a shortcut, for whatever takes them has a button too. `over`: one hovers there now. */
export function useFileDrop({ off = false, take }: Drop) {
  const [over, setOver] = useState(false);
  const zone = {
    onDragOver(event: DragEvent) {
      // Words that are dragged into a field are the field's.
      if (!event.dataTransfer.types.includes("Files")) return;
      event.preventDefault();
      event.dataTransfer.dropEffect = off ? "none" : "copy";
      setOver(!off);
    },
    onDragLeave(event: DragEvent) {
      if (!event.currentTarget.contains(event.relatedTarget as Node | null)) setOver(false);
    },
    onDrop(event: DragEvent) {
      if (!event.dataTransfer.types.includes("Files")) return;
      event.preventDefault();
      setOver(false);
      const files = [...event.dataTransfer.files];
      if (!off && files.length > 0) take(files);
    },
  };
  return { over, zone };
}
