"use client";

import { X } from "lucide-react";
import { cn } from "@/components/ui/cn";
import { AddCondition } from "./add-condition";
import { ConditionEditor } from "./condition-editor";
import { type Group, isFinished, type Part } from "./draft";
import { focusBeside } from "./focus";
import { Select } from "./inputs";
import { says as conditionSays } from "./kinds";
import type { Vocabulary } from "./vocabulary";

type Props = {
  group: Group;
  vocabulary: Vocabulary;
  /** How many groups stand around this one. */
  depth: number;
  /** Changes a part by its key, wherever it stands; null takes it out. */
  onChange: (key: string, change: (part: Part) => Part | null) => void;
  /** Changes this group itself. */
  onGroup: (group: Group) => void;
};

/** Beyond this a group in a group cannot be read any more (lib/segments/tree.ts says no more than 6, with "not" counted). */
const deepestShown = 2;
/** From here on the joining word stands above what it joins, as on a phone: a group in a group needs the width. */
const stackedFrom = 2;
const joins = [
  { value: "and" as const, label: "and" },
  { value: "or" as const, label: "or" },
];

/** Conditions one under the other, joined by and/or, each a sentence of its own. */
export function GroupEditor({ group, vocabulary, depth, onChange, onGroup }: Props) {
  const beside = depth < stackedFrom;
  return (
    <ol className="space-y-2">
      {group.parts.map((part, index) => (
        <li
          key={part.key}
          data-part={part.key}
          className={cn("flex flex-col gap-x-2 gap-y-1", beside && "sm:flex-row sm:items-start")}
        >
          <span
            className={cn(
              "flex w-[68px] shrink-0 items-center text-muted",
              beside && "sm:h-12",
              index === 0 && depth > 0 && (beside ? "max-sm:hidden" : "hidden"),
            )}
          >
            {index === 0 ? (
              depth === 0 ? (
                "who"
              ) : (
                ""
              )
            ) : index === 1 ? (
              <Select
                label="How conditions are joined"
                value={group.join}
                options={joins}
                className="w-16 px-1.5 text-meta"
                onChange={(join) => onGroup({ ...group, join })}
              />
            ) : (
              <span className="px-2">{group.join}</span>
            )}
          </span>
          {"group" in part ? (
            <fieldset
              className={cn("min-w-0 grow rounded-card border p-2", part.not ? "border-warn/50" : "border-line")}
            >
              <legend className="flex max-w-full items-center gap-1 px-1">
                <Select
                  label="Of this group"
                  value={part.not ? "none" : "some"}
                  options={[
                    { value: "some", label: part.group.join === "or" ? "meets any of these" : "meets all of these" },
                    { value: "none", label: part.group.join === "or" ? "but not those who" : "but not those who also" },
                  ]}
                  className="h-9 text-meta"
                  onChange={(value) => onChange(part.key, (one) => ({ ...one, not: value === "none" }))}
                />
                <Remove words="Take this group out" onClick={() => onChange(part.key, () => null)} />
              </legend>
              <div data-fill>
                <GroupEditor
                  group={part.group}
                  vocabulary={vocabulary}
                  depth={depth + 1}
                  onChange={onChange}
                  onGroup={(inner) => onChange(part.key, (one) => ({ ...one, group: inner }))}
                />
              </div>
            </fieldset>
          ) : (
            <Row part={part} vocabulary={vocabulary} onChange={onChange} />
          )}
        </li>
      ))}
      {(depth > 0 || group.parts.length > 0) && (
        <li className={(depth > 0 && group.parts.length === 0) || !beside ? "" : "sm:pl-[76px]"}>
          <AddCondition
            vocabulary={vocabulary}
            words={group.parts.length === 0 ? "Add a condition" : group.join === "and" ? "and …" : "or …"}
            variant="quiet"
            noGroups={depth >= deepestShown}
            onAdd={(part) => onGroup({ ...group, parts: [...group.parts, part] })}
          />
        </li>
      )}
    </ol>
  );
}

type RowProps = Pick<Props, "vocabulary" | "onChange"> & { part: Extract<Part, { condition: unknown }> };

function Row({ part, vocabulary, onChange }: RowProps) {
  const { condition } = part;
  const [yes, no] = conditionSays[condition.is];
  const finished = isFinished(condition);
  return (
    <div
      className={cn(
        "flex min-w-0 grow items-start gap-2 rounded-card border bg-surface px-2 py-1",
        finished ? "border-line" : "border-warn/60 border-dashed",
      )}
    >
      <div className="flex min-w-0 flex-1 flex-wrap items-center gap-2">
        <Select
          label="Whether it holds"
          value={part.not ? "no" : "yes"}
          options={[
            { value: "yes", label: yes },
            { value: "no", label: no },
          ]}
          className="border-transparent bg-transparent font-medium hover:bg-ink/5"
          onChange={(value) => onChange(part.key, (one) => ({ ...one, not: value === "no" }))}
        />
        <div data-fill className="contents">
          <ConditionEditor
            condition={condition}
            vocabulary={vocabulary}
            onChange={(next) => onChange(part.key, (one) => ({ key: one.key, not: one.not, condition: next }))}
          />
        </div>
        {!finished && <span className="text-meta text-warn">not finished</span>}
      </div>
      <span className="flex h-10 shrink-0 items-center">
        <Remove words="Take this condition out" onClick={() => onChange(part.key, () => null)} />
      </span>
    </div>
  );
}

function Remove({ words, onClick }: { words: string; onClick: () => void }) {
  return (
    <button
      type="button"
      aria-label={words}
      title={words}
      onClick={(event) => {
        focusBeside(event.currentTarget);
        onClick();
      }}
      className="grid size-9 place-items-center rounded-card text-muted hover:bg-ink/5 hover:text-ink"
    >
      <X aria-hidden className="size-4" />
    </button>
  );
}
