import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { describe, expect, test } from "vitest";
import { circles, type Import, importsOf, roomOf, sources } from "./imports";

const files = sources("app", "components", "lib").concat("server.ts", "proxy.ts", "tenfour.ts").filter(exists);
const imports = files.flatMap(importsOf);
const inside = (folder: string) => (path: string) => path === folder || path.startsWith(`${folder}/`);
const shown = (wrong: Import[]) => wrong.map((one) => `${one.from} imports ${one.to}`);

describe("the walls of the house", () => {
  test("there are files and imports to look at", () => {
    expect(files.length).toBeGreaterThan(40);
    expect(imports.length).toBeGreaterThan(100);
  });

  test("lib never imports from app or components", () => {
    const wrong = imports.filter(
      (one) => inside("lib")(one.from) && (inside("app")(one.to) || inside("components")(one.to)),
    );
    expect(shown(wrong)).toEqual([]);
  });

  test("components never import from app", () => {
    // A server action is a door; its type and its reference may be handed down, not reached for.
    expect(shown(imports.filter((one) => inside("components")(one.from) && inside("app")(one.to)))).toEqual([]);
  });

  test("only lib/carrier/vonage knows Vonage", () => {
    const wrong = imports.filter((one) => one.to.startsWith("@vonage/") && !inside("lib/carrier/vonage")(one.from));
    expect(shown(wrong)).toEqual([]);
  });

  test("only lib/carrier/current.ts opens the folder of Vonage", () => {
    const wrong = imports.filter(
      (one) =>
        inside("lib/carrier/vonage")(one.to) &&
        !inside("lib/carrier/vonage")(one.from) &&
        one.from !== "lib/carrier/current.ts" &&
        !one.typeOnly,
    );
    expect(shown(wrong)).toEqual([]);
  });

  test("a noun's table is touched only from within its own room", () => {
    const wrong = imports.filter(
      (one) => /^lib\/[^/]+\/table$/.test(one.to) && roomOf(one.from) !== roomOf(one.to) && !one.typeOnly,
    );
    expect(shown(wrong)).toEqual([]);
  });

  test("rooms do not import each other in a circle", () => {
    const edges = new Map<string, Set<string>>();
    for (const one of imports) {
      const [from, to] = [roomOf(one.from), roomOf(one.to)];
      if (!from || !to || from === to || one.typeOnly) continue;
      edges.set(from, (edges.get(from) ?? new Set()).add(to));
    }
    expect(circles(edges).map((circle) => circle.join(" → "))).toEqual([]);
  });

  test("nothing a sender or a digester stands on reaches up to them", () => {
    const above = ["lib/delivery", "lib/inbound"];
    const nouns = new Set(files.filter((file) => basename(file) === "table.ts").map(roomOf));
    const wrong = imports.filter((one) => {
      const [from, to] = [roomOf(one.from), roomOf(one.to)];
      return from && to && nouns.has(from) && !above.includes(from) && above.includes(to);
    });
    expect(shown(wrong)).toEqual([]);
  });

  test("no junk drawers", () => {
    const drawer = /^(utils?|helpers?|common|misc)\b/;
    const names = files.flatMap((file) => file.split("/")).filter((name) => drawer.test(name));
    expect(names).toEqual([]);
  });

  test("a file can be held in the head: 300 lines at most", () => {
    const long = files.filter((file) => readFileSync(file, "utf8").split("\n").length > 301);
    expect(long).toEqual([]);
  });

  test("every setting stands in .env.example", () => {
    const schema = readFileSync("lib/env.ts", "utf8");
    const settings = [...schema.matchAll(/^ {2}([A-Z][A-Z_]+):/gm)].map((match) => match[1] as string);
    const told = readFileSync(".env.example", "utf8");
    expect(settings.length).toBeGreaterThan(10);
    expect(settings.filter((name) => !new RegExp(`^#? ?${name}=`, "m").test(told))).toEqual([]);
  });
});

describe("the look at imports", () => {
  test("a circle is found", () => {
    const edges = new Map([
      ["a", new Set(["b"])],
      ["b", new Set(["c"])],
      ["c", new Set(["a"])],
    ]);
    expect(circles(edges)).toEqual([["a", "b", "c", "a"]]);
    edges.set("c", new Set());
    expect(circles(edges)).toEqual([]);
  });
});

function exists(file: string): boolean {
  try {
    readFileSync(file);
    return true;
  } catch {
    return false;
  }
}
