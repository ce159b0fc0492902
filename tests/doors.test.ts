import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { startBulk } from "@/lib/bulk/start";
import { db } from "@/lib/db/client";
import { receiveFile } from "@/lib/imports/receive";
import { addLeader } from "@/lib/leaders/queries";
import { keepUpload } from "@/lib/media/upload";
import { editable } from "@/lib/members/edit";
import { deleteMember } from "@/lib/privacy/delete";
import { type TestDatabase, testDatabase } from "@/tests/database";

/**
 * Every door that a teammate may knock at, with the ids of another leader's things. The doors are found on the disk: a new
 * one fails here until it is said what it does with ids. Only who is signed in is made up; the rest is the real program.
 */
const session = { teammateId: 0, leaderId: 0 };
vi.mock("next-auth", async (original) => ({
  ...(await original<typeof import("next-auth")>()),
  getServerSession: async () => session,
}));
vi.mock("next/headers", () => ({
  headers: async () => new Headers(),
  cookies: async () => ({ get: () => undefined }),
}));

/** Stands in everything that is Bob's. */
const secret = "bobsecret";
const phone = "+13125550177";
/** What Bob has, by its id. */
const bob = {
  id: 0,
  member: 0,
  gone: 0,
  text: 0,
  tag: 0,
  segment: 0,
  field: 0,
  note: 0,
  import: 0,
  broadcast: 0,
  sent: 0,
};
const more = { media: "", number: "+15550001112", bulk: 0 };
/** Ids in the place of Bob's that nobody has. */
const nobodys = {
  bob: Object.fromEntries(Object.keys(bob).map((key, at) => [key, 2_000_000_000 + at])),
  more: { media: "AAAAAAAAAAAAAAAAAAAAAA", number: "+15550001999", bulk: 2_000_000_099 },
};
let ana = 0;
let database: TestDatabase;

const found = async (query: ReturnType<typeof sql>) =>
  (await db().execute<{ id: number }>(query)).rows[0]?.id as number;

beforeAll(async () => {
  database = await testDatabase();
  for (const handle of ["ana", "bob"]) {
    const name = handle === "ana" ? "Ana" : secret;
    const { id } = await addLeader(db(), { handle, name, timeZone: "UTC", firstAnswer: "{{link}}" });
    await db().execute(
      sql`INSERT INTO numbers (phone, leader_id) VALUES (${handle === "ana" ? "+15550001111" : more.number}, ${id})`,
    );
    await db().execute(
      sql`INSERT INTO teammates (leader_id, name, mobile, role) VALUES (${id}, ${name}, ${`+1312555010${id}`}, 'owner')`,
    );
    if (handle === "ana") ana = id;
    else bob.id = id;
  }
  const add = (table: string, values: Record<string, unknown>) => {
    const row = JSON.stringify({ leader_id: bob.id, ...values });
    const columns = sql.raw(["leader_id", ...Object.keys(values)].map((one) => `"${one}"`).join(", "));
    return found(sql`INSERT INTO ${sql.raw(table)} (${columns})
      SELECT ${columns} FROM jsonb_populate_record(NULL::${sql.raw(table)}, ${row}::jsonb) RETURNING id`);
  };
  const member = {
    country: "US",
    number: more.number,
    status: "active",
    first_name: secret,
    joined_at: new Date(),
    source: "text",
    inbound_count: 1,
    custom: {},
  };
  const columns = Object.keys(member)
    .map((one) => `"${one}"`)
    .join(", ");
  const addMember = (number: string) =>
    found(sql`
    INSERT INTO members (leader_id, phone, ${sql.raw(columns)})
    SELECT ${bob.id}, ${number}, ${sql.raw(columns)} FROM jsonb_populate_record(NULL::members, ${JSON.stringify(member)}::jsonb) RETURNING id`);
  bob.member = await addMember(phone);
  bob.gone = await addMember("+13125550178");
  await deleteMember(bob.id, bob.gone, new Date());
  await db().execute(sql`INSERT INTO threads (leader_id, member_id, last_inbound_at, preview, unread, unanswered, flagged)
    VALUES (${bob.id}, ${bob.member}, now(), ${secret}, 1, true, true)`);
  bob.text = await found(sql`INSERT INTO messages (leader_id, member_id, number, phone, outbound, kind, body, state)
    VALUES (${bob.id}, ${bob.member}, ${more.number}, ${phone}, true, 'reply', ${secret}, 'unconfirmed') RETURNING id`);
  bob.tag = await add("tags", { name: secret });
  await db().execute(
    sql`INSERT INTO tagged (leader_id, tag_id, member_id) VALUES (${bob.id}, ${bob.tag}, ${bob.member})`,
  );
  bob.segment = await found(
    sql`INSERT INTO segments (leader_id, name, tree) VALUES (${bob.id}, ${secret}, '{"is":"everyone"}') RETURNING id`,
  );
  bob.field =
    await found(sql`INSERT INTO fields (leader_id, label, label_es, kind, choices, on_sign_up, required, position)
    VALUES (${bob.id}, ${secret}, '', 'text', '[]', true, false, 0) RETURNING id`);
  bob.note = await found(
    sql`INSERT INTO notes (leader_id, member_id, author_id, body) VALUES (${bob.id}, ${bob.member}, 1, ${secret}) RETURNING id`,
  );
  await db().execute(sql`INSERT INTO consent_log (leader_id, member_id, phone, event, channel, words)
    VALUES (${bob.id}, ${bob.member}, ${phone}, 'granted', 'import', ${secret})`);
  const body = (async function* () {
    yield Buffer.from(`phone,name\n3125550177,${secret}\n`);
  })();
  bob.import = (
    await receiveFile({ leaderId: bob.id, teammateId: null, teammateName: secret, fileName: `${secret}.csv`, body })
  ).id;
  const { createDraft } = await import("@/lib/broadcasts/draft");
  const draft = (await createDraft(db(), { leaderId: bob.id, teammateId: 1 }, { body: secret })) as number;
  const sent = (await createDraft(db(), { leaderId: bob.id, teammateId: 1 }, { body: secret })) as number;
  await db().execute(sql`UPDATE broadcasts SET state = 'sending', started_at = now() WHERE id = ${sent}`);
  Object.assign(bob, { broadcast: draft, sent });
  more.media = (
    await keepUpload(
      bob.id,
      Buffer.from(`BEGIN:VCARD\r\nVERSION:3.0\r\nFN:${secret}\r\nEND:VCARD\r\n`),
      `${secret}.vcf`,
    )
  ).id;
  more.bulk = (await startBulk({ leaderId: bob.id, teammateId: 1, kind: "delete", crowd: {} })) as number;
  const [me] = (await db().execute<{ id: number }>(sql`SELECT id FROM teammates WHERE leader_id = ${ana}`)).rows;
  Object.assign(session, { leaderId: ana, teammateId: me?.id });
});
afterAll(() => database.close());

/** "none": 404 or a refusal. "own": an answer in which nothing of Bob's stands. Anything else is why no id is taken. */
type Rule = "none" | "own";
type Knock = { rule: Rule; ask: (door: never) => unknown };
const get = (rule: Rule, address: () => string, params: () => Record<string, string> = () => ({})): Knock => ({
  rule,
  ask: (door: (request: Request, context: unknown) => unknown) =>
    door(new Request(`http://tenfour.test${address()}`), { params: Promise.resolve(params()) }),
});
const post = (rule: Rule, body: () => unknown): Knock => ({
  rule,
  ask: (door: (request: Request, context: unknown) => unknown) =>
    door(new Request("http://tenfour.test/", { method: "POST", body: JSON.stringify(body()) }), {}),
});
const act = (rule: Rule, input: () => unknown): Knock => ({
  rule,
  ask: (door: (input: unknown) => unknown) => door(input()),
});
const page = (params: () => Record<string, string>): Knock => ({
  rule: "none",
  ask: (door: (props: unknown) => unknown) => door({ params: Promise.resolve(params()) }),
});

const draft = { body: "x", audience: null, plan: { kind: "now" }, media: [] };
const broadcastOf = (rule: Rule = "none") => act(rule, () => ({ id: bob.sent }));
const importOf = () => act("none", () => ({ id: bob.import }));
const crowds = [() => ({ tagId: bob.tag }), () => ({ segmentId: bob.segment })];
const nobody = { ids: [1] };
const once = "7b0c9f5e-3b1f-4f0e-9f56-0d6e4c1f2a10";

const knocks: Record<string, Knock[]> = {
  "(leader)/(imports)/members/import/[id]/progress/route.ts GET": [
    get(
      "none",
      () => "/",
      () => ({ id: String(bob.import) }),
    ),
  ],
  "(leader)/(imports)/members/import/[id]/refused/route.ts GET": [
    get(
      "none",
      () => "/",
      () => ({ id: String(bob.import) }),
    ),
  ],
  "(leader)/(imports)/members/import/[id]/page.tsx default": [page(() => ({ id: String(bob.import) }))],
  "(leader)/(imports)/members/import/actions.ts check": [
    act("none", () => ({
      id: bob.import,
      mapping: { header: true, columns: ["phone", null], tags: [], rule: "fill", dates: "month_first" },
      source: "from the merch table",
      proof: false,
    })),
  ],
  "(leader)/(imports)/members/import/actions.ts begin": [importOf()],
  "(leader)/(imports)/members/import/actions.ts resume": [importOf()],
  "(leader)/(imports)/members/import/actions.ts stop": [importOf()],
  "(leader)/(imports)/members/import/actions.ts undo": [importOf()],
  "(leader)/members/rows/route.ts GET": [
    get("none", () => `/?tag=${bob.tag}`),
    get("none", () => `/?segment=${bob.segment}`),
    get("own", () => `/?ids=${bob.member}`),
    get("own", () => `/?q=${secret}`),
  ],
  "(leader)/members/count/route.ts GET": [
    get("none", () => `/?tag=${bob.tag}`),
    get("none", () => `/?segment=${bob.segment}`),
  ],
  "(leader)/members/recent/route.ts GET": [get("own", () => "/")],
  "(leader)/members/export/route.ts GET": [
    get("none", () => `/?tag=${bob.tag}`),
    get("none", () => `/?segment=${bob.segment}`),
    get("own", () => `/?columns=field:${bob.field}`),
  ],
  "(leader)/members/export/texts/route.ts GET": [get("own", () => "/")],
  "(leader)/members/export/consent/route.ts GET": [get("own", () => "/")],
  "(leader)/members/[member]/export/route.ts GET": [
    get(
      "none",
      () => "/",
      () => ({ member: String(bob.member) }),
    ),
  ],
  "(leader)/members/[member]/page.tsx default": [page(() => ({ member: String(bob.member) }))],
  "(leader)/members/actions.ts edit": [
    act("none", () => ({
      memberId: bob.member,
      typed: { ...Object.fromEntries(editable.map((one) => [one, ""])), firstName: "Eve" },
    })),
  ],
  "(leader)/members/actions.ts setMark": [act("none", () => ({ memberId: bob.member, mark: "blocked", on: true }))],
  "(leader)/members/actions.ts tag": [act("none", () => ({ memberId: bob.member, name: "mine" }))],
  "(leader)/members/actions.ts untag": [act("none", () => ({ memberId: bob.member, tagId: bob.tag }))],
  "(leader)/members/actions.ts note": [act("none", () => ({ memberId: bob.member, body: "x" }))],
  "(leader)/members/actions.ts unnote": [act("none", () => ({ noteId: bob.note }))],
  "(leader)/members/actions.ts remove": [act("none", () => ({ memberId: bob.member }))],
  "(leader)/members/actions.ts bringBack": [act("none", () => ({ memberId: bob.gone }))],
  "(leader)/members/bulk-actions.ts tagMany": [
    ...crowds.map((crowd) => act("none", () => ({ crowd: crowd(), kind: "tag", name: "mine" }))),
    act("own", () => ({ crowd: { ids: [bob.member] }, kind: "tag", name: "mine" })),
    act("none", () => ({ crowd: nobody, kind: "untag", name: secret })),
  ],
  "(leader)/members/bulk-actions.ts listMany": crowds.map((crowd) =>
    act("none", () => ({ crowd: crowd(), name: "mine" })),
  ),
  "(leader)/members/bulk-actions.ts deleteMany": [
    ...crowds.map((crowd) => act("none", () => ({ crowd: crowd() }))),
    act("own", () => ({ crowd: { ids: [bob.member] } })),
  ],
  "(leader)/members/bulk-actions.ts undoMany": [act("none", () => ({ id: more.bulk }))],
  "(leader)/members/bulk-actions.ts resumeMany": [act("none", () => ({ id: more.bulk }))],
  "(leader)/segments/[segment]/page.tsx default": [page(() => ({ segment: String(bob.segment) }))],
  "(leader)/segments/count/route.ts POST": (["estimate", "exact", "examples"] as const).flatMap((want) => [
    post("own", () => ({ tree: { is: "segment", segmentId: bob.segment }, want })),
    post("own", () => ({ tree: { is: "members", ids: [bob.member] }, want })),
    post("own", () => ({ tree: { is: "tag", any: [bob.tag] }, want })),
  ]),
  "(leader)/segments/sizes/route.ts GET": [get("own", () => `/?ids=${bob.segment}`)],
  "(leader)/segments/actions.ts save": [
    act("none", () => ({ id: bob.segment, name: "mine", tree: { is: "everyone" } })),
    act("none", () => ({ id: null, name: "mine", tree: { is: "segment", segmentId: bob.segment } })),
  ],
  "(leader)/segments/actions.ts rename": [act("none", () => ({ id: bob.segment, name: "mine" }))],
  "(leader)/segments/actions.ts duplicate": [act("none", () => ({ id: bob.segment }))],
  "(leader)/segments/actions.ts remove": [act("none", () => ({ id: bob.segment }))],
  "(leader)/segments/actions.ts restore": [act("none", () => ({ id: bob.segment }))],
  "(leader)/settings/sign-up/actions.ts saveSignUpPage": [
    act("none", () => ({
      looks: {
        accent: "#2b50c8",
        greeting: "",
        greetingEs: "",
        textWords: "",
        minAge: "13",
        languages: "both",
        cardOnRequest: true,
        cardAfterSignUp: false,
        cardAs: "link",
      },
      fields: [
        { id: bob.field, label: "mine", labelEs: "", kind: "text", choices: [], onSignUp: true, required: false },
      ],
    })),
  ],
  "(leader)/settings/calls/list/route.ts GET": [get("own", () => "/")],
  "(leader)/settings/numbers/actions.ts saveNumber": [
    act("none", () => ({
      phone: more.number,
      partsPerSecond: 1,
      partsPerDay: 100,
      carrierAnswersStop: false,
      campaign: {},
    })),
  ],
  "(leader)/settings/numbers/actions.ts askLoss": [act("own", () => ({ phone: more.number }))],
  "(leader)/settings/numbers/actions.ts releaseNumber": [act("none", () => ({ phone: more.number, typed: "1112" }))],
  "(leader)/inbox/[member]/page.tsx default": [page(() => ({ member: String(bob.member) }))],
  "(leader)/inbox/[member]/messages/route.ts GET": [
    get(
      "none",
      () => "/",
      () => ({ member: String(bob.member) }),
    ),
  ],
  "(leader)/inbox/threads/route.ts GET": [
    get("own", () => `/?members=${bob.member}`),
    get("own", () => `/?broadcast=${bob.sent}`),
  ],
  "(leader)/inbox/actions.ts send": [act("none", () => ({ memberId: bob.member, body: "x", onceKey: once }))],
  "(leader)/inbox/actions.ts sendAgain": [act("none", () => ({ memberId: bob.member, messageId: bob.text }))],
  "(leader)/inbox/actions.ts leaveIt": [act("own", () => ({ memberId: bob.member, messageId: bob.text }))],
  "(leader)/inbox/actions.ts read": [act("own", () => ({ memberId: bob.member }))],
  "(leader)/inbox/actions.ts done": [act("none", () => ({ memberId: bob.member }))],
  "(leader)/inbox/actions.ts undoneDone": [
    act("own", () => ({ memberId: bob.member, before: { unread: 0, unanswered: false } })),
  ],
  "(leader)/inbox/actions.ts optOut": [act("none", () => ({ memberId: bob.member }))],
  "(leader)/inbox/actions.ts keep": [act("own", () => ({ memberId: bob.member }))],
  "(leader)/broadcasts/[id]/page.tsx default": [
    page(() => ({ id: String(bob.broadcast) })),
    page(() => ({ id: String(bob.sent) })),
  ],
  "(leader)/broadcasts/[id]/draft/route.ts GET": [
    get(
      "none",
      () => "/",
      () => ({ id: String(bob.broadcast) }),
    ),
  ],
  "(leader)/broadcasts/[id]/people/route.ts GET": [
    get(
      "none",
      () => "/",
      () => ({ id: String(bob.sent) }),
    ),
  ],
  "(leader)/broadcasts/[id]/progress/route.ts GET": [
    get(
      "none",
      () => "/",
      () => ({ id: String(bob.sent) }),
    ),
  ],
  "(leader)/broadcasts/[id]/results/route.ts GET": [
    get(
      "none",
      () => "/",
      () => ({ id: String(bob.sent) }),
    ),
  ],
  "(leader)/broadcasts/list/route.ts GET": [get("own", () => "/")],
  "(leader)/broadcasts/actions.ts begin": [
    act("own", () => ({ of: { broadcastId: bob.sent, cut: { by: "slice", slice: "answered" } } })),
  ],
  "(leader)/broadcasts/actions.ts save": [act("own", () => ({ id: bob.broadcast, revision: 0, content: draft }))],
  "(leader)/broadcasts/actions.ts review": [act("none", () => ({ id: bob.broadcast, content: draft }))],
  "(leader)/broadcasts/actions.ts send": [act("none", () => ({ id: bob.broadcast, revision: 0 }))],
  "(leader)/broadcasts/actions.ts test": [act("none", () => ({ id: bob.broadcast, onceKey: once, reader: null }))],
  "(leader)/broadcasts/actions.ts discard": [act("none", () => ({ id: bob.broadcast }))],
  "(leader)/broadcasts/actions.ts restore": [act("own", () => ({ ...draft, media: [more.media] }))],
  "(leader)/broadcasts/actions.ts copy": [act("none", () => ({ id: bob.sent }))],
  "(leader)/broadcasts/actions.ts saveSegment": [
    act("none", () => ({ broadcastId: bob.sent, cut: { by: "slice", slice: "answered" }, name: "mine" })),
  ],
  "(leader)/broadcasts/actions.ts pause": [broadcastOf()],
  "(leader)/broadcasts/actions.ts resume": [broadcastOf()],
  "(leader)/broadcasts/actions.ts cancel": [broadcastOf()],
  "(leader)/broadcasts/actions.ts unschedule": [broadcastOf()],
  "(leader)/find/route.ts GET": [get("own", () => `/?q=${secret}`)],
  "media/own/[id]/route.ts GET": [
    get(
      "none",
      () => "/",
      () => ({ id: more.media }),
    ),
  ],
};

/** Doors at which nothing is named by an id of a leader's, and why. */
const others: Record<string, RegExp> = {
  "take nothing but what is typed":
    /^\(leader\)\/(settings\/(actions|calls\/actions|prices\/actions|health\/actions|carrier\/actions|broadcasts\/actions|sign-up\/preview\/route)|settings\/numbers\/actions\.tsx? (searchNumbers|buyNumber|listIdle|bringNumber)|segments\/places)/,
  "take a file in": /^(\(leader\)\/\(imports\)\/members\/import\/upload\/|media\/own\/route)/,
  "are open to anybody, by a secret or a public name":
    /^(\[handle\]|api\/|card|go|health|join|live|media\/\[token\]|metrics|picture|privacy|terms|webhooks|simulator|sign-in|welcome)/,
};

function doors(): { name: string; file: string; way: string }[] {
  const files = readdirSync("app", { recursive: true, encoding: "utf8" }).filter((file) => /\.tsx?$/.test(file));
  return files.flatMap((file) => {
    const text = readFileSync(join("app", file), "utf8");
    const ways = /(^|\/)route\.tsx?$/.test(file)
      ? ["GET", "POST", "PUT", "PATCH", "DELETE"].filter((way) =>
          new RegExp(`export (const|async function|function) ${way}\\b|as ${way}\\b`).test(text),
        )
      : /(^|\/)page\.tsx$/.test(file) && file.includes("[")
        ? ["default"]
        : text.startsWith('"use server"')
          ? [...text.matchAll(/^export (?:const|async function) (\w+)/gm)].map((one) => one[1] as string)
          : [];
    return ways.map((way) => ({ name: `${file} ${way}`, file, way }));
  });
}

async function standing(): Promise<string> {
  const tables = await db().execute<{ name: string }>(sql`
    SELECT c.table_name AS name FROM information_schema.columns c JOIN information_schema.tables t USING (table_schema, table_name)
    WHERE c.column_name = 'leader_id' AND c.table_schema = 'public' AND t.table_type = 'BASE TABLE' ORDER BY 1`);
  const all: string[] = [];
  for (const { name } of tables.rows) {
    const rows = await db().execute<{ row: string }>(
      sql`SELECT to_jsonb(t)::text AS row FROM ${sql.identifier(name)} t WHERE leader_id = ${bob.id} ORDER BY 1`,
    );
    all.push(...rows.rows.map((one) => `${name} ${one.row}`));
  }
  return all.join("\n");
}

async function answerOf(knock: Knock, door: unknown): Promise<{ none: boolean; words: string }> {
  try {
    const answer = await knock.ask(door as never);
    if (answer instanceof Response) return { none: answer.status === 404, words: await answer.text() };
    const { ok } = answer as { ok?: boolean };
    return { none: ok === false, words: JSON.stringify(answer) };
  } catch (error) {
    const none = /;404$/.test(String((error as { digest?: string }).digest));
    if (!none) throw error;
    return { none, words: "" };
  }
}

/** What the same door says to an id that nobody has: to Bob's it must say the very same. */
async function wordsForNobodys(knock: Knock, door: unknown): Promise<string> {
  const kept = { bob: { ...bob }, more: { ...more } };
  Object.assign(bob, nobodys.bob);
  Object.assign(more, nobodys.more);
  try {
    return (await answerOf(knock, door)).words;
  } finally {
    Object.assign(bob, kept.bob);
    Object.assign(more, kept.more);
  }
}

describe("every door", () => {
  it("is known here: a new one says what it does with another leader's ids", () => {
    const known = (name: string) => name in knocks || Object.values(others).some((pattern) => pattern.test(name));
    expect(
      doors()
        .map((door) => door.name)
        .filter((name) => !known(name)),
    ).toEqual([]);
    const there = new Set(doors().map((door) => door.name));
    expect(Object.keys(knocks).filter((name) => !there.has(name))).toEqual([]);
  });

  it.each(Object.keys(knocks))("%s knows nothing of another leader's", async (name) => {
    const [file, way] = [name.slice(0, name.lastIndexOf(" ")), name.slice(name.lastIndexOf(" ") + 1)];
    const door = (await import(join(process.cwd(), "app", file)))[way];
    const before = await standing();
    for (const knock of knocks[name] as Knock[]) {
      const { none, words } = await answerOf(knock, door);
      if (knock.rule === "none") expect(`${words.slice(0, 200)} → ${none}`).toBe(`${words.slice(0, 200)} → true`);
      // Refused for whose it is, not for how it was asked.
      expect(words).not.toMatch(/Invalid input|could not be understood|did not work/);
      expect(words).not.toMatch(new RegExp(`${secret}(?!”|\\.|&)|${phone.slice(2)}`));
      expect(none ? words : "").toBe(none ? await wordsForNobodys(knock, door) : "");
    }
    expect(await standing()).toBe(before);
  });
});
