import { beginningOf } from "@/lib/broadcasts/named";
import type { Tx } from "@/lib/db/client";
import { namesOf } from "@/lib/members/queries";
import { readTimeCursor } from "@/lib/web/cursor";
import { type Counts, countThreads, type Filter, pageOfThreads, threadsAmong, threadsPerPage } from "./queries";

/** A row of the inbox, as it goes over the wire. */
export type ThreadView = {
  memberId: number;
  name: string;
  preview: string;
  /** ISO, UTC. */
  at: string;
  unread: number;
  unanswered: boolean;
  flagged: boolean;
};

export type ThreadPage = {
  threads: ThreadView[];
  /** Asks for the next page; null at the end. */
  next: string | null;
  counts: Counts;
  /** How the broadcast begins whose answers these are; null where it is none of the leader's, or nothing was asked. */
  about: string | null;
};

/** A page of the inbox with the members' names, or of who answered one broadcast (`answering`). `after` is the `next` of the page before; a broken one starts anew. */
export async function listThreads(
  tx: Tx,
  leaderId: number,
  filter: Filter,
  after?: string | null,
  answering: number | null = null,
): Promise<ThreadPage> {
  const [rows, counts, about] = await Promise.all([
    pageOfThreads(tx, leaderId, filter, readTimeCursor(after), answering),
    countThreads(tx, leaderId),
    answering === null ? null : beginningOf(tx, leaderId, answering),
  ]);
  const last = rows.at(-1);
  const next = last && rows.length === threadsPerPage ? `${last.at}~${last.memberId}` : null;
  return { threads: await named(tx, leaderId, rows), next, counts, about };
}

/** The rows of members that changed, as far as the filter shows them. */
export async function listAmong(
  tx: Tx,
  leaderId: number,
  filter: Filter,
  memberIds: number[],
  answering: number | null = null,
): Promise<ThreadPage> {
  const [rows, counts] = await Promise.all([
    threadsAmong(tx, leaderId, filter, memberIds, answering),
    countThreads(tx, leaderId),
  ]);
  return { threads: await named(tx, leaderId, rows), next: null, counts, about: null };
}

async function named(tx: Tx, leaderId: number, rows: Awaited<ReturnType<typeof pageOfThreads>>): Promise<ThreadView[]> {
  const names = await namesOf(
    tx,
    leaderId,
    rows.map((row) => row.memberId),
  );
  return rows.map(({ abroad: _, ...row }) => ({
    ...row,
    name: names.get(row.memberId) ?? "Unknown number",
    at: new Date(row.at).toISOString(),
  }));
}
