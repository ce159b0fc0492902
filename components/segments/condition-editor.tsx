"use client";

import { Chips } from "@/components/ui/chips";
import { Input } from "@/components/ui/input";
import { regions } from "@/lib/places/regions";
import type { Condition } from "@/lib/segments/tree";
import { FieldEditor } from "./field-editor";
import { DayInput, NumberInput, Select } from "./inputs";
import { MemberChips } from "./member-chips";
import { PlaceInput, placesLike } from "./place-input";
import type { Thing, Vocabulary } from "./vocabulary";

type Props<C = Condition> = { condition: C; vocabulary: Vocabulary; onChange: (condition: Condition) => void };

const regionOptions = Object.entries(regions).map(([value, label]) => ({ value, label }));
const genders = ["woman", "man", "nonbinary"].map((value) => ({ value, label: value }));
const languages = [
  { value: "en" as const, label: "English" },
  { value: "es" as const, label: "Spanish" },
];
const statuses = [
  { value: "active" as const, label: "signed up" },
  { value: "new" as const, label: "texted, not signed up" },
  { value: "invited" as const, label: "is invited" },
  { value: "opted_out" as const, label: "opted out" },
  { value: "abroad" as const, label: "texts from abroad" },
];
const deeds = [
  { value: "answered" as const, label: "answer" },
  { value: "clicked" as const, label: "tap a link of" },
  { value: "delivered" as const, label: "receive" },
  { value: "failed" as const, label: "fail to get" },
  { value: "sent" as const, label: "get sent" },
  { value: "withheld" as const, label: "get held back from" },
  { value: "dropped" as const, label: "miss their turn in" },
];
/** What is offered, and the archived one that is in use already. */
const inUse = (offered: Thing[], archived: Thing[], id: number) => [
  ...offered,
  ...archived.filter((one) => one.id === id),
];
const options = (things: Thing[]) => things.map(({ id, name }) => ({ value: id, label: name }));
const name = (all: { value: unknown; label: string }[]) => (value: unknown) =>
  all.find((one) => one.value === value)?.label ?? String(value);

/** What is filled in of one condition, as the rest of its sentence. */
export function ConditionEditor({ condition, vocabulary, onChange }: Props) {
  switch (condition.is) {
    case "everyone":
    case "starred":
      return null;
    case "age":
      return (
        <Words>
          <NumberInput
            label="Youngest age"
            open
            placeholder="any"
            value={condition.from}
            onChange={(from) => onChange({ ...condition, from })}
          />
          to
          <NumberInput
            label="Oldest age"
            open
            placeholder="any"
            value={condition.to}
            onChange={(to) => onChange({ ...condition, to })}
          />
        </Words>
      );
    case "birthday":
    case "joined_within":
    case "last_text_within":
      return (
        <Words>
          <NumberInput
            label="Days"
            value={condition.days}
            onChange={(days) => onChange({ ...condition, days: days ?? Number.NaN })}
          />
          {condition.days === 1 ? "day" : "days"}
        </Words>
      );
    case "city":
      return (
        <Chips
          label="Cities"
          placeholder="Chicago"
          values={condition.any}
          search={async (typed) => (await placesLike(typed)).map(({ city, name: label }) => ({ value: city, label }))}
          other={(typed) => typed}
          onChange={(any) => onChange({ ...condition, any })}
        />
      );
    case "region":
      return (
        <Chips
          label="States and provinces"
          placeholder="Illinois"
          values={condition.any}
          nameOf={name(regionOptions)}
          options={regionOptions}
          other={(typed) => (regions[typed.toUpperCase()] ? typed.toUpperCase() : null)}
          onChange={(any) => onChange({ ...condition, any })}
        />
      );
    case "postal_code":
      return (
        <Chips
          label="Postal codes or their beginnings"
          placeholder="606"
          values={condition.any}
          other={(typed) => typed.toUpperCase()}
          onChange={(any) => onChange({ ...condition, any })}
        />
      );
    case "near":
      return (
        <>
          <Words>
            <NumberInput
              label="Miles"
              value={condition.miles}
              onChange={(miles) => onChange({ ...condition, miles: miles ?? Number.NaN })}
            />
            {condition.miles === 1 ? "mile" : "miles"} of
          </Words>
          <PlaceInput place={condition.place} onChange={(place) => onChange({ ...condition, ...place })} />
        </>
      );
    case "area_code":
      return (
        <Chips
          label="Area codes"
          placeholder="312"
          inputMode="numeric"
          values={condition.any}
          other={(typed) => (/^\d{3}$/.test(typed) ? typed : null)}
          onChange={(any) => onChange({ ...condition, any })}
        />
      );
    case "gender":
      return (
        <Chips
          label="Genders"
          placeholder="woman"
          values={condition.any}
          options={genders}
          other={(typed) => typed}
          onChange={(any) => onChange({ ...condition, any })}
        />
      );
    case "language":
      return (
        <Chips
          label="Languages"
          placeholder="Spanish"
          values={condition.any}
          nameOf={name(languages)}
          options={languages}
          onChange={(any) => onChange({ ...condition, any })}
        />
      );
    case "field":
      return (
        <FieldEditor
          condition={condition}
          fields={[...vocabulary.fields, ...vocabulary.archived.fields]}
          onChange={onChange}
        />
      );
    case "tag": {
      const tags = options(vocabulary.tags);
      return (
        <Chips
          label="Tags"
          placeholder="a tag"
          values={condition.any}
          nameOf={name(tags)}
          options={tags}
          onChange={(any) => onChange({ ...condition, any })}
        />
      );
    }
    case "keyword":
      return (
        <Input
          aria-label="Words"
          placeholder="tickets"
          value={condition.words}
          maxLength={200}
          className="h-10 min-w-40 flex-1"
          onChange={(event) => onChange({ ...condition, words: event.target.value })}
        />
      );
    case "joined":
    case "last_text":
      return (
        <Words>
          <DayInput label="First day" value={condition.from} onChange={(from) => onChange({ ...condition, from })} />
          and
          <DayInput label="Last day" value={condition.to} onChange={(to) => onChange({ ...condition, to })} />
        </Words>
      );
    case "texts":
      return (
        <Words>
          <NumberInput
            label="Fewest texts"
            open
            placeholder="any"
            value={condition.from}
            onChange={(from) => onChange({ ...condition, from })}
          />
          to
          <NumberInput
            label="Most texts"
            open
            placeholder="any"
            value={condition.to}
            onChange={(to) => onChange({ ...condition, to })}
          />
          texts
        </Words>
      );
    case "broadcast":
      return (
        <Words>
          <Select
            label="What they did"
            value={condition.did}
            options={deeds}
            onChange={(did) => onChange({ ...condition, did })}
          />
          <Select
            label="Broadcast"
            value={condition.broadcastId}
            options={options(vocabulary.broadcasts)}
            onChange={(broadcastId) => onChange({ ...condition, broadcastId })}
          />
        </Words>
      );
    case "link":
      return (
        <Select
          label="Link"
          value={condition.linkId}
          options={options(vocabulary.links)}
          onChange={(linkId) => onChange({ ...condition, linkId })}
        />
      );
    case "status":
      return (
        <Chips
          label="How they stand"
          values={condition.any}
          nameOf={name(statuses)}
          options={statuses}
          onChange={(any) => onChange({ ...condition, any })}
        />
      );
    case "carrier":
      return (
        <Select
          label="Whether the carrier reaches them"
          value={condition.reaches ? "yes" : "no"}
          options={[
            { value: "yes", label: "works" },
            { value: "no", label: "is dead" },
          ]}
          onChange={(value) => onChange({ ...condition, reaches: value === "yes" })}
        />
      );
    case "members":
      return <MemberChips ids={condition.ids} onChange={(ids) => onChange({ ...condition, ids })} />;
    case "segment":
      return (
        <Select
          label="Segment"
          value={condition.segmentId}
          options={options(inUse(vocabulary.segments, vocabulary.archived.segments, condition.segmentId))}
          onChange={(segmentId) => onChange({ ...condition, segmentId })}
        />
      );
  }
}

function Words({ children }: { children: React.ReactNode }) {
  return <span className="flex min-w-0 flex-wrap items-center gap-2">{children}</span>;
}
