"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { answerColumn, type Mapping } from "@/lib/imports/columns";
import type { Counts } from "@/lib/imports/counts";
import type { ShownImport } from "@/lib/imports/shown";
import { type ColumnAnswer, ColumnQuestions } from "./column-questions";
import { OneOf } from "./one-of";
import { countWords } from "./sizes";

type Meaning = Mapping["meanings"][string];
type Props = { one: ShownImport; counts: Counts; busy: boolean; onAnswer: (mapping: Mapping) => void };

/** What only a person can answer: dates of both kinds, columns that may be about consent, and unknown status values. */
export function Questions({ one, counts, busy, onAnswer }: Props) {
  const words = Object.entries(counts.unknownWords ?? {}).filter(([word]) => word !== "");
  const mixed = one.mapping.dates === "auto" && counts.dates?.day_first > 0 && counts.dates?.month_first > 0;
  const asked = counts.asked ?? {};
  const [answers, setAnswers] = useState<Record<string, Meaning>>({});
  const [columns, setColumns] = useState<Record<string, ColumnAnswer>>({});
  const [dates, setDates] = useState<"month_first" | "day_first" | null>(null);
  if (!mixed && words.length === 0 && Object.keys(asked).length === 0) return null;
  const answered = Object.keys(answers).length + Object.keys(columns).length > 0;
  const ready = mixed ? dates !== null : answered;
  const send = () => {
    const given = Object.entries(columns).reduce(
      (mapping, [at, answer]) => answerColumn(mapping, Number(at), answer === "none" ? null : answer),
      { ...one.mapping, asks: one.mapping.asks ?? [] },
    );
    onAnswer({
      ...given,
      dates: dates ?? one.mapping.dates,
      meanings: { ...one.mapping.meanings, ...answers },
    });
    setColumns({});
  };
  return (
    <section
      aria-label="Questions about this file"
      className="grid gap-4 rounded-card border border-line bg-surface p-4"
    >
      {mixed && (
        <div className="grid gap-2">
          <p className="text-muted">
            {countWords(counts.dates.day_first, "date")} can only be day first,{" "}
            {countWords(counts.dates.month_first, "date")} only month first. How are the others written?
          </p>
          <OneOf
            label="Date format"
            value={dates}
            onChange={setDates}
            options={[
              ["month_first", "Month first", "5/7/1990 is May 7"],
              ["day_first", "Day first", "5/7/1990 is July 5"],
            ]}
          />
        </div>
      )}
      {Object.keys(asked).length > 0 && (
        <ColumnQuestions
          asked={asked}
          nameOf={(at) => (one.mapping.header && one.firstRow[at]?.trim()) || `Column ${at + 1}`}
          answers={columns}
          onAnswer={(at, answer) => setColumns({ ...columns, [at]: answer })}
        />
      )}
      {words.length > 0 && (
        <div className="grid gap-2">
          <h2 className="font-semibold text-[17px]">What do these status values mean?</h2>
          <p className="text-muted">
            Until you choose, people with these values are added as invited and get no broadcasts.
          </p>
          <ul className="divide-y divide-line">
            {words.map(([word, count]) => (
              <li key={word} className="flex flex-wrap items-center gap-x-4 gap-y-2 py-2">
                <span className="min-w-0 flex-1 break-words">
                  “{word}” <span className="text-meta text-muted">{countWords(count, "row")}</span>
                </span>
                <select
                  aria-label={`“${word}” means`}
                  value={answers[word] ?? "invited"}
                  onChange={(event) => setAnswers({ ...answers, [word]: event.target.value as Meaning })}
                  className="h-11 rounded-card border border-muted/60 bg-surface px-3 text-[16px] text-ink md:text-base"
                >
                  <option value="invited">Not subscribed yet</option>
                  <option value="in">Agreed to texts</option>
                  <option value="out">Opted out</option>
                </select>
              </li>
            ))}
          </ul>
        </div>
      )}
      <Button variant="outline" className="justify-self-start" busy={busy} disabled={!ready} onClick={send}>
        Check again
      </Button>
    </section>
  );
}
