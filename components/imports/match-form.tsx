"use client";

import { type FormEvent, useState } from "react";
import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/input";
import { Label } from "@/components/ui/label";
import { Switch } from "@/components/ui/switch";
import { type Mapping, mapping, maySeveral, type Target } from "@/lib/imports/columns";
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

/** What kind of list it is, what each column is, how existing members are merged, and where consent comes from. */
export function MatchForm({ one, fields, leaderName, busy, onCheck, onCancel }: Props) {
  const [kind, setKind] = useState(one.mapping.kind ?? "members");
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
      target === "birthDate" ||
      target === "optInAt" ||
      fields.some((field) => field.kind === "date" && target === `field:${field.id}`),
  );

  function match(at: number, target: Target | null) {
    setProblem(null);
    setColumns((now) =>
      now.map((old, place) => (place === at ? target : target && old === target && !maySeveral(target) ? null : old)),
    );
  }

  async function submit(event: FormEvent) {
    event.preventDefault();
    const names = tags
      .split(",")
      .map((name) => name.trim())
      .filter(Boolean);
    const wish = mapping.safeParse({ ...one.mapping, kind, columns, header, dates, rule, tags: names });
    if (!wish.success) return setProblem(wish.error.issues[0]?.message ?? "Check the columns and try again.");
    if (kind === "suppression") {
      setProblem(null);
      return onCheck({ mapping: wish.data, source, proof: false });
    }
    if (source.trim().length < 8)
      return setProblem("Say in a few words where these people agreed to get texts from you.");
    if (proof === null) return setProblem("Say whether you have written proof of their consent.");
    setProblem(null);
    await onCheck({ mapping: wish.data, source, proof });
  }

  return (
    <form onSubmit={submit} noValidate className="grid gap-8">
      <header className="grid gap-1">
        <h1 className="text-2xl font-semibold">Choose columns</h1>
        <p className="text-muted">
          We matched the columns by their names and first rows. Change what’s wrong and leave the rest unused.
        </p>
      </header>
      <OneOf
        label="Kind of list"
        value={kind}
        onChange={setKind}
        options={[
          ["members", "Members", "People to add. Status and opt-out columns are respected."],
          [
            "suppression",
            "Suppression list",
            "Numbers that must never be texted. They’re opted out, and nobody becomes active.",
          ],
        ]}
      />
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
            label="Date format"
            value={dates}
            onChange={setDates}
            options={[
              ["auto", "Detect from the file", "All rows are read to tell day and month apart"],
              ["month_first", "Month first", "5/17/1990"],
              ["day_first", "Day first", "17/5/1990"],
            ]}
          />
        )}
      </section>
      {kind === "members" && (
        <>
          <OneOf
            label="If someone is already a member or is in the file twice"
            value={rule}
            onChange={setRule}
            options={[
              [
                "fill",
                ruleWords.fill,
                "What members told you themselves stays. If two rows have the same number, the first one counts.",
              ],
              [
                "replace",
                ruleWords.replace,
                "Empty cells change nothing. If two rows have the same number, the last one counts.",
              ],
            ]}
          />
          <div className="grid gap-1.5">
            <Label htmlFor="tags">Tags for everyone in this file</Label>
            <Input
              id="tags"
              value={tags}
              maxLength={300}
              placeholder="Optional, e.g. spring tour, Chicago"
              onChange={(event) => setTags(event.target.value)}
            />
          </div>
          <ConsentSource
            leaderName={leaderName}
            source={source}
            onSource={setSource}
            proof={proof}
            onProof={setProof}
          />
        </>
      )}
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
