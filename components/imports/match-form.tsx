"use client";

import { type FormEvent, useState } from "react";
import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/input";
import { Label } from "@/components/ui/label";
import { Switch } from "@/components/ui/switch";
import { type Mapping, mapping, type Target } from "@/lib/imports/columns";
import type { ShownImport } from "@/lib/imports/shown";
import { ruleWords } from "@/lib/imports/words";
import { ColumnList } from "./column-list";
import { ConsentSource } from "./consent-source";
import type { FieldName } from "./import-screen";
import { OneOf } from "./one-of";

type Wish = { mapping: Mapping; source: string; proof: boolean };
type Props = {
  one: ShownImport;
  fields: FieldName[];
  leaderName: string;
  busy: boolean;
  onCheck: (wish: Wish) => Promise<void>;
  onCancel: () => void;
};

/** What each column is, by which rule people are merged, and where their consent comes from. */
export function MatchForm({ one, fields, leaderName, busy, onCheck, onCancel }: Props) {
  const [columns, setColumns] = useState(one.mapping.columns);
  const [header, setHeader] = useState(one.mapping.header);
  const [dates, setDates] = useState(one.mapping.dates);
  const [rule, setRule] = useState(one.mapping.rule);
  const [tags, setTags] = useState(one.mapping.tags.join(", "));
  const [source, setSource] = useState(one.source);
  const [proof, setProof] = useState<boolean | null>(one.source ? one.proof : null);
  const [problem, setProblem] = useState<string | null>(null);
  const datesMatter = columns.some(
    (target) =>
      target === "birthDate" || fields.some((field) => field.kind === "date" && target === `field:${field.id}`),
  );

  function match(at: number, target: Target | null) {
    setProblem(null);
    setColumns((now) => now.map((old, place) => (place === at ? target : old === target ? null : old)));
  }

  async function submit(event: FormEvent) {
    event.preventDefault();
    const names = tags
      .split(",")
      .map((name) => name.trim())
      .filter(Boolean);
    const wish = mapping.safeParse({ columns, header, dates, rule, tags: names });
    if (!wish.success) return setProblem(wish.error.issues[0]?.message ?? "Something about the columns is not right.");
    if (source.trim().length < 8)
      return setProblem("Say in a few words where these people agreed to get texts from you.");
    if (proof === null) return setProblem("Say whether you have written proof of their consent.");
    setProblem(null);
    await onCheck({ mapping: wish.data, source, proof });
  }

  return (
    <form onSubmit={submit} noValidate className="grid gap-8">
      <header className="grid gap-1">
        <h1 className="text-2xl font-semibold">What is in which column?</h1>
        <p className="text-muted">
          We guessed from the names and the first rows. Change what is wrong, and leave the rest unused.
        </p>
      </header>
      <section className="grid gap-3" aria-label="Columns">
        {one.sample.length > 0 && (
          <p className="flex items-center gap-3">
            <Switch id="header" checked={header} onCheckedChange={setHeader} />
            <Label htmlFor="header">The first row has the names of the columns</Label>
          </p>
        )}
        <ColumnList one={one} header={header} columns={columns} fields={fields} onMatch={match} />
        {datesMatter && (
          <OneOf
            label="How are days written in it?"
            value={dates}
            onChange={setDates}
            options={[
              ["month_first", "Month first", "5/17/1990"],
              ["day_first", "Day first", "17/5/1990"],
            ]}
          />
        )}
      </section>
      <OneOf
        label="If somebody is known already, or stands in the file twice"
        value={rule}
        onChange={setRule}
        options={[
          [
            "fill",
            ruleWords.fill,
            "What people told you themselves stays. Of two rows with one number, the upper counts.",
          ],
          ["replace", ruleWords.replace, "Empty cells change nothing. Of two rows with one number, the lower counts."],
        ]}
      />
      <div className="grid gap-1.5">
        <Label htmlFor="tags">Tags for everybody in this file</Label>
        <Input
          id="tags"
          value={tags}
          maxLength={300}
          placeholder="Optional, as in: spring tour, Chicago"
          onChange={(event) => setTags(event.target.value)}
        />
      </div>
      <ConsentSource leaderName={leaderName} source={source} onSource={setSource} proof={proof} onProof={setProof} />
      <p role="alert" className="rounded-card bg-bad-soft px-4 py-3 text-bad empty:hidden">
        {problem}
      </p>
      <div className="flex flex-wrap gap-2">
        <Button type="submit" busy={busy}>
          Check the file
        </Button>
        <Button variant="quiet" disabled={busy} onClick={onCancel}>
          Cancel
        </Button>
      </div>
    </form>
  );
}
