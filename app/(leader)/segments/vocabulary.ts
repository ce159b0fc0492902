import type { Vocabulary } from "@/components/segments/vocabulary";
import { namedBroadcasts } from "@/lib/broadcasts/named";
import { db } from "@/lib/db/client";
import { fieldsOf } from "@/lib/fields/queries";
import { sentLinks } from "@/lib/links/queries";
import { segmentsOf } from "@/lib/segments/queries";
import { tagsOf } from "@/lib/tags/queries";

/** What conditions may name: a leader's tags, fields, segments, broadcasts and links. */
export async function vocabularyOf(leaderId: number): Promise<Vocabulary> {
  const [tags, fields, segments, broadcasts, links] = await Promise.all([
    tagsOf(db(), leaderId),
    fieldsOf(db(), leaderId),
    segmentsOf(db(), leaderId),
    namedBroadcasts(db(), leaderId),
    sentLinks(db(), leaderId),
  ]);
  return {
    tags,
    fields: fields.map(({ id, label, kind, choices }) => ({ id, name: label, kind, choices })),
    segments: segments.map(({ id, name }) => ({ id, name })),
    broadcasts,
    links,
  };
}
