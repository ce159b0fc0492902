"use client";

import { Trash2 } from "lucide-react";
import { type FormEvent, useState } from "react";
import { toast } from "sonner";
import { fullTime } from "@/components/inbox/times";
import { Button } from "@/components/ui/button";
import { Textarea } from "@/components/ui/input";
import type { FullProfile } from "@/lib/profile/read";
import type { ProfileActions } from "./actions";
import { Section } from "./section";
import { useAct } from "./use-act";

type Props = { profile: FullProfile; timeZone: string; mayWrite: boolean; actions: ProfileActions };

/** What the team noted for itself; members never see it. */
export function Notes({ profile, timeZone, mayWrite, actions }: Props) {
  const { member, notes } = profile;
  const [body, setBody] = useState("");
  const [act, busy] = useAct();
  async function add(event: FormEvent) {
    event.preventDefault();
    if (await act(() => actions.note({ memberId: member.id, body }))) setBody("");
  }
  async function remove(noteId: number) {
    const done = await act(() => actions.unnote({ noteId }));
    if (!done) return;
    toast("The note is gone.", {
      duration: 8000,
      action: { label: "Undo", onClick: () => void act(() => actions.note(done.data)) },
    });
  }
  return (
    <Section title="Notes of the team">
      {mayWrite && (
        <form onSubmit={(event) => void add(event)} className="space-y-2">
          <Textarea
            value={body}
            onChange={(event) => setBody(event.target.value)}
            aria-label="New note"
            placeholder="Only your team sees this."
            maxLength={2000}
            dir="auto"
            className="min-h-16"
          />
          {body.trim() && (
            <Button type="submit" variant="outline" busy={busy}>
              Keep the note
            </Button>
          )}
        </form>
      )}
      <ol className="mt-3 space-y-3">
        {notes.map((note) => (
          <li key={note.id} className="flex gap-2">
            <div className="min-w-0 flex-1">
              <p dir="auto" className="wrap-anywhere whitespace-pre-wrap">
                {note.body}
              </p>
              <p suppressHydrationWarning className="tabular text-meta text-muted">
                {note.author} · {fullTime(note.at, timeZone)}
              </p>
            </div>
            {mayWrite && (
              <Button
                variant="quiet"
                size="icon"
                disabled={busy}
                aria-label={`Take away the note “${note.body.slice(0, 40)}”`}
                className="text-muted"
                onClick={() => void remove(note.id)}
              >
                <Trash2 aria-hidden />
              </Button>
            )}
          </li>
        ))}
        {notes.length === 0 && !mayWrite && <li className="text-meta text-muted">None yet.</li>}
      </ol>
    </Section>
  );
}
