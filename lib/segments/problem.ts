import { Refusal } from "@/lib/refusal";

/** What is wrong with a segment, as a sentence for the person who builds it. */
export class SegmentProblem extends Refusal {
  override name = "SegmentProblem";
}
