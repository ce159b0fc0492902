import type { ReactNode } from "react";
import { CopyButton } from "@/components/ui/copy-button";

type Props = { title: string; about: string; code: string; children: ReactNode };

/** A piece of HTML to copy, and what it looks like where it is put. */
export function Snippet({ title, about, code, children }: Props) {
  return (
    <section className="grid gap-3">
      <div>
        <h2 className="text-lg font-semibold">{title}</h2>
        <p className="text-muted">{about}</p>
      </div>
      <div className="overflow-hidden rounded-card border border-line bg-surface">
        <div className="grid place-items-center p-6">{children}</div>
        <div className="grid gap-3 border-line border-t bg-canvas p-3 sm:grid-cols-[minmax(0,1fr)_auto]">
          <pre className="whitespace-pre-wrap break-all font-mono text-meta">{code}</pre>
          <CopyButton text={code} label="Copy code" showLabel />
        </div>
      </div>
    </section>
  );
}
