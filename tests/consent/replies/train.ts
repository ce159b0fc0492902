import { writeFileSync } from "node:fs";
import { trainWording } from "@/lib/consent/replies/wording-training";
import { examplesOf, labeledReplies } from "./labeled";

/** `npm run train:replies`: trains the wording model on the labeled replies and writes it, a line for each weight. */
const weights = trainWording(examplesOf(labeledReplies()));
const lines = Object.entries(weights).map(([feature, weight]) => `${JSON.stringify(feature)}:${weight}`);
const json = `{\n${lines.join(",\n")}\n}\n`;
writeFileSync("lib/consent/replies/wording-model.json", json);
process.stdout.write(`${lines.length} weights, ${Buffer.byteLength(json)} bytes\n`);
