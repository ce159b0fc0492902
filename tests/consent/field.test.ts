import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { classifyReply } from "@/lib/consent/replies/classify";

/** What people text, and what it means: `stop` or `keep`; "\n" is a line break (tests/fixtures/field/replies.tsv). */
const replies = readFileSync("tests/fixtures/field/replies.tsv", "utf8")
  .split("\n")
  .filter((line) => line.includes("\t"))
  .map((line) => {
    const [text = "", meaning = ""] = line.split("\t");
    return { text: text.replaceAll("\\n", "\n"), meaning };
  });
/** A third of the lines, chosen by hash. */
const heldOut = replies.filter(({ text }) => (createHash("sha256").update(text).digest()[0] as number) % 3 === 0);

test.each([
  ["all", replies],
  ["the held-out third", heldOut],
])("of what people text, %s: requests are found, and nothing else is opted out", (_, some) => {
  const read = some.map(({ text, meaning }) => ({ text, meaning, kind: classifyReply(text).kind }));
  const stops = read.filter((one) => one.meaning === "stop");
  const keeps = read.filter((one) => one.meaning === "keep");
  const found = stops.filter((one) => one.kind === "opt_out" || one.kind === "flag");
  const optedOut = keeps.filter((one) => one.kind === "opt_out").map((one) => one.text);
  const flagged = keeps.filter((one) => one.kind === "flag");
  expect(stops.length).toBeGreaterThan(250);
  expect(keeps.length).toBeGreaterThan(300);
  expect(found.length / stops.length).toBeGreaterThanOrEqual(0.98);
  expect(stops.filter((one) => one.kind === "opt_out").length / stops.length).toBeGreaterThan(0.7);
  expect(optedOut).toEqual([]);
  expect(flagged.length / keeps.length).toBeLessThanOrEqual(0.05);
});
