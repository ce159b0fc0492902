import { Refusal } from "@/lib/refusal";

/** What is wrong with a segment, as a sentence for the person who builds it. */
export class SegmentProblem extends Refusal {
  override name = "SegmentProblem";
}

/** What a condition may name by its id. */
export type ReferenceKind = "tag" | "field" | "segment" | "broadcast" | "link";

const nouns: Record<ReferenceKind, string> = {
  tag: "a tag",
  field: "a custom field",
  segment: "a segment",
  broadcast: "a broadcast",
  link: "a link",
};

/** The problem of conditions that name something this leader does not have. */
export function missingReference(kind: ReferenceKind): SegmentProblem {
  return new SegmentProblem(`The conditions use ${nouns[kind]} that no longer exists. Remove that condition.`, {
    gone: true,
  });
}
