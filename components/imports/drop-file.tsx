"use client";

import { FileUp } from "lucide-react";
import { useRouter } from "next/navigation";
import { useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { useFileChoice, useFileDrop } from "@/components/ui/files";
import { ProgressBar } from "./progress-bar";
import { type Sending, sendFile } from "./send-file";
import { sizeWords } from "./sizes";

/** A place to drop a list on, or to choose one. */
export function DropFile({ mostBytes }: { mostBytes: number }) {
  const router = useRouter();
  const sending = useRef<Sending | null>(null);
  const [part, setPart] = useState<number | null>(null);
  const [name, setName] = useState("");
  const [problem, setProblem] = useState<string | null>(null);

  async function take([file]: File[]) {
    if (!file || part !== null) return;
    setProblem(null);
    if (file.size > mostBytes) {
      return setProblem(
        `“${file.name}” is ${sizeWords(file.size)}; ${sizeWords(mostBytes)} is the most that is taken here. Please split it in parts.`,
      );
    }
    setName(file.name);
    setPart(0);
    sending.current = sendFile(file, setPart);
    const answer = await sending.current.answer;
    if (answer.ok) return router.push(`/members/import/${answer.id}`);
    setPart(null);
    setProblem(answer.message);
  }

  const { over, zone } = useFileDrop({ off: part !== null, take });
  const { input, choose } = useFileChoice({
    label: "List of people",
    accept: ".csv,.tsv,.txt,.vcf,text/csv,text/tab-separated-values,text/plain,text/vcard,text/x-vcard",
    take,
  });

  return (
    <section aria-label="The file" className="grid gap-3">
      <div
        {...zone}
        className={cn(
          "grid min-h-52 place-items-center rounded-card border border-line border-dashed bg-surface p-6 text-center transition-colors duration-150",
          over && "border-accent bg-accent/5",
        )}
      >
        {part === null ? (
          <div className="grid justify-items-center gap-3">
            <FileUp aria-hidden className="size-8 text-muted" strokeWidth={1.5} />
            <p>
              <span className="hidden md:inline">Drop your file here, or </span>
              <Button className="mx-1" onClick={choose}>
                Choose a file
              </Button>
            </p>
            <p className="max-w-md text-meta text-muted">
              CSV with one row per person and a column of phone numbers, or contact cards (.vcf), up to{" "}
              {sizeWords(mostBytes)}. From Excel or Google Sheets, save or download as CSV.
            </p>
          </div>
        ) : (
          <div className="w-full max-w-md">
            <p className="mb-2 truncate">Reading “{name}”</p>
            <ProgressBar part={part} label={`Sending ${name}`} />
            <p className="tabular mt-2 text-meta text-muted">
              {part < 1 ? `${Math.floor(part * 100)}% sent` : "Looking at what it is…"}
            </p>
            <Button variant="quiet" size="sm" className="mt-3" onClick={() => sending.current?.abort()}>
              Stop
            </Button>
          </div>
        )}
      </div>
      {input}
      <p role="alert" className="rounded-card bg-bad-soft px-4 py-3 text-bad empty:hidden">
        {problem}
      </p>
    </section>
  );
}
