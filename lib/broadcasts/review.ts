import type { Tx } from "@/lib/db/client";
import { mergeFieldsOf } from "@/lib/fields/queries";
import { leaderById } from "@/lib/leaders/queries";
import { sampleUrl } from "@/lib/links/follow";
import { lastLinkId } from "@/lib/links/queries";
import { mediaByIds } from "@/lib/media/queries";
import { largestSent } from "@/lib/media/upload";
import { longest, measure } from "@/lib/messages/parts";
import { numbersOf } from "@/lib/numbers/register";
import { costOf, secondsFor } from "./cost";
import type { DraftContent } from "./draft";
import { foreignTags } from "./foreign-tags";
import { type CustomField, compileBody, optOutLine } from "./personal";
import { evaluatedAt, hasPassed, localMoment, type Plan } from "./plan";
import { type Preview, previewAudience } from "./preview";
import { type Reader, readersOf } from "./readers";

export type Role = "longest" | "typical" | "shortest";
/** A real member, for whom the words are shown as they will arrive. */
export type Example = Reader & {
  role: Role;
  text: string;
  /** As long as a tracked link will be for them. */
  link: string;
};

/** All that the composer says about a draft. */
export type Review = Preview & {
  /** Why it cannot be sent, one sentence each; empty: it can. */
  problems: string[];
  /** What may be meant otherwise. */
  warnings: string[];
  examples: Example[];
  /** Parts of the typical text, and of all of them together. */
  partsEach: number;
  parts: number;
  /** Millionths of a dollar. */
  cost: number;
  /** Seconds from the first to the last text, nobody's window counted; null: as fast as the carrier takes them. */
  seconds: number | null;
};

/**
 * Every check of a broadcast, and what will happen when it is sent by its plan: recipients, messages, parts, cost and
 * duration. `now`: the current time; limits and conditions are evaluated for the plan's time.
 */
export async function reviewDraft(
  tx: Tx,
  leaderId: number,
  id: number,
  draft: DraftContent & { number: string },
  now: Date,
): Promise<Review> {
  const leader = await leaderById(leaderId, tx);
  if (!leader) throw new Error("There is no such leader.");
  const custom: CustomField[] = await mergeFieldsOf(tx, leaderId);
  const compiled = compileBody(draft.body, custom);
  const files = await mediaByIds(tx, leaderId, draft.media);
  const media = files.length > 0;
  const preview = await previewAudience(tx, leaderId, draft.audience, draft.plan, now, id);
  const at = evaluatedAt(draft.plan, leader.timeZone, now);
  const readers = await readersOf(tx, leader, draft.audience, { slugs: compiled.slugs, custom, now: at });
  const last = await lastLinkId(tx);
  const filled = readers.map((reader) => {
    const link = sampleUrl(leaderId, last, reader.id);
    const text = compiled.fill(reader.person, {
      linkFor: () => link,
      optOutLine: reader.optOutDue ? optOutLine : null,
    });
    return { reader, link, text, ...measure(text.trim()) };
  });
  const examples = examplesOf(filled);
  const partsEach = filled.find((one) => one.reader.id === examples.find((e) => e.role === "typical")?.id)?.parts ?? 0;
  const average = filled.length > 0 ? filled.reduce((sum, one) => sum + one.parts, 0) / filled.length : 0;
  const parts = Math.round(average * preview.recipients);
  const [number] = (await numbersOf(tx, leaderId)).filter((one) => one.phone === draft.number);
  const pace = number?.partsPerSecond ?? null;
  return {
    ...preview,
    problems: [
      ...compiled.problems,
      ...timeProblems(draft.plan, preview, leader.timeZone, now),
      ...problemsOf(draft.body, files, filled, preview),
    ],
    warnings: [...foreignTags(draft.body).map(foreignWarning), ...warningsOf(compiled.bare, filled)],
    examples,
    partsEach,
    parts,
    cost: costOf({ recipients: preview.recipients, parts, media }, { part: leader.partPrice, mms: leader.mmsPrice }),
    seconds: secondsFor(media ? preview.recipients : parts, pace),
  };
}

type Filled = { reader: Reader; link: string; text: string; characters: number; parts: number };

function examplesOf(filled: Filled[]): Example[] {
  const sorted = [...filled].sort((a, b) => b.characters - a.characters || a.reader.id - b.reader.id);
  const chosen: [Role, Filled | undefined][] = [
    ["longest", sorted[0]],
    ["typical", sorted[Math.floor(sorted.length / 2)]],
    ["shortest", sorted.at(-1)],
  ];
  const seen = new Set<number>();
  return chosen.flatMap(([role, one]) => {
    if (!one || seen.has(one.reader.id)) return [];
    seen.add(one.reader.id);
    // One member alone is neither longest nor shortest.
    return [{ ...one.reader, role: sorted.length === 1 ? "typical" : role, text: one.text, link: one.link }];
  });
}

/** Milliseconds ahead for which a broadcast can be planned: what lies beyond is a slip of the keys. */
const farthest = 366 * 24 * 3_600_000;

/** A time that has passed, lies too far ahead, or ends before it begins, is refused rather than read as "now". */
function timeProblems(plan: Plan, preview: Preview, leaderZone: string, now: Date): string[] {
  if (plan.kind !== "now") {
    const planned = plan.kind === "at" ? new Date(plan.at) : localMoment(plan, leaderZone);
    if (planned.getTime() > now.getTime() + farthest)
      return ["That is more than a year from now. Check the year, and choose an earlier day."];
    const all = preview.recipients + preview.dropped;
    if (preview.passed > 0 && preview.passed < all)
      return [
        `That time has already passed for ${preview.passed.toLocaleString("en-US")} of ${all.toLocaleString("en-US")} recipients. Choose a later one.`,
      ];
    if (preview.passed > 0 || (all === 0 && hasPassed(planned, now)))
      return ["That time has passed. Choose a later one, or send now."];
  }
  const begins = plan.kind === "at" ? Date.parse(plan.at) : now.getTime();
  if (plan.notAfter && Date.parse(plan.notAfter) <= begins)
    return ["“Stop sending after” is before the start, so nobody would get it."];
  return [];
}

function problemsOf(body: string, files: { bytes: number | null }[], filled: Filled[], preview: Preview): string[] {
  const problems: string[] = [];
  if (body.trim() === "" && files.length === 0) problems.push("There is nothing to send yet.");
  const together = files.reduce((sum, file) => sum + (file.bytes ?? 0), 0);
  if (together > largestSent)
    problems.push(
      `These files are ${(together / 1e6).toFixed(1)} MB together, and carriers drop what is over 1 MB. Take one out.`,
    );
  const most = filled.reduce<Filled | null>(
    (most, one) => (one.characters > (most?.characters ?? 0) ? one : most),
    null,
  );
  const over = (most?.characters ?? measure(body.trim()).characters) - longest;
  if (over > 0) {
    const whom = most && nameOf(most.reader);
    problems.push(
      `${over.toLocaleString("en-US")} ${over === 1 ? "character" : "characters"} too many${whom ? ` for ${whom}, whose text is the longest` : ""}. A text may have ${longest}.`,
    );
  }
  if (preview.recipients === 0) problems.push(nobody(preview));
  return problems;
}

function nobody({ leftOut, dropped }: Preview): string {
  const left = Object.values(leftOut).reduce((sum, members) => sum + members, 0);
  if (dropped > 0) return "Nobody would get this: everyone’s hours open only after the time you set.";
  if (left > 0) return "Nobody would get this: everyone it is for is left out, see below why.";
  return "Nobody would get this: there is nobody in this audience.";
}

function warningsOf(bare: string[], filled: Filled[]): string[] {
  return bare.flatMap((slug) => {
    const without = filled.filter((one) => one.reader.missing.includes(slug)).length;
    if (without === 0) return [];
    const share = Math.max(1, Math.round((without / filled.length) * 100));
    return [
      `${share === 100 ? "Nobody has" : `About ${share}% have no`} “${slug}”, so it will be blank. Add a fallback: {{ ${slug} | default: "friend" }}`,
    ];
  });
}

const foreignWarning = (tag: string) =>
  `“${tag}” looks like another tool’s merge field and will be sent as it is. Use one like {{ first_name | default: "friend" }}.`;

const nameOf = (reader: Reader) => [reader.person.firstName, reader.person.lastName].filter(Boolean).join(" ");
