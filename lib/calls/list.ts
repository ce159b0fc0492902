import type { Tx } from "@/lib/db/client";
import { namesOf } from "@/lib/members/queries";
import { showPhone } from "@/lib/numbers/phone";
import { readTimeCursor } from "@/lib/web/cursor";
import { type CallCounts, callsPerPage, countCalls, pageOfCalls } from "./queries";
import type { Call } from "./table";

/** A call as the list shows it; times ISO, UTC. */
export type CallView = {
  id: number;
  memberId: number | null;
  name: string;
  /** As people write it; null where it was hidden. */
  phone: string | null;
  state: Call["state"];
  seconds: number | null;
  at: string;
  message: { id: string; state: string; seconds: number | null } | null;
};

export type CallPage = { calls: CallView[]; next: string | null; counts: CallCounts };

/** A page of a leader's calls with names and counts. `after` is the `next` of the page before. */
export async function listCalls(tx: Tx, leaderId: number, after?: string | null): Promise<CallPage> {
  const [rows, counts] = await Promise.all([
    pageOfCalls(tx, leaderId, readTimeCursor(after)),
    countCalls(tx, leaderId),
  ]);
  const names = await namesOf(
    tx,
    leaderId,
    rows.flatMap((row) => row.memberId ?? []),
  );
  const last = rows.at(-1);
  return {
    next: last && rows.length === callsPerPage ? `${last.at}~${last.id}` : null,
    counts,
    calls: rows.map((row) => ({
      id: row.id,
      memberId: row.memberId,
      name: (row.memberId && names.get(row.memberId)) || (row.phone ? showPhone(row.phone) : "Hidden number"),
      phone: row.phone ? showPhone(row.phone) : null,
      state: row.state,
      seconds: row.seconds,
      at: row.startedAt.toISOString(),
      message: row.mediaId ? { id: row.mediaId, state: row.mediaState ?? "failed", seconds: row.mediaSeconds } : null,
    })),
  };
}
