import { treeOf } from "@/lib/broadcasts/choice";
import type { Tx } from "@/lib/db/client";
import { segmentsOf } from "@/lib/segments/queries";
import { type SegmentTree, segmentTree } from "@/lib/segments/tree";
import { tagsOf } from "@/lib/tags/queries";
import { Mistake } from "./run";

/** How `--audience` is written, for --help and error messages. */
export const audienceHelp =
  'who gets it: names separated by commas, like "tag:VIP, segment:Chicago, not tag:Press", or conditions as JSON; without it everyone';

type Kind = "tag" | "segment";
type Named = { id: number; name: string };
/** A leader's tags and segments. */
export type Names = Record<Kind, Named[]>;

/** Reads `--audience`. Throws Mistake that names what cannot be understood or does not exist. */
export async function readAudience(tx: Tx, leaderId: number, text: string): Promise<SegmentTree> {
  if (/^\s*[[{]/.test(text)) return treeFromJson(text);
  const [tag, segment] = await Promise.all([tagsOf(tx, leaderId), segmentsOf(tx, leaderId)]);
  return audienceFromNames(text, { tag, segment });
}

function treeFromJson(text: string): SegmentTree {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw new Mistake(`The audience isn't valid JSON. Write ${audienceHelp}.`);
  }
  const parsed = segmentTree.safeParse(json);
  if (!parsed.success) throw new Mistake(`The audience isn't valid: ${parsed.error.issues[0]?.message}.`);
  return parsed.data;
}

/** `tag:VIP, segment:"Chicago, IL", not Press`: names are matched whatever their capitals. */
export function audienceFromNames(text: string, names: Names): SegmentTree {
  const include: SegmentTree[] = [];
  const exclude: SegmentTree[] = [];
  for (const item of itemsOf(text)) {
    const [, not, kind, quoted, plain] =
      /^(not\s+|-|!)?(?:(tag|segment)\s*:\s*)?(?:"([^"]*)"|(.*))$/is.exec(item) ?? [];
    const name = (quoted ?? plain ?? "").trim();
    if (name === "") throw new Mistake(`“${item}” names nothing. Write ${audienceHelp}.`);
    (not ? exclude : include).push(treeOfName(name, kind?.toLowerCase() as Kind | undefined, names));
  }
  if (include.length + exclude.length === 0) throw new Mistake(`--audience is empty. Write ${audienceHelp}.`);
  return treeOf({ include, exclude }) as SegmentTree;
}

/** Splits at commas that are not within quotes. */
const itemsOf = (text: string): string[] =>
  (text.match(/(?:"[^"]*"|[^,"])+/g) ?? []).map((item) => item.trim()).filter((item) => item !== "");

function treeOfName(name: string, kind: Kind | undefined, names: Names): SegmentTree {
  const find = (one: Kind) => names[one].filter((thing) => thing.name.toLowerCase() === name.toLowerCase());
  const kinds: Kind[] = kind ? [kind] : ["tag", "segment"];
  const found = kinds.flatMap((one) => find(one).map((thing) => ({ kind: one, id: thing.id })));
  const [first, second] = found;
  if (!first) throw new Mistake(`There is no ${kinds.join(" or ")} called “${name}”.`);
  if (second && first.kind !== second.kind)
    throw new Mistake(`“${name}” is a tag and a segment. Write tag:${name} or segment:${name}.`);
  if (second) throw new Mistake(`There are ${found.length} ${first.kind}s called “${name}”. Rename one of them.`);
  return first.kind === "tag" ? { is: "tag", any: [first.id] } : { is: "segment", segmentId: first.id };
}
