"use client";

import { useState } from "react";
import { Segmented } from "@/components/ui/segmented";
import { type Compiled, optOutLine } from "@/lib/broadcasts/personal";
import type { Example, Role } from "@/lib/broadcasts/review";
import type { BroadcastMedia } from "@/lib/broadcasts/table";
import { longest, measure } from "@/lib/messages/parts";
import { FileShown } from "./attachments";
import { part } from "./words";

type Props = {
  compiled: Compiled;
  media: BroadcastMedia[];
  examples: Example[];
  leaderName: string;
  sampleUrl: string;
};

const roleWords: Record<Role, string> = { longest: "Longest", typical: "Typical", shortest: "Shortest" };

/** How it will look on the phones of three real members, counted as it will be sent. */
export function PhonePreview({ compiled, media, examples, leaderName, sampleUrl }: Props) {
  const [role, setRole] = useState<Role>("typical");
  const example = examples.find((one) => one.role === role) ?? examples[0];
  const person = example?.person ?? { firstName: null, lastName: null, city: null, state: null, custom: {} };
  const text = compiled.fill(person, {
    linkFor: () => example?.link ?? sampleUrl,
    optOutLine: !example || example.optOutDue ? optOutLine : null,
  });
  const { characters, parts } = measure(text.trim());
  const name = example && [example.person.firstName, example.person.lastName].filter(Boolean).join(" ");
  return (
    <section aria-label="Preview" className="grid content-start gap-3">
      {examples.length > 1 && (
        <Segmented
          label="Whose phone"
          value={example?.role ?? role}
          onChange={setRole}
          options={examples.map((one) => ({ value: one.role, label: roleWords[one.role] }))}
        />
      )}
      <div className="mx-auto w-full max-w-[320px] rounded-[36px] border-[6px] border-ink/80 bg-canvas px-3 pt-3 pb-6">
        <p className="border-line border-b pb-2 text-center font-medium text-meta">{leaderName}</p>
        <div className="grid min-h-64 content-start justify-items-start gap-2 pt-4">
          {media.map((file) => (
            <FileShown key={file.id} file={file} />
          ))}
          {text.trim() !== "" && (
            <p
              dir="auto"
              className="max-w-[92%] whitespace-pre-wrap rounded-bubble bg-fan px-3.5 py-2 text-on-fan [overflow-wrap:anywhere]"
            >
              {text.trim()}
            </p>
          )}
        </div>
      </div>
      <p className="tabular text-center text-meta text-muted">
        {name ? `For ${name}: ` : ""}
        <span className={characters > longest ? "font-medium text-bad" : undefined}>
          {characters}/{longest}
        </span>{" "}
        {media.length > 0 ? "· 1 MMS" : `· ${part(parts)}`}
      </p>
    </section>
  );
}
