import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { GET as frame } from "@/app/[handle]/embed/route";
import { GET, POST } from "@/app/[handle]/route";
import { db } from "@/lib/db/client";
import { env } from "@/lib/env";
import { digestTexts } from "@/lib/inbound/digest-texts";
import { setTombstones } from "@/lib/privacy/tombstones";
import { type TestDatabase, testDatabase } from "@/tests/database";
import { fromClient } from "@/tests/from-client";

let database: TestDatabase;
let leaderId: number;
let visitors = 1;
let phones = 5_551_000;

const ours = "+17733659687";
const somePhone = () => `+1415${phones++}`;
const params = (handle: string) => ({ params: Promise.resolve({ handle }) });

beforeAll(async () => {
  database = await testDatabase();
  leaderId = await leader("rosa", "Rosa <b>", ours);
});
afterAll(() => database.close());

async function leader(handle: string, name: string, number: string | null, minAge = 13): Promise<number> {
  const made = await db().execute<{ id: number }>(sql`
    INSERT INTO leaders (handle, name, time_zone, first_answer, min_age) VALUES (${handle}, ${name}, 'America/Chicago', 'Hi: {{link}}', ${minAge}) RETURNING id`);
  const id = made.rows[0]?.id as number;
  if (number) await db().execute(sql`INSERT INTO numbers (leader_id, phone) VALUES (${id}, ${number})`);
  return id;
}
const open = (handle: string, headers: Record<string, string> = {}) =>
  GET(new Request(`http://tenfour.test/${handle}`, { headers }), params(handle));
/** Posts the form as it was shown by the leader's page, each time from another network. */
const post = async (form: Record<string, string>, wish: { handle?: string; from?: string; language?: string } = {}) =>
  fromClient({ address: wish.from ?? `100.${Math.floor(visitors / 200)}.${visitors++ % 200}.7` }, async () =>
    POST(
      new Request("http://tenfour.test/", {
        method: "POST",
        body: new URLSearchParams({ token: await tokenOf(wish.handle ?? "rosa"), ...form }),
        headers: { "user-agent": "browser", "accept-language": wish.language ?? "en" },
      }),
      params(wish.handle ?? "rosa"),
    ),
  );
const tokenOf = async (handle: string) =>
  /name="token" value="([^"]+)"/.exec(await (await open(handle)).text())?.[1] ?? "";
const texts = async (phone: string) =>
  (
    await db().execute<{ kind: string; body: string }>(
      sql`SELECT kind, body FROM messages WHERE phone = ${phone} AND outbound ORDER BY id`,
    )
  ).rows;
const member = async (phone: string) =>
  (await db().execute(sql`SELECT * FROM members WHERE leader_id = ${leaderId} AND phone = ${phone}`)).rows[0] as
    | Record<string, unknown>
    | undefined;
const consent = async (phone: string) =>
  (
    await db().execute(sql`
      SELECT c.event, c.channel, c.ip, c.user_agent, c.words, t.words AS shown FROM consent_log c
      LEFT JOIN consent_texts t ON t.leader_id = c.leader_id AND t.version = c.text_version
      WHERE c.phone = ${phone} ORDER BY c.id`)
  ).rows;
let arrivals = 0;
const text = (phone: string, words: string) =>
  db().transaction((tx) =>
    digestTexts(
      tx,
      [
        {
          arrivalIds: [],
          receivedAt: new Date(),
          text: {
            kind: "text",
            carrierId: `c${arrivals++}`,
            to: ours,
            from: phone,
            text: words,
            type: "text",
            at: new Date(),
          },
        } as unknown as Parameters<typeof digestTexts>[1][number],
      ],
      env(),
      new Date(),
    ),
  );

describe("a number typed on the web", () => {
  it("is asked by one text, and nothing more is sent until YES", async () => {
    const phone = somePhone();
    expect((await post({ phone })).status).toBe(200);
    expect(await texts(phone)).toMatchObject([
      { kind: "ask_to_join", body: expect.stringContaining("reply YES to join") },
    ]);
    expect(await member(phone)).toMatchObject({ status: "invited", source: "web", joined_at: null });
    await post({ phone });
    await Promise.all([post({ phone }), post({ phone })]);
    expect(await texts(phone)).toHaveLength(1);
  });

  it("is a member after YES: with proof of the words shown, address and browser, and one welcome with the link", async () => {
    const phone = somePhone();
    await post({ phone }, { from: "203.0.113.200" });
    await text(phone, "Yes!");
    expect(await member(phone)).toMatchObject({ status: "active" });
    const proof = {
      channel: "web",
      ip: "203.0.113.200",
      user_agent: "browser",
      shown: expect.stringContaining("replying YES"),
    };
    expect(await consent(phone)).toMatchObject([
      { ...proof, event: "asked" },
      { ...proof, event: "granted", channel: "keyword", words: "Yes!" },
    ]);
    expect((await texts(phone)).slice(1)).toMatchObject([
      { kind: "welcome", body: expect.stringMatching(/\{\{link\}\}.*Reply STOP/) },
    ]);
    await text(phone, "yes");
    expect(await texts(phone)).toHaveLength(2);
  });

  it("gets the first answer with the link for any other text, and STOP stops", async () => {
    const phone = somePhone();
    await post({ phone });
    await text(phone, "who is this?");
    await text(phone, "STOP");
    expect((await texts(phone)).map((one) => one.kind)).toEqual(["ask_to_join", "first_answer", "stop_answer"]);
    expect(await member(phone)).toMatchObject({ status: "opted_out" });
    await post({ phone });
    expect(await texts(phone)).toHaveLength(3);
  });

  it("speaks Spanish to who came in Spanish, up to the welcome", async () => {
    const phone = somePhone();
    expect(await (await post({ phone }, { language: "es-MX" })).text()).toContain("Mire su teléfono");
    await text(phone, "Sí");
    expect((await texts(phone)).map((one) => one.body)).toMatchObject([
      expect.stringContaining("responda SI"),
      expect.stringContaining("ya es parte"),
    ]);
  });

  it("gets the very same answer, known or not, and those who left, were blocked or belong here are not texted", async () => {
    const [fresh, known, left] = [somePhone(), somePhone(), somePhone()];
    const [blocked, deleted] = [somePhone(), somePhone()];
    await setTombstones(db(), [{ leaderId, phone: deleted }], new Date());
    await db().execute(sql`INSERT INTO members (leader_id, phone, country, number, status, blocked_at) VALUES
      (${leaderId}, ${known}, 'US', ${ours}, 'active', NULL), (${leaderId}, ${left}, 'US', ${ours}, 'opted_out', NULL),
      (${leaderId}, ${blocked}, 'US', ${ours}, 'new', now())`);
    const answers = await Promise.all([fresh, known, left, blocked, deleted, ours].map((phone) => post({ phone })));
    const bodies = await Promise.all(answers.map((answer) => answer.text()));
    expect(new Set(bodies).size).toBe(1);
    expect(answers.map((answer) => answer.status)).toEqual(Array(6).fill(200));
    for (const phone of [known, left, blocked, deleted, ours]) expect(await texts(phone)).toEqual([]);
    expect(await member(left)).toMatchObject({ status: "opted_out" });
    expect(await member(ours)).toBeUndefined();
  });

  it("is refused in words where it cannot be texted, and stays in the field", async () => {
    for (const [phone, words] of [
      ["", "Please fill this in"],
      ["call me", "does not look like"],
      ["773 365", "does not look like"],
      ["+1 800 555 1234", "does not look like"],
      ["+49 30 123456", "Only US and Canadian"],
      ["+1 876 555 1234", "Only US and Canadian"],
    ] as const) {
      const response = await post({ phone });
      const html = await response.text();
      expect([phone, response.status]).toEqual([phone, 422]);
      expect(html).toContain(words);
      expect(html).toContain(`value="${phone}"`);
    }
  });

  it("does nothing for robots that fill in everything", async () => {
    const phone = somePhone();
    expect((await post({ phone, website: "http://spam.example" })).status).toBe(200);
    expect(await member(phone)).toBeUndefined();
  });

  it("is limited: three a day per number over all leaders, twenty a quarter of an hour per visitor", async () => {
    const phone = somePhone();
    for (const handle of ["one", "two", "three", "four"]) {
      await leader(handle, handle, `+1312555${1000 + visitors++}`);
      expect((await post({ phone }, { handle })).status).toBe(200);
    }
    expect(await texts(phone)).toHaveLength(3);
    await Promise.all(Array.from({ length: 20 }, () => post({ phone: "x" }, { from: "198.51.100.1" })));
    const refused = await post({ phone: somePhone() }, { from: "198.51.100.1" });
    expect(refused.status).toBe(429);
    expect(await refused.text()).toContain("Wait a while, or text the number yourself");
  });

  it("brings a birthday where a leader asks for more years, which is looked at and never stored", async () => {
    await leader("club", "Club", "+13125550777", 21);
    const phone = somePhone();
    expect(await (await open("club")).text()).toContain('id="birthDate"');
    expect((await post({ phone }, { handle: "club" })).status).toBe(422);
    const young = await post({ phone, birthDate: "1/1/2010" }, { handle: "club" });
    expect(await young.text()).toContain("21 or older");
    expect(await texts(phone)).toEqual([]);
    await post({ phone, birthDate: "1/1/1990" }, { handle: "club" });
    const stored = await db().execute(sql`SELECT birth_date FROM members WHERE phone = ${phone}`);
    expect(stored.rows).toEqual([{ birth_date: null }]);
  });
});

describe("the public page", () => {
  it("is whole, under 20 KB, without script, and shows the number in both languages", async () => {
    for (const language of ["en", "es"]) {
      const response = await open("rosa", { "accept-language": language });
      const html = await response.text();
      expect(Buffer.byteLength(html)).toBeLessThan(20_000);
      expect(html).not.toContain("<script");
      expect(html).toContain("(773) 365-9687");
      expect(html).toContain("Rosa &lt;b&gt;");
      expect(response.headers.get("content-security-policy")).toContain("frame-ancestors 'self'");
    }
  });

  it("has a QR code at a desk and a button on a phone", async () => {
    const desk = await (await open("rosa", { "user-agent": "Mozilla/5.0 (X11; Linux x86_64)" })).text();
    expect(desk).toContain("<svg");
    const phone = await (await open("rosa", { "user-agent": "Mozilla/5.0 (Linux; Android 15; Mobile)" })).text();
    expect(phone).not.toContain("<svg");
    expect(phone).toContain('href="sms:+17733659687?body=Hi!"');
  });

  it("tells previews of links what it is, with whole addresses", async () => {
    const html = await (await open("rosa")).text();
    expect(html).toContain('<link rel="canonical" href="http://tenfour.test/rosa"/>');
    expect(html).toContain('property="og:image" content="http://tenfour.test/picture/rosa/share.png?lang=en"');
    expect(html).toContain('name="twitter:card" content="summary_large_image"');
    expect(html).not.toContain("noindex");
  });

  it("is kept by browsers and asked about again", async () => {
    const first = await open("rosa");
    const again = await open("rosa", { "if-none-match": first.headers.get("etag") as string });
    expect([first.headers.get("cache-control"), again.status]).toEqual(["private, no-cache", 304]);
    expect((await post({ phone: "" })).headers.get("cache-control")).toBe("no-store");
  });

  it("only lets its form stand in frames of other sites", async () => {
    const embedded = await frame(new Request("http://tenfour.test/rosa/embed"), params("rosa"));
    expect(embedded.headers.get("content-security-policy")).toContain("frame-ancestors *");
    expect(await embedded.text()).toContain('autoComplete="tel-national"');
  });

  it("says kindly that nobody is there, whatever is asked for", async () => {
    for (const handle of ["nobody", "../etc", "a".repeat(5_000), "\u0000", "%00"]) {
      const response = await open(handle);
      expect(response.status).toBe(404);
      expect(await response.text()).toContain("Nobody here by that name");
    }
  });

  it("stands without a number until there is one", async () => {
    await leader("early", "Early", null);
    expect(await (await open("early")).text()).toContain("on its way");
    expect((await post({ phone: somePhone() }, { handle: "early" })).status).toBe(422);
  });
});
