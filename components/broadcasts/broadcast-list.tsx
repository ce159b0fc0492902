"use client";

import { Megaphone, PenLine } from "lucide-react";
import { useRouter } from "next/navigation";
import { useRef, useState } from "react";
import { toast } from "sonner";
import { fetchJson } from "@/components/inbox/fetch-json";
import { type Keys, KeysDialog } from "@/components/inbox/keys-dialog";
import { stepThrough, useKeys } from "@/components/inbox/use-keys";
import { useLiveBroadcasts } from "@/components/live/use-live";
import { Button } from "@/components/ui/button";
import type { Broadcasts, Listed } from "@/lib/broadcasts/list";
import type { ActionResult } from "@/lib/team/action";
import { BroadcastRow } from "./broadcast-row";

type Props = {
  first: Broadcasts;
  timeZone: string;
  mayWrite: boolean;
  begin: (input: Record<string, never>) => Promise<ActionResult<number>>;
};

/** All broadcasts, kept true while they move. */
export function BroadcastList({ first, timeZone, mayWrite, begin }: Props) {
  const [list, setList] = useState(first);
  const [busy, setBusy] = useState(false);
  const [keysShown, setKeysShown] = useState(false);
  const router = useRouter();
  const rows = useRef<HTMLDivElement>(null);

  const go = (step: 1 | -1) => stepThrough(rows.current, "li > a", step);
  useKeys({
    j: () => go(1),
    k: () => go(-1),
    n: () => mayWrite && !busy && void write(),
    "?": () => setKeysShown(true),
  });

  async function look() {
    const fresh = await fetchJson<Broadcasts>("/broadcasts/list").catch(() => null);
    // Pages that were shown stay; what moved on stands once, in its newest form.
    if (fresh) setList((old) => ({ ...fresh, ...joined(fresh, old) }));
  }
  useLiveBroadcasts(() => void look());

  async function write() {
    setBusy(true);
    const answer = await begin({}).catch(() => null);
    if (answer?.ok) return router.push(`/broadcasts/${answer.data}`);
    setBusy(false);
    toast.error(answer?.message ?? "Tenfour could not be reached. Please try again.");
  }

  async function older() {
    setBusy(true);
    const page = await fetchJson<Pick<Broadcasts, "past" | "next">>(
      `/broadcasts/list?after=${encodeURIComponent(list.next ?? "")}`,
    ).catch(() => null);
    setBusy(false);
    if (!page) return toast.error("The older ones did not arrive. Please try again.");
    setList((old) => ({ ...old, past: [...old.past, ...page.past], next: page.next }));
  }

  const { drafts, scheduled, running, past, next } = list;
  const none = drafts.length + scheduled.length + running.length + past.length === 0;
  const newButton = mayWrite && (
    <Button onClick={write} busy={busy}>
      {!busy && <PenLine aria-hidden />} New broadcast
    </Button>
  );
  return (
    <div ref={rows} className="mx-auto grid w-full max-w-4xl grid-cols-1 gap-8 px-4 py-6 md:py-8">
      <header className="flex flex-wrap items-center justify-between gap-3">
        <h1 className="text-2xl font-semibold">What have you told everyone?</h1>
        {!none && newButton}
      </header>
      {none ? (
        <section className="grid justify-items-center gap-3 rounded-card border border-line border-dashed px-6 py-14 text-center">
          <Megaphone aria-hidden className="size-8 text-accent" />
          <h2 className="font-medium text-[18px]">One text, to everyone or to a few of them</h2>
          <p className="max-w-md text-muted">
            Write up to 400 characters, say who should get it, and see what it costs before it leaves. Everyone gets it
            once, at a decent hour where they live, and answers land in your inbox.
          </p>
          {newButton}
        </section>
      ) : (
        <>
          <Group title="On its way" rows={running} timeZone={timeZone} />
          <Group title="Scheduled" rows={scheduled} timeZone={timeZone} />
          <Group title="Drafts" rows={drafts} timeZone={timeZone} />
          <Group title="Sent" rows={past} timeZone={timeZone} />
          {next && (
            <Button variant="outline" className="justify-self-center" busy={busy} onClick={older}>
              Show older ones
            </Button>
          )}
        </>
      )}
      <KeysDialog keys={keys} open={keysShown} onOpenChange={setKeysShown} />
    </div>
  );
}

const keys: Keys = [
  [["j", "k"], "Next and previous broadcast"],
  [["Enter"], "Open it"],
  [["Esc"], "Back to this list"],
  [["n"], "Write a new one"],
];

function Group({ title, rows, timeZone }: { title: string; rows: Listed[]; timeZone: string }) {
  if (rows.length === 0) return null;
  return (
    <section className="grid grid-cols-1 gap-2" aria-label={title}>
      <h2 className="font-medium text-meta text-muted">{title}</h2>
      <ul className="divide-y divide-line rounded-card border border-line bg-surface">
        {rows.map((row) => (
          <BroadcastRow key={row.id} row={row} timeZone={timeZone} />
        ))}
      </ul>
    </section>
  );
}

function joined(fresh: Broadcasts, old: Broadcasts): Pick<Broadcasts, "past" | "next"> {
  const newest = new Set(fresh.past.map((row) => row.id));
  const deeper = old.past.filter((row) => !newest.has(row.id));
  return old.past.length > fresh.past.length
    ? { past: [...fresh.past, ...deeper], next: old.next }
    : { past: fresh.past, next: fresh.next };
}
