import type { Tx } from "@/lib/db/client";
import { mergeFieldsOf } from "@/lib/fields/queries";
import { leaderById } from "@/lib/leaders/queries";
import { sampleUrl } from "@/lib/links/follow";
import { lastLinkId } from "@/lib/links/queries";
import { deletedSegments, namedSegments } from "@/lib/segments/queries";
import { teammatesOf } from "@/lib/team/queries";
import type { SignedIn } from "@/lib/team/session";
import { type Named, sentBroadcasts } from "./list";
import type { CustomField } from "./personal";

/** What the composer offers and names. */
export type Composing = {
  fields: CustomField[];
  segments: { id: number; name: string }[];
  /** Not offered, but an audience may still use one. */
  deletedSegments: { id: number; name: string }[];
  /** Whose slices can be an audience. */
  broadcasts: Named[];
  team: { id: number; name: string }[];
  me: number;
  leaderName: string;
  /** The leader's IANA zone. */
  timeZone: string;
  /** Where the leader's own contact card is: a path, or null where there is none. */
  cardPath: string | null;
  /** As long as a tracked link will be for a member nobody knows yet. */
  sampleUrl: string;
};

/** Reads all of it, once, when the composer opens. */
export async function readComposing(
  tx: Tx,
  teammate: Pick<SignedIn, "leaderId" | "teammateId" | "leaderName" | "timeZone">,
): Promise<Composing> {
  const { leaderId } = teammate;
  const [fields, segments, deleted, broadcasts, team, leader, lastLink] = await Promise.all([
    mergeFieldsOf(tx, leaderId),
    namedSegments(tx, leaderId),
    deletedSegments(tx, leaderId),
    sentBroadcasts(tx, leaderId),
    teammatesOf(tx, leaderId),
    leaderById(leaderId, tx),
    lastLinkId(tx),
  ]);
  return {
    fields,
    segments,
    deletedSegments: deleted,
    broadcasts,
    team: team.map(({ id, name }) => ({ id, name })),
    me: teammate.teammateId,
    leaderName: teammate.leaderName,
    timeZone: teammate.timeZone,
    cardPath: leader && `/card/${leader.handle}`,
    sampleUrl: sampleUrl(leaderId, lastLink),
  };
}
