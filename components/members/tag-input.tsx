"use client";

import { type ComponentProps, useId } from "react";
import { Input } from "@/components/ui/input";

type Props = Omit<ComponentProps<typeof Input>, "onChange" | "list" | "value"> & {
  value: string;
  onType: (name: string) => void;
  /** Offered while one types. */
  known: { id: number; name: string }[];
};

/** Where the name of a tag is typed, one that is there or a new one. */
export function TagInput({ value, onType, known, ...rest }: Props) {
  const list = useId();
  return (
    <>
      <Input
        value={value}
        onChange={(event) => onType(event.target.value)}
        maxLength={40}
        list={list}
        autoComplete="off"
        {...rest}
      />
      <datalist id={list}>
        {known.map((tag) => (
          <option key={tag.id} value={tag.name} />
        ))}
      </datalist>
    </>
  );
}
