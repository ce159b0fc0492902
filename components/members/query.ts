import type { Sort } from "@/lib/members/list";

/** What of the table is asked for, as the address has it. */
export type Query = {
  q: string;
  tag: number | null;
  segment: number | null;
  status: string | null;
  sort: Sort;
};

const sorts: readonly string[] = ["joined", "last_text", "name"] satisfies Sort[];

export function readQuery(search: URLSearchParams): Query {
  const id = (name: string) => Number(search.get(name)) || null;
  const sort = search.get("sort") ?? "";
  return {
    q: search.get("q") ?? "",
    tag: id("tag"),
    segment: id("segment"),
    status: search.get("status"),
    sort: sorts.includes(sort) ? (sort as Sort) : "joined",
  };
}

/** The query as it stands in an address, "?" and all; empty for the plain table. */
export function writeQuery({ q, tag, segment, status, sort }: Query): string {
  const search = new URLSearchParams();
  if (q) search.set("q", q);
  if (tag) search.set("tag", String(tag));
  if (segment) search.set("segment", String(segment));
  if (status) search.set("status", status);
  if (sort !== "joined") search.set("sort", sort);
  const text = search.toString();
  return text && `?${text}`;
}

/** True where only some of the members are asked for. */
export const isNarrowed = (query: Query): boolean =>
  Boolean(query.q.trim() || query.tag || query.segment || query.status);
