import type { ReactNode } from "react";

type Props = { name: string; value: string; checked: boolean; choose: (value: string) => void; children: ReactNode };

/** One of several, as a row as wide as the list; arrow keys move between them. */
export function Choice({ name, value, checked, choose, children }: Props) {
  return (
    <label className="flex min-h-11 cursor-pointer items-center gap-3 rounded-card border border-line px-3 py-2 has-checked:border-accent has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent hover:bg-ink/5">
      <input
        type="radio"
        className="size-4 accent-(--accent)"
        name={name}
        value={value}
        checked={checked}
        onChange={() => choose(value)}
      />
      {children}
    </label>
  );
}
