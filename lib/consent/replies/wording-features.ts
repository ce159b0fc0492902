import { wordClasses } from "./word-classes";

/** How far apart, in words, two classes of a clause may be to be counted as a pair. */
const reach = 5;

/**
 * What the wording model looks at: words, neighbors and word classes within each clause, how much of the text is about
 * texting at all, and what the rules said (`ruled`, for example `keep` or `flag:go_away`). Words are lower case, classes
 * and other properties are not, so that no text can name one.
 */
export function wordingFeatures(
  clauses: string[][],
  { ruled, playful, question }: { ruled: string; playful: boolean; question: boolean },
): string[] {
  const found = new Set<string>();
  const classed = clauses.map((clause) => clause.map(wordClasses));
  clauses.forEach((clause, index) => {
    addWords(found, ["^", ...clause, "$"]);
    addClasses(found, [["^"], ...(classed[index] as string[][]), ["$"]]);
    addRequest(found, classed[index] as string[][]);
  });
  addCoverage(found, classed.flat());
  const count = clauses.flat().length;
  found.add(`@LENGTH ${[3, 6, 12, 25].filter((most) => count >= most).length}`);
  if (playful) found.add("@PLAYFUL");
  if (question) found.add("@QUESTION");
  const [kind] = ruled.split(":");
  found.add(`@RULES ${kind}`).add(`@RULES ${ruled}`);
  return [...found];
}

/** Classes that say who, when and how, but nothing that could be asked for. */
const asksNothing = new Set(["ME", "MY", "IT", "YOU", "I", "PLEASE", "MORE", "ADD", "FAMILY", "FAN", "QUESTION"]);

/** Whether any word could be part of a request to stop. "And me" has none, whatever a model makes of its two words. */
export const couldAsk = (clauses: string[][]): boolean =>
  clauses.some((clause) => clause.some((word) => wordClasses(word).some((one) => !asksNothing.has(one))));

function addWords(found: Set<string>, line: string[]): void {
  line.forEach((word, at) => {
    const [next, third] = [line[at + 1], line[at + 2]];
    if (at > 0 && next) found.add(word);
    if (next) found.add(`${word} ${next}`);
    if (next && third) found.add(`${word} _ ${third}`);
  });
}

/** Classes, neighbors (`X` is a word of no class) and pairs within reach. */
function addClasses(found: Set<string>, line: string[][]): void {
  const neighbors = line.map((classes) => (classes.length > 0 ? classes : ["X"]));
  line.forEach((classes, at) => {
    const [next = [], third = []] = neighbors.slice(at + 1, at + 3);
    for (const one of neighbors[at] as string[])
      for (const two of next) {
        if (one === "X" && two === "X") continue;
        found.add(`${one}+${two}`);
        for (const three of third) if (!(two === "X" && three === "X")) found.add(`${one}+${two}+${three}`);
      }
    for (const one of classes) {
      found.add(one);
      for (const two of line.slice(at + 1, at + 1 + reach).flat()) found.add(`${one}>${two}`);
    }
  });
}

const names = (line: string[][], ...wanted: string[]) =>
  line.some((classes) => classes.some((one) => wanted.includes(one)));
const targets = (line: string[][]) =>
  [
    names(line, "TEXTS", "SEND") && "TEXTS",
    names(line, "LIST") && "LIST",
    names(line, "NUMBER") && "NUMBER",
    names(line, "ME") && "ME",
  ]
    .filter(Boolean)
    .join(",");

/** A clause with a verb of stopping: is it denied, what does it aim at, how many of its words are about something else? */
function addRequest(found: Set<string>, line: string[][]): void {
  if (!names(line, "STOP", "REMOVE", "LEAVE", "TAKE")) return;
  const strange = Math.min(3, line.filter((classes) => classes.length === 0).length);
  const denied = names(line, "NOT") ? " NOT" : "";
  const others = names(line, "THEY", "SHOW", "POLITICS") ? " OTHERS" : "";
  found.add(`@CLAUSE ${strange}${denied} ${targets(line)}${others}`);
}

function addCoverage(found: Set<string>, line: string[][]): void {
  const verb = names(line, "STOP", "REMOVE", "LEAVE")
    ? "ASKS"
    : names(line, "NOT")
      ? "NOT"
      : names(line, "TAKE")
        ? "TAKE"
        : "NO";
  const aims = targets(line);
  const share = line.filter((classes) => classes.length === 0).length / Math.max(1, line.length);
  const strange = share === 0 ? 0 : 1 + [0.2, 0.4, 0.6].filter((least) => share >= least).length;
  found.add(`@TEXT ${verb} ${aims}`).add(`@TEXT ${verb} ${aims ? "AIMED" : "-"}`);
  found.add(`@STRANGE ${strange}`).add(`@STRANGE ${strange} ${verb}`);
  found.add(`@STRANGE ${strange} ${verb} ${aims ? "AIMED" : "-"}`);
}
