"use client";

import { Columns3, Search, X } from "lucide-react";
import type { ReactNode, Ref } from "react";
import { Button } from "@/components/ui/button";
import {
  DropdownMenu,
  DropdownMenuCheckboxItem,
  DropdownMenuContent,
  DropdownMenuLabel,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu";
import { Input } from "@/components/ui/input";
import type { Sort } from "@/lib/members/list";
import { columns } from "./columns";
import type { Query } from "./query";

type Named = { id: number; name: string };
type Props = {
  query: Query;
  typed: string;
  onType: (text: string) => void;
  onQuery: (change: Partial<Query>) => void;
  tags: Named[];
  segments: Named[];
  chosen: string[];
  onChoose: (name: string, on: boolean) => void;
  searchField: Ref<HTMLInputElement>;
  /** A profile stands beside the table: only the search fits. */
  tight: boolean;
  /** What else can be done with a list of members. */
  ways?: ReactNode;
};

const sorts: [Sort, string][] = [
  ["joined", "Newest first"],
  ["last_text", "Last text first"],
  ["name", "By name"],
];
const states: [string, string][] = [
  ["active", "Signed up"],
  ["new", "Not signed up yet"],
  ["invited", "Invited"],
  ["opted_out", "Opted out"],
  ["starred", "Starred"],
  ["muted", "Muted"],
  ["blocked", "Blocked"],
  ["abroad", "Abroad"],
];

const look =
  "h-10 min-w-0 max-w-44 max-md:max-w-32 rounded-card border border-line bg-surface px-2.5 text-meta text-ink hover:bg-ink/5 aria-[current=true]:border-accent aria-[current=true]:text-accent";

/** One search box, and whom the table shows in which order. */
export function Toolbar(props: Props) {
  const { query, typed, onType, onQuery, tags, segments, chosen, onChoose, searchField, tight, ways } = props;
  return (
    <div className="flex flex-wrap items-center gap-2 border-line border-b p-3 md:px-4">
      <div className="relative min-w-44 flex-1">
        <Search aria-hidden className="pointer-events-none absolute top-3.5 left-3 size-4 text-muted" />
        <Input
          ref={searchField}
          type="search"
          value={typed}
          onChange={(event) => onType(event.target.value)}
          onKeyDown={(event) => event.key === "Escape" && event.currentTarget.blur()}
          aria-label="Search members"
          placeholder="Name, number, e-mail or text"
          enterKeyHint="search"
          autoComplete="off"
          className="pr-9 pl-9 [&::-webkit-search-cancel-button]:hidden"
        />
        {typed && (
          <button
            type="button"
            aria-label="Clear the search"
            onClick={() => onType("")}
            className="absolute top-0 right-0 grid size-11 place-items-center text-muted hover:text-ink"
          >
            <X aria-hidden className="size-4" />
          </button>
        )}
      </div>
      <div
        className={
          tight
            ? "hidden"
            : "flex min-w-0 items-center gap-2 *:shrink-0 max-md:w-full max-md:overflow-x-auto md:flex-wrap"
        }
      >
        <select
          aria-label="Order"
          value={query.sort}
          onChange={(event) => onQuery({ sort: event.target.value as Sort })}
          className={look}
        >
          {sorts.map(([value, words]) => (
            <option key={value} value={value}>
              {words}
            </option>
          ))}
        </select>
        <select
          aria-label="Who they are"
          aria-current={query.status !== null}
          value={query.status ?? ""}
          onChange={(event) => onQuery({ status: event.target.value || null })}
          className={look}
        >
          <option value="">Everyone</option>
          {states.map(([value, words]) => (
            <option key={value} value={value}>
              {words}
            </option>
          ))}
        </select>
        <Choice label="Tag" none="Any tag" value={query.tag} options={tags} onChange={(tag) => onQuery({ tag })} />
        <Choice
          label="Segment"
          none="Any segment"
          value={query.segment}
          options={segments}
          onChange={(segment) => onQuery({ segment })}
        />
        <DropdownMenu>
          <DropdownMenuTrigger asChild>
            <Button variant="quiet" size="icon" aria-label="Columns" className="hidden text-muted md:inline-flex">
              <Columns3 aria-hidden />
            </Button>
          </DropdownMenuTrigger>
          <DropdownMenuContent align="end" className="max-h-[70dvh] overflow-y-auto">
            <DropdownMenuLabel>What stands beside the name</DropdownMenuLabel>
            {columns.map((column) => (
              <DropdownMenuCheckboxItem
                key={column.key}
                checked={chosen.includes(column.key)}
                onCheckedChange={(on) => onChoose(column.key, on === true)}
              >
                {column.label}
              </DropdownMenuCheckboxItem>
            ))}
          </DropdownMenuContent>
        </DropdownMenu>
        {ways}
      </div>
    </div>
  );
}

type ChoiceProps = {
  label: string;
  none: string;
  value: number | null;
  options: Named[];
  onChange: (id: number | null) => void;
};

function Choice({ label, none, value, options, onChange }: ChoiceProps) {
  if (options.length === 0 && value === null) return null;
  return (
    <select
      aria-label={label}
      aria-current={value !== null}
      value={value ?? ""}
      onChange={(event) => onChange(Number(event.target.value) || null)}
      className={look}
    >
      <option value="">{none}</option>
      {value !== null && !options.some((one) => one.id === value) && <option value={value}>Not there any more</option>}
      {options.map((one) => (
        <option key={one.id} value={one.id}>
          {one.name}
        </option>
      ))}
    </select>
  );
}
