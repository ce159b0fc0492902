"use client";

import { Chips } from "@/components/ui/chips";
import type { Condition } from "@/lib/segments/tree";
import { DayInput, NumberInput, Select } from "./inputs";
import type { Vocabulary } from "./vocabulary";

type FieldCondition = Extract<Condition, { is: "field" }>;
type Props = {
  condition: FieldCondition;
  fields: Vocabulary["fields"];
  onChange: (condition: Condition) => void;
};

/** A custom field: "answered “Shirt” with M or L". */
export function FieldEditor({ condition, fields, onChange }: Props) {
  const field = fields.find((one) => one.id === condition.fieldId);
  const { test } = condition;
  const change = (next: FieldCondition["test"]) => onChange({ ...condition, test: next });
  const known = test.op === "known";
  if (!field) return <span className="text-muted">A custom field that no longer exists</span>;
  return (
    <span className="flex min-w-0 flex-[1_1_14rem] flex-wrap items-center gap-2">
      <span className="font-medium">{field.name}</span>
      {field.kind !== "yes_no" && (
        <Select
          label="Test"
          value={known ? "known" : "is"}
          options={[
            { value: "is", label: field.kind === "number" || field.kind === "date" ? "between" : "that is" },
            { value: "known", label: "answered" },
          ]}
          onChange={(value) => change(value === "known" ? { op: "known" } : blank(field.kind))}
        />
      )}
      {test.op === "any" && (
        <Chips
          label={field.name}
          values={test.values}
          options={field.choices.map((value) => ({ value, label: value }))}
          other={field.kind === "choice" ? undefined : (typed) => typed}
          onChange={(values) => change({ op: "any", values })}
        />
      )}
      {test.op === "number" && (
        <>
          <NumberInput
            label="At least"
            open
            step="any"
            placeholder="any"
            value={test.from}
            onChange={(from) => change({ ...test, from })}
          />
          and
          <NumberInput
            label="At most"
            open
            step="any"
            placeholder="any"
            value={test.to}
            onChange={(to) => change({ ...test, to })}
          />
        </>
      )}
      {test.op === "day" && (
        <>
          <DayInput label="First day" value={test.from} onChange={(from) => change({ ...test, from })} />
          and
          <DayInput label="Last day" value={test.to} onChange={(to) => change({ ...test, to })} />
        </>
      )}
      {test.op === "yes_no" && (
        <Select
          label={field.name}
          value={test.yes ? "yes" : "no"}
          options={[
            { value: "yes", label: "yes" },
            { value: "no", label: "no" },
          ]}
          onChange={(value) => change({ op: "yes_no", yes: value === "yes" })}
        />
      )}
    </span>
  );
}

function blank(kind: Vocabulary["fields"][number]["kind"]): FieldCondition["test"] {
  if (kind === "number") return { op: "number", from: null, to: null };
  if (kind === "date") return { op: "day", from: null, to: null };
  return { op: "any", values: [] };
}
