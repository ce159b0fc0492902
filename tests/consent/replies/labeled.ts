import { readFileSync } from "node:fs";
import { readReply } from "@/lib/consent/replies/classify";
import type { Example } from "@/lib/consent/replies/wording-training";

/** Lines of text, tab, `stop` or `keep`; "\n" is a line break. */
export const labeledFiles = ["tests/fixtures/field/replies.tsv", "tests/fixtures/field/replies-training.tsv"];
export type Labeled = { text: string; stop: boolean };

/** What people text, and what it means, from the labeled files. */
export function labeledReplies(files = labeledFiles): Labeled[] {
  return files.flatMap((file) =>
    readFileSync(file, "utf8")
      .split("\n")
      .filter((line) => line.includes("\t"))
      .map((line) => {
        const [text = "", meaning = ""] = line.split("\t");
        return { text: text.replaceAll("\\n", "\n"), stop: meaning === "stop" };
      }),
  );
}

/** The examples that the model is trained on: those that the rules leave to it. */
export function examplesOf(replies: Labeled[]): Example[] {
  return replies.flatMap(({ text, stop }) => {
    const { features } = readReply(text);
    return features ? [{ features, stop }] : [];
  });
}
