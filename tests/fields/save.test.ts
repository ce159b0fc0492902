import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { db } from "@/lib/db/client";
import { type FieldDraft, fieldDrafts, newField } from "@/lib/fields/draft";
import { archivedFieldsOf, fieldsOf, signUpFields } from "@/lib/fields/queries";
import { FieldsRefused, saveFields } from "@/lib/fields/save";
import { type TestDatabase, testDatabase } from "@/tests/database";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

const draft = (label: string, change: Partial<FieldDraft> = {}): FieldDraft => ({
  ...newField("text"),
  label,
  ...change,
});
const problem = (drafts: FieldDraft[]) => fieldDrafts.safeParse(drafts).error?.issues[0]?.message;

describe("a leader's own fields", () => {
  it("are saved in their order; changed, moved, archived with their answers, and brought back", async () => {
    const [one, two] = await saveFields(db(), 1, [draft("One"), draft("Two", { onSignUp: false })]);
    expect((await signUpFields(db(), 1)).map((field) => field.label)).toEqual(["One"]);
    await saveFields(db(), 1, [
      draft("Two!", { id: two?.id, required: true }),
      draft("Three", { kind: "choice", choices: ["a", "b"] }),
      draft("One", { id: one?.id }),
    ]);
    expect((await fieldsOf(db(), 1)).map((field) => field.label)).toEqual(["Two!", "Three", "One"]);
    await saveFields(db(), 1, [draft("One", { id: one?.id })]);
    expect((await archivedFieldsOf(db(), 1)).map((field) => field.label)).toEqual(["Three", "Two!"]);
    await saveFields(db(), 1, [draft("Two!", { id: two?.id }), draft("One", { id: one?.id })]);
    expect((await fieldsOf(db(), 1)).map((field) => field.label)).toEqual(["Two!", "One"]);
  });

  it("of another leader cannot be changed, archived or taken by their id", async () => {
    const [theirs] = await saveFields(db(), 2, [draft("Theirs")]);
    await expect(saveFields(db(), 3, [draft("Mine now", { id: theirs?.id })])).rejects.toThrow(FieldsRefused);
    await saveFields(db(), 3, [draft("Mine")]);
    expect((await fieldsOf(db(), 2)).map((field) => field.label)).toEqual(["Theirs"]);
    expect((await fieldsOf(db(), 3)).map((field) => field.label)).toEqual(["Mine"]);
  });

  it("keep their kind, for people have answered them", async () => {
    const [field] = await saveFields(db(), 4, [draft("Shoe size", { kind: "number" })]);
    await expect(saveFields(db(), 4, [draft("Shoe size", { id: field?.id, kind: "text" })])).rejects.toThrow(
      "keeps its kind",
    );
    const rows = await db().execute(sql`SELECT kind FROM fields WHERE leader_id = 4`);
    expect(rows.rows).toEqual([{ kind: "number" }]);
  });
});

describe("what the editor sends", () => {
  it("is refused in words", () => {
    expect(problem([draft(" ")])).toBe("A question has no words yet.");
    expect(problem([draft("x".repeat(81))])).toContain("80 characters");
    expect(problem([draft("Colour", { kind: "choice", choices: ["Red", " ", "Red"] })])).toContain("two choices");
    expect(problem(Array.from({ length: 13 }, (_, at) => draft(`${at}`)))).toContain("12 questions");
    expect(problem(Array.from({ length: 41 }, (_, at) => draft(`${at}`, { onSignUp: false })))).toContain("40 fields");
    const long = { kind: "choice" as const, choices: Array.from({ length: 20 }, (_, at) => `${at}`.padEnd(40, "x")) };
    expect(problem(Array.from({ length: 8 }, (_, at) => draft(`${at}`, long)))).toContain("too long for a page");
    expect(problem([draft("A", { id: 1 }), draft("B", { id: 1 })])).toContain("twice");
  });
});
