/** A part of a long text, as far as telling texts apart needs it. */
export type PartToGroup = {
  id: number;
  /** From 1 to the number of parts. */
  part: number;
  words: string;
  /** When the carrier says it was written, milliseconds of the epoch; null where it does not say. */
  writtenAt: number | null;
  /** The message it was shown in; null while it waits. */
  messageId: number | null;
};

/** The parts of one long text by their number, and those that came again under another id. */
export type Group<P> = { messageId: number | null; parts: Map<number, P>; repeats: P[] };

/**
 * Sorts parts that share sender, receiver, reference and count into the texts they belong to. Phones count their
 * references to 255 and begin again, so that two texts of one person may share one within minutes: a part number that
 * a text has already begins another text, unless the words are the same, which is the carrier repeating itself. Where
 * several texts lack a part, it goes to the one written nearest to it. `parts` in the order in which they came. Pure.
 */
export function groupParts<P extends PartToGroup>(parts: P[]): Group<P>[] {
  const groups: Group<P>[] = [];
  for (const one of parts.filter((part) => part.messageId !== null)) {
    const known = groups.find((group) => group.messageId === one.messageId);
    if (!known) groups.push({ messageId: one.messageId, parts: new Map([[one.part, one]]), repeats: [] });
    else if (known.parts.has(one.part)) known.repeats.push(one);
    else known.parts.set(one.part, one);
  }
  for (const one of parts.filter((part) => part.messageId === null)) {
    const same = groups.find((group) => isRepeat(one, group.parts.get(one.part)));
    const lacking = nearest(
      one,
      groups.filter((group) => !group.parts.has(one.part)),
    );
    if (same) same.repeats.push(one);
    else if (lacking) lacking.parts.set(one.part, one);
    else groups.push({ messageId: null, parts: new Map([[one.part, one]]), repeats: [] });
  }
  return groups;
}

/** Milliseconds between two writings of the same words above which they were written twice. */
const writtenTwice = 60_000;

function isRepeat(one: PartToGroup, known: PartToGroup | undefined): boolean {
  if (!known || known.words !== one.words) return false;
  return one.writtenAt === null || known.writtenAt === null || Math.abs(one.writtenAt - known.writtenAt) < writtenTwice;
}

function nearest<P extends PartToGroup>(one: P, groups: Group<P>[]): Group<P> | undefined {
  const distance = (group: Group<P>) => {
    const times = [...group.parts.values()].flatMap((part) => part.writtenAt ?? []);
    return one.writtenAt === null || times.length === 0
      ? 0
      : Math.min(...times.map((at) => Math.abs(at - (one.writtenAt as number))));
  };
  // A sort is stable: among equals the text that began first.
  return groups.toSorted((a, b) => distance(a) - distance(b))[0];
}
