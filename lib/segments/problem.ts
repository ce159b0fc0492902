/** What is wrong with a segment, as a sentence for the person who builds it. */
export class SegmentProblem extends Error {
  override name = "SegmentProblem";
}

/** It is made of a segment that is not there, or is another leader's. */
export class SegmentGone extends SegmentProblem {}
