import { readdirSync } from "node:fs";
import { type BrowserContext, expect, type Page, type Route } from "@playwright/test";
import type { LeaderWish } from "../program";
import { test } from "./hydration";
import { inDatabase, program, signIn, someLeader } from "./story";

type Ids = Record<"member" | "tag" | "segment" | "broadcast" | "link" | "import" | "media", string>;

let owner: LeaderWish;
let stranger: LeaderWish;
let ids: Ids;
/** Their browsers, signed in once: codes are counted by the address they are asked for from. */
let mine: BrowserContext;
let theirs: BrowserContext;

test.beforeAll(async ({ browser }) => {
  test.setTimeout(300_000);
  owner = await someLeader("Olga Owner");
  stranger = await someLeader("Stan Stranger");
  ids = await things(owner);
  [mine, theirs] = [await browser.newContext(), await browser.newContext()];
  await signIn(await mine.newPage(), owner.mobile);
  await signIn(await theirs.newPage(), stranger.mobile);
});
test.afterAll(async () => {
  await mine.close();
  await theirs.close();
});

/** One of everything a leader may have, written straight into the program's database. Answers their ids. */
const things = ({ handle, number }: LeaderWish): Promise<Ids> =>
  inDatabase(async (client) => {
    const add = async (what: string, values: unknown[] = []) => {
      const { rows } = await client.query<{ id: string }>(what, values);
      return String(rows[0]?.id);
    };
    const mine = await add("SELECT id FROM leaders WHERE handle = $1", [handle]);
    const member = await add(
      `INSERT INTO members (leader_id, phone, country, number, status, first_name, joined_at)
       VALUES ($1, '+14155552671', 'US', $2, 'active', 'Secretina', now()) RETURNING id`,
      [mine, number],
    );
    const tag = await add("INSERT INTO tags (leader_id, name) VALUES ($1, 'Secret') RETURNING id", [mine]);
    await client.query("INSERT INTO tagged (leader_id, tag_id, member_id) VALUES ($1, $2, $3)", [mine, tag, member]);
    await client.query(
      "INSERT INTO threads (leader_id, member_id, last_inbound_at, preview) VALUES ($1, $2, now(), 'a secret')",
      [mine, member],
    );
    const segment = await add(
      `INSERT INTO segments (leader_id, name, tree) VALUES ($1, 'Secret', '{"is":"everyone"}') RETURNING id`,
      [mine],
    );
    const broadcast = await add(
      "INSERT INTO broadcasts (leader_id, body, number, state) VALUES ($1, 'a secret', $2, 'finished') RETURNING id",
      [mine, number],
    );
    await client.query(
      `INSERT INTO deliveries (leader_id, broadcast_id, member_id, phone, state, replied_at, clicked_at)
       VALUES ($1, $2, $3, '+14155552671', 'delivered', now(), now())`,
      [mine, broadcast, member],
    );
    const link = await add(
      "INSERT INTO links (leader_id, broadcast_id, url) VALUES ($1, $2, 'https://example.com') RETURNING id",
      [mine, broadcast],
    );
    await client.query("INSERT INTO clicks (leader_id, link_id, member_id) VALUES ($1, $2, $3)", [mine, link, member]);
    const list = await add(
      `INSERT INTO imports (leader_id, file_name, bytes, encoding, delimiter, first_row_at, second_row_at, first_row, sample, mapping, counts, state)
       VALUES ($1, 'secret.csv', 1, 'UTF-8', ',', 0, 1, '["Phone"]', '[]', '{"columns":["phone"],"header":true,"dates":"month_first","rule":"fill","tags":[]}',
         '{"rows":0,"created":0,"updated":0,"unchanged":0,"repeated":0,"refused":{},"leftOut":{}}', 'done') RETURNING id`,
      [mine],
    );
    const media = await add(
      "INSERT INTO media (leader_id, kind, source, state, name) VALUES ($1, 'image', 'leader', 'stored', 'secret.png') RETURNING id",
      [mine],
    );
    return { member, tag, segment, broadcast, link, import: list, media };
  });

/** Each door that has an id in its address, as it is asked for the owner's thing. */
const doors: Record<string, (ids: Ids) => string> = {
  "(leader)/(imports)/members/import/[id]": (of) => `/members/import/${of.import}`,
  "(leader)/(imports)/members/import/[id]/progress": (of) => `/members/import/${of.import}/progress`,
  "(leader)/(imports)/members/import/[id]/refused": (of) => `/members/import/${of.import}/refused`,
  "(leader)/segments/[segment]": (of) => `/segments/${of.segment}`,
  "(leader)/members/[member]": (of) => `/members/${of.member}`,
  "(leader)/members/[member]/export": (of) => `/members/${of.member}/export`,
  "(leader)/inbox/[member]": (of) => `/inbox/${of.member}`,
  "(leader)/inbox/[member]/messages": (of) => `/inbox/${of.member}/messages`,
  "(leader)/broadcasts/[id]": (of) => `/broadcasts/${of.broadcast}`,
  "(leader)/broadcasts/[id]/draft": (of) => `/broadcasts/${of.broadcast}/draft`,
  "(leader)/broadcasts/[id]/people": (of) => `/broadcasts/${of.broadcast}/people?slice=answered`,
  "(leader)/broadcasts/[id]/progress": (of) => `/broadcasts/${of.broadcast}/progress`,
  "(leader)/broadcasts/[id]/results": (of) => `/broadcasts/${of.broadcast}/results`,
  "media/own/[id]": (of) => `/media/own/${of.media}`,
};

test("every door that has an id in its address is known here", () => {
  const found = readdirSync("app", { recursive: true, encoding: "utf8" })
    .filter((path) => /^(\(leader\)|media\/own)\//.test(path) && /\[.*\/(page|route)\.tsx?$/.test(path))
    .map((path) => path.replace(/\/(page|route)\.tsx?$/, ""));
  expect(found.sort()).toEqual(Object.keys(doors).sort());
});

test("to another leader nothing is there, through any door; to its owner it is", async () => {
  for (const [door, address] of Object.entries(doors)) {
    const to = program().url + address(ids);
    const answer = await theirs.request.get(to);
    expect([door, answer.status()]).toEqual([door, 404]);
    expect(await answer.text()).not.toMatch(/secret/i);
    // The stored row has no bytes behind it, so this one door has nothing to give to its owner either.
    if (door !== "media/own/[id]") expect([door, (await mine.request.get(to)).status()]).toEqual([door, 200]);
  }
});

test("to another leader nobody is found by what is asked behind the address", async () => {
  const asked = [
    `/members/rows?ids=${ids.member}`,
    `/members/rows?tag=${ids.tag}`,
    `/members/rows?segment=${ids.segment}`,
    `/members/count?tag=${ids.tag}`,
    `/members/count?segment=${ids.segment}`,
    "/members/rows?q=Secretina",
    `/inbox/threads?members=${ids.member}`,
    `/inbox/threads?broadcast=${ids.broadcast}`,
    "/find?q=Secret",
    `/segments/sizes?ids=${ids.segment}`,
  ];
  for (const path of asked) {
    const [no, yes] = await Promise.all([theirs, mine].map((who) => who.request.get(program().url + path)));
    expect([path, await no?.text()]).not.toEqual([path, expect.stringMatching(/secret|"(members|count)":1/i)]);
    expect([path, await yes?.text()]).toEqual([path, expect.stringMatching(/secret|"(members|count)":1/i)]);
  }
  const trees = [
    { tree: { is: "tag", any: [Number(ids.tag)] }, named: "a tag" },
    { tree: { is: "segment", segmentId: Number(ids.segment) }, named: "a segment" },
    { tree: { is: "broadcast", broadcastId: Number(ids.broadcast), did: "answered" }, named: "a broadcast" },
    { tree: { is: "link", linkId: Number(ids.link) }, named: "a link" },
    { tree: { is: "members", ids: [Number(ids.member)] }, named: null },
  ];
  const of = (members: number) => ({ size: { members, reachable: members, exact: true } });
  for (const { tree, named } of trees) {
    const ask = (who: typeof theirs) =>
      who.request.post(`${program().url}/segments/count`, { data: { tree, want: "exact" } });
    // The same words as for what never existed.
    const unknown = { problem: `The conditions use ${named} that no longer exists. Remove that condition.` };
    expect([tree, await (await ask(theirs)).json()]).toEqual([tree, named ? unknown : of(0)]);
    expect([tree, await (await ask(mine)).json()]).toEqual([tree, of(1)]);
  }
});

/** What the page is about to do to its own thing, it asks for another's: answers the status. */
async function bentOnto(page: Page, own: string, another: string, click: () => Promise<void>): Promise<number> {
  let status = 0;
  const bend = async (route: Route) => {
    const request = route.request();
    if (!request.headers()["next-action"]) return route.fallback();
    const answer = await route.fetch({ postData: request.postData()?.replace(own, another) });
    status = answer.status();
    await route.fulfill({ response: answer });
  };
  await page.route("**/*", bend);
  await click();
  await expect.poll(() => status).toBeGreaterThan(0);
  await page.unroute("**/*", bend);
  return status;
}

test("an action bent onto another leader's member, tag or segment is answered 404, and the screen says why", async () => {
  const own = await things(stranger);
  const page = await theirs.newPage();
  await page.goto(`${program().url}/members/${own.member}`);
  const profile = page.getByRole("article");
  const onto = (id: string) => `"memberId":${id}`;
  const mute = () => profile.getByRole("button", { name: "Mute" }).click();
  expect(await bentOnto(page, onto(own.member), onto(ids.member), mute)).toBe(404);
  await expect(page.getByText("This person is not among your members any more.")).toBeVisible();
  await expect(profile.getByRole("button", { name: "Mute", exact: true })).toHaveAttribute("aria-pressed", "false");
  const untag = () => profile.getByRole("button", { name: "Take the tag Secret off" }).click();
  expect(await bentOnto(page, `"tagId":${own.tag}`, `"tagId":${ids.tag}`, untag)).toBe(404);
  await expect(page.getByText("That tag is not there any more.")).toBeVisible();
  await page.goto(`${program().url}/segments/${own.segment}`);
  await page.getByLabel("Name").fill("Mine now");
  const save = () => page.getByRole("button", { name: "Save changes" }).click();
  expect(await bentOnto(page, `"id":${own.segment}`, `"id":${ids.segment}`, save)).toBe(404);
  await expect(page.getByText("This segment is not there any more.")).toBeVisible();
});

test("no request has left a transaction open in the database", async () => {
  const open = () =>
    inDatabase(
      async (client) =>
        (
          await client.query(
            `SELECT query FROM pg_stat_activity
             WHERE state LIKE 'idle in transaction%' AND state_change < now() - interval '2 seconds'`,
          )
        ).rows,
    );
  expect(await open()).toEqual([]);
});
