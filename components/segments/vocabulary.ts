import type { FieldKind } from "@/lib/fields/table";
import type { Names } from "@/lib/segments/sentence";

export type Thing = { id: number; name: string };

export type NamedField = Thing & { kind: FieldKind; choices: string[] };

/** What conditions may name. */
export type Vocabulary = {
  tags: Thing[];
  fields: NamedField[];
  segments: Thing[];
  /** Not offered any more, but conditions that already use them keep their meaning. */
  archived: { fields: NamedField[]; segments: Thing[] };
  broadcasts: Thing[];
  links: Thing[];
};

/** The same for reading a tree as a sentence. */
export function namesOf(vocabulary: Vocabulary): Names {
  const named = (things: Thing[]) => new Map(things.map((one) => [one.id, one.name]));
  return {
    tags: named(vocabulary.tags),
    fields: named([...vocabulary.fields, ...vocabulary.archived.fields]),
    segments: named([...vocabulary.segments, ...vocabulary.archived.segments]),
    broadcasts: named(vocabulary.broadcasts),
    links: named(vocabulary.links),
  };
}
