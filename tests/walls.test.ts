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

  test("a member's consent is written only by the consent service", () => {
    expect(files.flatMap((file) => consentWrites(file, readFileSync(file, "utf8")))).toEqual([]);
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

describe("the look at consent", () => {
  test.each([
    ["await tx.execute(sql`UPDATE members m SET held_at = now() WHERE m.id = 1`)", "held_at"],
    ["sql`UPDATE members SET first_name = 'x',\n status = 'active' WHERE id = 1`", "status"],
    ["tx.update(members).set({ language, status: 'opted_out' }).where(x)", "status"],
    ["tx\n    .update(members)\n    .set({ ...edit, joinedAt: now })", "joinedAt"],
    ["tx.insert(members).values({ phone, optedOutAt: now })", "optedOutAt"],
    ["sql`INSERT INTO members (leader_id, phone, status) VALUES (1, '2', 'active')`", "status"],
    ['list.push({ column: "consent_at", to: at })', "consent_at"],
    ["sql`INSERT INTO consent_log (leader_id) VALUES (1)`", "consent_log"],
    ["sql`DELETE FROM consent_log WHERE id = 1`", "consent_log"],
    ["sql`UPDATE consent_texts SET words = ''`", "consent_texts"],
    ["await logConsent(tx, rows)", "logConsent"],
  ])("a write elsewhere is found: %s", (text, what) => {
    expect(consentWrites("lib/other/file.ts", text)).toEqual([`lib/other/file.ts writes ${what}`]);
    expect(consentWrites("lib/consent/record.ts", text)).toEqual([]);
  });

  test("reading is none, nor is another column or table", () => {
    for (const text of [
      "sql`SELECT status, held_at FROM members WHERE status = 'active'`",
      "sql`UPDATE members SET first_name = 'x' WHERE status = 'active' AND held_at IS NULL`",
      "sql`UPDATE messages SET status = 'sent' FROM members m WHERE m.status = 'active'`",
      "tx.update(members).set({ mutedAt: now }).where(eq(members.status, 'active'))",
      "sql`SELECT 1 FROM consent_log`",
    ])
      expect(consentWrites("lib/other/file.ts", text)).toEqual([]);
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

/**
 * Files that write a column of consent outside the consent service: a new member starts as "new" or "abroad" and has agreed
 * to nothing; a deleted one is restored whole, as it was.
 */
const startsOrRestores = new Set(["lib/members/arrive.ts", "lib/members/call.ts", "lib/members/take-out.ts"]);
const consentColumns = "status|joined_at|opted_out_at|consent_at|held_at|joinedAt|optedOutAt|consentAt|heldAt";

/** The writes to a member's consent in a file's text, as sentences: in SQL up to its WHERE or FROM, in drizzle its object. */
function consentWrites(file: string, text: string): string[] {
  if (inside("lib/consent")(file)) return [];
  const wrong = (what: string | undefined) => (what ? [`${file} writes ${what}`] : []);
  const named = (part: string, behind: string) => new RegExp(`\\b(${consentColumns})\\b${behind}`).exec(part)?.[1];
  const found: string[] = [];
  for (const [, table] of text.matchAll(/\b(?:INSERT INTO|UPDATE|DELETE FROM)\s+(consent_log|consent_texts)\b/g))
    found.push(...wrong(table));
  for (const [, call] of text.matchAll(/\b(logConsent|logConsentOfMany|logStatedConsent|keepWords)\(/g))
    found.push(...wrong(call));
  if (startsOrRestores.has(file)) return found;
  for (const [, set] of text.matchAll(/\bUPDATE\s+members\b(?:\s+\w+)?\s+SET\b([\s\S]*?)(?:\bFROM\b|\bWHERE\b|`)/g))
    found.push(...wrong(named(set ?? "", "\\s*=")));
  for (const [, columns] of text.matchAll(/\bINSERT INTO\s+members\b[^(]*\(([^)]*)\)/g))
    found.push(...wrong(named(columns ?? "", "")));
  for (const [, values] of text.matchAll(
    /\.(?:update|insert)\(members\)\s*\.(?:set|values)\(([\s\S]*?)\)\s*(?:\.|;|$)/g,
  ))
    found.push(...wrong(named(values ?? "", "\\s*[:,}]")));
  for (const [, column] of text.matchAll(/\bcolumn: "(\w+)", to\b/g)) found.push(...wrong(named(column ?? "", "$")));
  return found;
}

function exists(file: string): boolean {
  try {
    readFileSync(file);
    return true;
  } catch {
    return false;
  }
}
