import type { Vocabulary } from "@/components/segments/vocabulary";
import { namedBroadcasts } from "@/lib/broadcasts/named";
import { db } from "@/lib/db/client";
import { archivedFieldsOf, fieldsOf } from "@/lib/fields/queries";
import { sentLinks } from "@/lib/links/queries";
import { deletedSegments, namedSegments } from "@/lib/segments/queries";
import { tagsOf } from "@/lib/tags/queries";

/** What conditions may name: a leader's tags, fields, segments, broadcasts and links. */
export async function vocabularyOf(leaderId: number): Promise<Vocabulary> {
  const [tags, fields, archivedFields, segments, deleted, broadcasts, links] = await Promise.all([
    tagsOf(db(), leaderId),
    fieldsOf(db(), leaderId),
    archivedFieldsOf(db(), leaderId),
    namedSegments(db(), leaderId),
    deletedSegments(db(), leaderId),
    namedBroadcasts(db(), leaderId),
    sentLinks(db(), leaderId),
  ]);
  return {
    tags,
    fields: fields.map(({ id, label, kind, choices }) => ({ id, name: label, kind, choices })),
    segments,
    archived: {
      fields: archivedFields.map(({ id, label, kind, choices }) => ({
        id,
        name: `${label} (archived)`,
        kind,
        choices,
      })),
      segments: deleted.map(({ id, name }) => ({ id, name: `${name} (deleted)` })),
    },
    broadcasts,
    links,
  };
}
