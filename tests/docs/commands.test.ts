import { execFile } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { program } from "@/lib/command/program";

const run = promisify(execFile);
const { scripts } = z
  .object({ scripts: z.record(z.string(), z.string()) })
  .parse(JSON.parse(readFileSync("package.json", "utf8")));
const files = [
  "README.md",
  "CONTRIBUTING.md",
  "SECURITY.md",
  ...readdirSync("docs").flatMap((name) => (name.endsWith(".md") ? [`docs/${name}`] : [])),
];

/** Every command a page tells its reader to run: lines of shell blocks, and inline code that begins with npm or npx. */
const commands = files.flatMap((file) => {
  const text = readFileSync(file, "utf8");
  const blocks = [...text.matchAll(/```(?:sh|bash)\n([\s\S]*?)```/g)].flatMap((match) => (match[1] ?? "").split("\n"));
  const inline = [...text.replace(/```[\s\S]*?```/g, "").matchAll(/`((?:npm|npx) [^`\n]+)`/g)].map(
    (match) => match[1] ?? "",
  );
  return [...blocks, ...inline]
    .flatMap((line) => line.replace(/\s+#.*$/, "").split("&&"))
    .map((line) => line.trim().replace(/^(?:[A-Z_]+=\S+ )+/, ""))
    .filter((line) => /^(npm|npx) /.test(line))
    .map((line) => ({ file, line }));
});
const wordsOf = (line: string) => [...line.matchAll(/"([^"]*)"|(\S+)/g)].map((match) => match[1] ?? match[2] ?? "");

describe("what the docs tell people to run", () => {
  it("is there", () => {
    expect(commands.length).toBeGreaterThan(12);
    const ci = readFileSync(".ci/run", "utf8");
    for (const whole of ["npm ci", "npm start", "npm test", "npm run security"]) expect(ci).toContain(whole);
  });

  it.each(commands)("$file: $line", { timeout: 120_000 }, async ({ line }) => {
    const [tool, verb, ...rest] = wordsOf(line);
    if (tool === "npx" && verb === "vitest")
      return expect(await listed("vitest", ["list", ...rest.slice(1)])).not.toBe("");
    if (tool === "npx" && verb === "playwright")
      return expect(await listed("playwright", ["test", "--list", ...rest.slice(1)])).toMatch(/Total: [1-9]/);
    expect([line, tool]).toEqual([line, "npm"]);
    // The clean clone in .ci/run calls these whole.
    if (["ci", "start", "test"].includes(verb ?? "")) return;
    if (verb === "install") return;
    expect([line, verb]).toEqual([line, "run"]);
    const [script = "", dashes, ...options] = rest;
    expect([line, Object.keys(scripts)]).toEqual([line, expect.arrayContaining([script])]);
    if (dashes === undefined) return;
    expect([line, dashes]).toEqual([line, "--"]);
    if (script === "tenfour") return expect(await helpFor(options)).toContain(`Usage: tenfour`);
    if (script === "migration") return;
    const source = readFileSync(/\S+\.ts$/.exec(scripts[script] ?? "")?.[0] ?? "", "utf8");
    for (const option of options.filter((one) => one.startsWith("--")))
      expect([option, source]).toEqual([option, expect.stringMatching(new RegExp(`\\b${option.slice(2)}: \\{`))]);
  });

  it("names files that exist", () => {
    const linked = files.flatMap((file) =>
      [...readFileSync(file, "utf8").matchAll(/\]\((?!https?:|#|mailto:)([^)#\s]+)/g)].map((match) => ({
        file,
        path: new URL(match[1] ?? "", `file:///${file}`).pathname.slice(1),
      })),
    );
    expect(linked.length).toBeGreaterThan(10);
    expect(linked.filter(({ path }) => !existsSync(path))).toEqual([]);
  });
});

/** What a test runner finds for these words, without running it. */
async function listed(runner: string, words: string[]): Promise<string> {
  const { stdout } = await run(`node_modules/.bin/${runner}`, words, { env: { ...process.env, FORCE_COLOR: "0" } });
  return stdout.trim();
}

/** The help of a command of the command line; throws where there is no such command. */
async function helpFor(words: string[]): Promise<string> {
  let said = "";
  const tenfour = program();
  let command = tenfour;
  for (const word of words.filter((one) => !one.startsWith("-"))) {
    const found = command.commands.find((one) => one.name() === word);
    if (!found) break;
    command = found;
  }
  const named = words.filter((one) => !one.startsWith("-"));
  if (named.length > 0 && command === tenfour) throw new Error(`There is no command “${words.join(" ")}”.`);
  const known = command.options.flatMap((option) => [option.long, option.short]);
  const unknown = words.filter((one) => one.startsWith("--") && one !== "--help" && !known.includes(one));
  if (unknown.length > 0) throw new Error(`There is no option ${unknown.join(", ")}.`);
  said += command.helpInformation();
  return said.replace(/^Usage: \S+/, "Usage: tenfour");
}
