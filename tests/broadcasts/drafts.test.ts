import { and, eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { sliceOf, treeOf } from "@/lib/broadcasts/choice";
import { copyAsDraft, createDraft, type DraftContent, deleteDraft, saveDraft } from "@/lib/broadcasts/draft";
import { broadcastById } from "@/lib/broadcasts/queries";
import { reviewDraft } from "@/lib/broadcasts/review";
import { sendDraft } from "@/lib/broadcasts/schedule";
import { broadcasts } from "@/lib/broadcasts/table";
import { db } from "@/lib/db/client";
import { addLeader } from "@/lib/leaders/queries";
import { linksOf } from "@/lib/links/queries";
import { media } from "@/lib/media/table";
import { members } from "@/lib/members/table";
import { numbers } from "@/lib/numbers/table";
import { type TestDatabase, testDatabase } from "../database";

let database: TestDatabase;
let leaderId: number;
let stranger: number;

beforeAll(async () => {
  database = await testDatabase();
  leaderId = await someLeader("nadia", "+17733659687");
  stranger = await someLeader("omar", "+13125550142");
  await db()
    .insert(members)
    .values([
      member("+13125550101", { firstName: "Al", city: "Gary" }),
      member("+13125550102", { firstName: "Ana", city: "Gary" }),
      member("+13125550103", { firstName: "Maximiliana-Theodora", city: "Hammond" }),
      member("+13125550104", { status: "opted_out" }),
      member("+13125550105", { mutedAt: new Date() }),
    ]);
});
afterAll(() => database.close());

async function someLeader(handle: string, phone: string): Promise<number> {
  const leader = await addLeader(db(), { handle, name: handle, timeZone: "America/Chicago", firstAnswer: "{{link}}" });
  await db().insert(numbers).values({ leaderId: leader.id, phone, partsPerSecond: 30 });
  return leader.id;
}

function member(phone: string, rest: Partial<typeof members.$inferInsert>): typeof members.$inferInsert {
  return {
    leaderId,
    phone,
    country: "US",
    number: "+17733659687",
    status: "active",
    state: "IL",
    timeZone: "America/Chicago",
    ...rest,
  };
}

const one = { teammateId: 1 };
const other = { teammateId: 2 };
const now = { kind: "now" as const, notAfter: null, overrideCap: false };
const written = (body: string, rest: Partial<DraftContent> = {}): DraftContent => ({
  body,
  audience: null,
  plan: now,
  media: [],
  ...rest,
});
/** A Tuesday noon in Chicago. */
const noon = new Date("2026-11-24T18:00:00Z");
let id: number;

beforeEach(async () => {
  id = (await createDraft(db(), { leaderId, ...one })) as number;
});

/** A picture of the leader's of so many bytes; answers its id. */
async function file(bytes: number): Promise<string> {
  const [row] = await db()
    .insert(media)
    .values({ leaderId, kind: "image", source: "leader", state: "stored", type: "image/jpeg", bytes })
    .returning({ id: media.id });
  return row?.id as string;
}
const save = (revision: number, body: string, by = one) =>
  saveDraft(db(), { leaderId, ...by }, { id, revision, content: written(body) });
const review = (content: DraftContent) => reviewDraft(db(), leaderId, id, { ...content, number: "+17733659687" }, noon);
const send = (revision: number, of = leaderId) => sendDraft({ leaderId: of, id, revision });

describe("two who write the same draft", () => {
  test("see each other's saves, and neither is lost", async () => {
    expect(await save(0, "Mine")).toEqual({ kind: "saved", revision: 1 });
    const late = await save(0, "Theirs", other);
    expect(late).toMatchObject({ kind: "conflict", theirs: { body: "Mine", revision: 1, editorId: 1 } });
    expect(await save(1, "Theirs, knowing of mine", other)).toEqual({ kind: "saved", revision: 2 });
    expect((await broadcastById(db(), leaderId, id))?.body).toBe("Theirs, knowing of mine");
  });

  test("who save at the same moment are one saved and one told", async () => {
    const kinds = (await Promise.all([save(0, "a"), save(0, "b", other), save(0, "c")])).map((saved) => saved.kind);
    expect(kinds.sort()).toEqual(["conflict", "conflict", "saved"]);
  });

  test("cannot change it once it was sent", async () => {
    await save(0, "Hello");
    await send(1);
    expect(await save(1, "Too late")).toEqual({ kind: "sent" });
  });

  test("can throw it away and have it back", async () => {
    await save(0, "Keep me");
    const before = await deleteDraft(db(), leaderId, id);
    expect(await broadcastById(db(), leaderId, id)).toBeNull();
    const again = await createDraft(db(), { leaderId, ...one }, before as DraftContent);
    expect((await broadcastById(db(), leaderId, again as number))?.body).toBe("Keep me");
  });
});

describe("what the composer says", () => {
  test("is who gets it, who is left out and why, what it costs and how long it takes", async () => {
    const said = await review(written("Hello all"));
    expect(said).toMatchObject({
      problems: [],
      recipients: 3,
      atOnce: 3,
      leftOut: { opted_out: 1, muted: 1 },
      partsEach: 1,
      parts: 3,
      cost: 3 * 7_900,
      seconds: 1,
    });
  });

  test("counts one MMS each where files go along, and refuses more than carriers take together", async () => {
    const [light, heavy] = [await file(300_000), await file(800_000)];
    const said = await review(written("", { media: [light] }));
    expect(said).toMatchObject({ problems: [], cost: 3 * 20_000 });
    expect((await review(written("Hello all", { media: [light, heavy] }))).problems).toEqual([
      "These files are 1.1 MB together, and carriers drop what is over 1 MB. Take one out.",
    ]);
  });

  test("shows the longest, a typical and the shortest text of real members", async () => {
    const said = await review(written('Hi {{ first_name | default: "you" }}!'));
    expect(said.examples.map((one) => [one.role, one.text.split("\n")[0]])).toEqual([
      ["longest", "Hi Maximiliana-Theodora!"],
      ["typical", "Hi Ana!"],
      ["shortest", "Hi Al!"],
    ]);
  });

  test("counts 400 characters after the fields are filled, the opt-out line and links with them", async () => {
    const fits = `{{ first_name }}${"x".repeat(400 - "Maximiliana-Theodora\nReply STOP to opt out".length)}`;
    expect((await review(written(fits))).problems).toEqual([]);
    expect((await review(written(`${fits}x`))).problems).toEqual([
      "1 character too many for Maximiliana-Theodora, whose text is the longest. A text may have 400.",
    ]);
    const linked = await review(written(`https://tickets.example/${"long/".repeat(100)}`));
    expect(linked.problems).toEqual([]);
    expect(linked.examples[0]?.text).toMatch(/^http:\/\/tenfour\.test\/go\/\w+\n/);
  });

  test("warns of a field without a fallback that some have not answered", async () => {
    expect((await review(written("{{ last_name }}"))).warnings[0]).toMatch(/Nobody has “last_name”/);
    expect((await review(written("{{ first_name }}"))).warnings).toEqual([]);
  });
});

describe("a draft is refused", () => {
  test.each([
    ["when it is empty", written("  "), /nothing to send/],
    ["with 401 characters", written("x".repeat(401)), /too many/],
    ["with a field nobody knows", written("{{ shoe_size }}"), /no merge field “shoe_size”/],
    ["to nobody", written("Hi", { audience: { is: "city", any: ["Nowhere"] } }), /Nobody would get this/],
    [
      "to those who all opted out",
      written("Hi", { audience: { is: "status", any: ["opted_out"] } }),
      /left out, see below/,
    ],
  ])("%s", async (_, content, sentence) => {
    await saveDraft(db(), { leaderId, ...one }, { id, revision: 0, content });
    expect((await send(1)).refused).toMatch(sentence);
    expect((await broadcastById(db(), leaderId, id))?.state).toBe("draft");
  });

  test("when it was changed since it was last seen", async () => {
    await save(0, "Hello");
    await save(1, "Hello, changed by another", other);
    expect((await send(1)).refused).toMatch(/Somebody else changed this draft/);
  });

  test("to another leader, as if it were not there", async () => {
    await save(0, "Hello");
    expect((await send(1, stranger)).refused).toMatch(/doesn’t exist/);
    expect(await broadcastById(db(), stranger, id)).toBeNull();
    expect(await copyAsDraft(db(), { leaderId: stranger, ...one }, { id })).toBeNull();
    expect(await deleteDraft(db(), stranger, id)).toBeNull();
    const theirs = await saveDraft(db(), { leaderId: stranger, ...one }, { id, revision: 1, content: written("x") });
    expect(theirs).toEqual({ kind: "gone" });
    expect((await broadcastById(db(), leaderId, id))?.body).toBe("Hello");
  });
});

describe("a draft that is sent", () => {
  test("is sent once, however often and from wherever the button is pressed", async () => {
    await save(0, "Doors at 8: https://tickets.example/tonight");
    const all = await Promise.all([1, 2, 3, 4].map(() => send(1)));
    expect(all.map((one) => one.refused)).toEqual([null, null, null, null]);
    expect(all.filter((one) => !one.already)).toHaveLength(1);
    expect(await send(1)).toEqual({ refused: null, already: true, state: "preparing" });
    expect((await linksOf(db(), leaderId, id)).map((link) => link.url)).toEqual(["https://tickets.example/tonight"]);
  });

  test("keeps the prices of that day", async () => {
    await save(0, "Hello");
    await send(1);
    expect((await broadcastById(db(), leaderId, id))?.prices).toEqual({ part: 7_900, mms: 20_000 });
  });

  test("for a later hour waits for it, and pressing again does not start it", async () => {
    const at = new Date(Date.now() + 86_400_000).toISOString();
    const content = written("Tomorrow", { plan: { kind: "at", at, notAfter: null, overrideCap: false } });
    await saveDraft(db(), { leaderId, ...one }, { id, revision: 0, content });
    expect(await send(1)).toMatchObject({ refused: null, already: false, state: "scheduled" });
    expect(await send(1)).toEqual({ refused: null, already: true, state: "scheduled" });
  });

  test("can be copied, for the same people or for those it did not reach", async () => {
    await save(0, "Once more");
    const failed = treeOf({ include: [sliceOf(id, "failed")], exclude: [] });
    const copy = await copyAsDraft(db(), { leaderId, ...other }, { id, audience: failed });
    const where = and(eq(broadcasts.leaderId, leaderId), eq(broadcasts.id, copy as number));
    const [row] = await db().select().from(broadcasts).where(where);
    expect(row).toMatchObject({ body: "Once more", state: "draft", audience: failed, revision: 0, authorId: 2 });
  });
});
