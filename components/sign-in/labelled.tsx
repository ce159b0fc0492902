import type { ComponentProps, ReactNode } from "react";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";

type Props = Omit<ComponentProps<"input">, "id"> & { label: string; hint?: ReactNode; error?: string | null };

/** One line to fill in, with its label, its hint and what is wrong with it. */
export function Labelled({ label, hint, error, ...input }: Props) {
  return (
    <Field label={label} hint={hint} error={error}>
      <Input {...input} />
    </Field>
  );
}

/** What is wrong with more than one field, read aloud as it appears. */
export function Problem({ sentence }: { sentence?: string | null }) {
  return (
    <p role="alert" className="text-meta text-bad empty:hidden">
      {sentence}
    </p>
  );
}
