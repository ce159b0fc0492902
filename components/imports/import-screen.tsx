"use client";

import Link from "next/link";
import { useState } from "react";
import { toast } from "sonner";
import useSWR from "swr";
import { fetchJson } from "@/components/inbox/fetch-json";
import { Button } from "@/components/ui/button";
import type { CheckWish } from "@/lib/imports/decide";
import type { ShownImport } from "@/lib/imports/shown";
import type { ActionResult } from "@/lib/team/action";
import { CheckReport } from "./check-report";
import { MatchForm } from "./match-form";
import { Result } from "./result";
import { sizeWords } from "./sizes";
import { type Step, Steps } from "./steps";
import { UnderWay } from "./under-way";

type ById = (wish: { id: number }) => Promise<ActionResult<void>>;
export type ImportActions = {
  check: (wish: CheckWish & { id: number }) => Promise<ActionResult<void>>;
  begin: ById;
  resume: ById;
  stop: ById;
  undo: (wish: { id: number; typed: number }) => Promise<ActionResult<void>>;
};
export type FieldName = { id: number; label: string; kind: string };
type Props = { first: ShownImport; fields: FieldName[]; leaderName: string; timeZone: string; actions: ImportActions };

const busyStates: ShownImport["state"][] = ["checking", "running", "undoing"];
const stepOf: Record<ShownImport["state"], Step> = {
  matching: "columns",
  checking: "check",
  checked: "check",
  failed: "check",
  running: "import",
  done: "import",
  cancelled: "import",
  undoing: "import",
  undone: "import",
};

/** One import at whatever step it stands; it goes on by itself while nobody looks. */
export function ImportScreen({ first, fields, leaderName, timeZone, actions }: Props) {
  const { data, mutate } = useSWR(
    `/members/import/${first.id}/progress`,
    (address) => fetchJson<ShownImport>(address),
    {
      fallbackData: first,
      refreshInterval: (now) => (now && busyStates.includes(now.state) ? 700 : 0),
      revalidateOnMount: false,
    },
  );
  const one = data ?? first;
  const [editing, setEditing] = useState(false);
  const [busy, setBusy] = useState(false);

  async function act(deed: Promise<ActionResult<void>>): Promise<boolean> {
    setBusy(true);
    const answer = await deed.catch(() => null);
    await mutate();
    setBusy(false);
    if (!answer?.ok) toast.error(answer?.message ?? "Can’t reach the server. Try again.");
    return answer?.ok ?? false;
  }
  const by = (action: ById) => () => void act(action({ id: one.id }));

  const matching = one.state === "matching" || editing;
  const over = ["done", "cancelled", "undone"].includes(one.state);
  return (
    <div className="mx-auto grid w-full max-w-3xl grid-cols-[minmax(0,1fr)] gap-6 px-4 py-6 md:py-8">
      <Steps current={matching ? "columns" : stepOf[one.state]} over={over} />
      <p className="-mb-4 truncate text-meta text-muted">
        {one.fileName} · {sizeWords(one.bytes)} · {encodingWords(one)}
      </p>
      {matching && (
        <MatchForm
          one={one}
          fields={fields}
          leaderName={leaderName}
          busy={busy}
          onCheck={async (wish) => {
            if (await act(actions.check({ id: one.id, ...wish }))) setEditing(false);
          }}
          onCancel={by(actions.stop)}
        />
      )}
      {!matching && busyStates.includes(one.state) && <UnderWay one={one} busy={busy} onStop={by(actions.stop)} />}
      {!matching && one.state === "checked" && (
        <CheckReport
          one={one}
          fields={fields}
          busy={busy}
          onBegin={by(actions.begin)}
          onAnswer={(mapping) => void act(actions.check({ id: one.id, mapping, source: one.source, proof: one.proof }))}
          onBack={() => setEditing(true)}
          onCancel={by(actions.stop)}
        />
      )}
      {!matching && one.state === "failed" && (
        <section className="grid gap-4">
          <h1 className="text-2xl font-semibold">
            {one.foretold ? "The import stopped" : "This file can’t be read to the end"}
          </h1>
          <p role="alert" className="rounded-card bg-bad-soft px-4 py-3 text-bad">
            {one.problem}
          </p>
          <div className="flex flex-wrap gap-2">
            {one.foretold && one.hasFile && (
              <Button busy={busy} onClick={by(actions.resume)}>
                Resume import
              </Button>
            )}
            {!one.foretold && (
              <Button variant="outline" onClick={() => setEditing(true)}>
                Change columns
              </Button>
            )}
            <Button asChild variant="outline">
              <Link href="/members/import">Choose another file</Link>
            </Button>
          </div>
        </section>
      )}
      {over && (
        <Result
          one={one}
          fields={fields}
          timeZone={timeZone}
          busy={busy}
          onUndo={(typed) => void act(actions.undo({ id: one.id, typed }))}
        />
      )}
    </div>
  );
}

const encodings: Record<string, string> = {
  "windows-1252": "Latin-1 (Windows-1252)",
  macintosh: "Mac OS Roman",
};
const signs: Record<string, string> = { ",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars" };

function encodingWords(one: ShownImport): string {
  if (one.encoding.startsWith("vCard")) return "Contact cards (vCard)";
  const name = encodings[one.encoding] ?? one.encoding;
  return one.firstRow.length > 1 ? `${name}, ${signs[one.delimiter] ?? one.delimiter} between the columns` : name;
}
