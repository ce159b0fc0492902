import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { GET, POST } from "@/app/join/[token]/route";
import { db } from "@/lib/db/client";
import { inputOf } from "@/lib/fields/answers";
import { type FieldDraft, fieldDrafts, newField } from "@/lib/fields/draft";
import { saveFields } from "@/lib/fields/save";
import { readDate, readDetails } from "@/lib/members/details";
import { issueSignUpLinks, tokenOf } from "@/lib/members/links";
import { type TestDatabase, testDatabase } from "@/tests/database";
import { fromClient } from "@/tests/from-client";

const now = new Date("2026-11-24T12:00:00Z");
const ana = { firstName: "Ana", lastName: "Muñoz", birthDate: "5/17/1990", place: "46402", gender: "", email: "" };

describe("what a fan types", () => {
  it("is read in the ways people write it", () => {
    expect(readDetails(ana, 13, now)).toEqual({
      details: {
        firstName: "Ana",
        lastName: "Muñoz",
        birthDate: "1990-05-17",
        city: null,
        postalCode: "46402",
        gender: null,
        email: null,
      },
      answers: {},
    });
    expect(readDetails({ ...ana, place: "k1a0b1" }, 13, now)).toMatchObject({ details: { postalCode: "K1A 0B1" } });
    expect(readDetails({ ...ana, place: "  Gary \u0000" }, 13, now)).toMatchObject({ details: { city: "Gary" } });
  });

  it("is refused field by field", () => {
    const wrong = {
      firstName: " ",
      lastName: "x".repeat(61),
      birthDate: "2/30/1990",
      place: "12",
      gender: "",
      email: "me@",
    };
    expect(readDetails(wrong, 13, now)).toEqual({
      wrong: { firstName: "missing", lastName: "too_long", birthDate: "no_date", place: "no_place", email: "no_email" },
    });
  });

  it("keeps children out, to the day, and never below 13", () => {
    const born = (birthDate: string, minAge: number) => "details" in readDetails({ ...ana, birthDate }, minAge, now);
    expect(born("11/24/2013", 13)).toBe(true);
    expect(born("11/25/2013", 13)).toBe(false);
    expect(born("11/25/2013", 1)).toBe(false);
    expect(born("11/24/2008", 18)).toBe(true);
    expect(born("11/25/2008", 18)).toBe(false);
  });

  it("knows no days that never were", () => {
    for (const text of ["1/32/2000", "2/29/2001", "5/17/2030", "1/1/1850", "yesterday", "1990", ""])
      expect(readDate(text, now)).toBeNull();
    expect(readDate("2000-02-29", now)).toBe("2000-02-29");
  });
});

describe("the page behind a link", () => {
  let database: TestDatabase;
  let leaderId: number;
  let phones = 5_551_000;

  beforeAll(async () => {
    database = await testDatabase();
    const made = await db().execute<{ id: number }>(sql`
      INSERT INTO leaders (handle, name, time_zone, first_answer) VALUES ('ana', 'Ana <b>', 'America/Chicago', '{{link}}') RETURNING id`);
    leaderId = made.rows[0]?.id as number;
  });
  afterAll(() => database.close());

  async function newLink(): Promise<{ token: string; memberId: number }> {
    const made = await db().execute<{ id: number }>(sql`
      INSERT INTO members (leader_id, phone, country, number) VALUES (${leaderId}, ${`+1415${phones++}`}, 'US', '+17733659687') RETURNING id`);
    const memberId = made.rows[0]?.id as number;
    return { memberId, token: await linkFor(memberId) };
  }
  async function linkFor(memberId: number): Promise<string> {
    const nonces = await issueSignUpLinks(db(), [{ leaderId, memberId }], new Date());
    return tokenOf({ leaderId, memberId, nonce: nonces.get(`${leaderId}:${memberId}`) as string });
  }
  const open = (token: string, language = "en") =>
    GET(new Request(`http://tenfour.test/join/${token}`, { headers: { "accept-language": language } }), {
      params: Promise.resolve({ token }),
    });
  const post = (token: string, form: Record<string, string>) =>
    fromClient({ address: "203.0.113.7" }, () =>
      POST(
        new Request(`http://tenfour.test/join/${token}`, {
          method: "POST",
          body: new URLSearchParams(form),
          headers: { "user-agent": "phone" },
        }),
        { params: Promise.resolve({ token }) },
      ),
    );
  const member = async (id: number) =>
    (await db().execute(sql`SELECT * FROM members WHERE id = ${id}`)).rows[0] as Record<string, unknown>;

  it("is whole, small, without script, and speaks English and Spanish", async () => {
    const { token } = await newLink();
    const response = await open(token);
    const html = await response.text();
    expect(response.status).toBe(200);
    expect(Buffer.byteLength(html)).toBeLessThan(20_000);
    expect(html).not.toContain("<script");
    expect(html).toContain("Ana &lt;b&gt;");
    expect(html).toContain("Consent is not a condition of any purchase");
    expect(response.headers.get("content-security-policy")).toContain("default-src 'none'");
    expect(await (await open(token, "es-MX,es;q=0.9,en;q=0.5")).text()).toContain("Inscribirme");
  });

  it("shows what is wrong beside the fields and keeps what was typed", async () => {
    const { token, memberId } = await newLink();
    const response = await post(token, { ...ana, firstName: 'A"<i>', birthDate: "soon" });
    const html = await response.text();
    expect(response.status).toBe(422);
    expect(html).toContain('value="A&quot;&lt;i&gt;"');
    expect(html).toContain('aria-describedby="birthDate-hint birthDate-wrong"');
    expect((await member(memberId)).first_name).toBeNull();
  });

  it("stores nothing of a child", async () => {
    const { token, memberId } = await newLink();
    expect((await post(token, { ...ana, birthDate: "1/1/2020" })).status).toBe(422);
    expect(await member(memberId)).toMatchObject({ status: "new", birth_date: null, first_name: null });
  });

  it("signs up once for two taps, with proof and one welcome", async () => {
    const { token, memberId } = await newLink();
    const answers = await Promise.all([post(token, ana), post(token, ana)]);
    expect(answers.map((answer) => answer.status)).toEqual([200, 200]);
    expect(await member(memberId)).toMatchObject({
      status: "active",
      first_name: "Ana",
      last_name: "Muñoz",
      postal_code: "46402",
      city: "Gary",
      state: "IN",
      // Their number was given out in California: either clock is possible.
      time_zone: null,
      possible_places: "CA:America/Los_Angeles IN:America/Chicago",
    });
    const log = await db().execute(sql`
      SELECT c.event, c.channel, c.ip, c.user_agent, t.words FROM consent_log c JOIN consent_texts t ON t.leader_id = c.leader_id AND t.version = c.text_version
      WHERE c.member_id = ${memberId}`);
    expect(log.rows).toMatchObject([
      { event: "granted", channel: "sign_up_page", ip: "203.0.113.7", user_agent: "phone" },
    ]);
    expect(log.rows[0]?.words).toContain("recurring texts");
    const texts = await db().execute(sql`SELECT body FROM messages WHERE member_id = ${memberId}`);
    expect(texts.rows).toHaveLength(1);
    expect(texts.rows[0]?.body).toContain("Reply STOP");
  });

  it("later shows what is stored, takes changes without asking twice for consent, and lets them leave", async () => {
    const { token, memberId } = await newLink();
    await post(token, ana);
    expect(await (await open(token)).text()).toContain('value="5/17/1990"');
    expect(await (await post(token, { ...ana, place: "Gary" })).text()).toContain("Saved.");
    expect(await member(memberId)).toMatchObject({ city: "Gary", postal_code: null, status: "active" });
    expect((await post(token, { do: "leave" })).status).toBe(200);
    expect((await member(memberId)).status).toBe("opted_out");
    expect((await open(token)).status).toBe(410);
    const log = await db().execute<{ event: string }>(
      sql`SELECT event FROM consent_log WHERE member_id = ${memberId} ORDER BY id`,
    );
    expect(log.rows.map((row) => row.event)).toEqual(["granted", "revoked"]);
  });

  it("does not bring back who has opted out by text", async () => {
    const { token, memberId } = await newLink();
    await db().execute(sql`UPDATE members SET status = 'opted_out' WHERE id = ${memberId}`);
    expect(await (await post(token, ana)).text()).toContain("START");
    expect((await member(memberId)).status).toBe("opted_out");
  });

  it("says kindly to text again when expired, used up, or unknown", async () => {
    const expired = await newLink();
    await db().execute(
      sql`UPDATE sign_up_links SET expires_at = now() - interval '1 second' WHERE member_id = ${expired.memberId}`,
    );
    const replaced = await newLink();
    await linkFor(replaced.memberId);
    for (const [token, status] of [
      [expired.token, 410],
      [replaced.token, 410],
      ["A".repeat(22), 404],
      ["../../etc", 404],
      ["\u0000", 404],
    ] as const) {
      const response = await open(token);
      expect(response.status).toBe(status);
      expect(await response.text()).toContain("Text the number again");
      expect((await post(token, ana)).status).toBe(status);
    }
  });

  describe("with the leader's own fields", () => {
    const draft = (label: string, change: Partial<FieldDraft>): FieldDraft => ({
      ...newField("text"),
      label,
      ...change,
    });
    const inputs = async (drafts: FieldDraft[]) => (await saveFields(db(), leaderId, drafts)).map(inputOf);
    afterAll(() => saveFields(db(), leaderId, []));

    it("asks them, says what is wrong beside them, stores them, and shows them again", async () => {
      const [band, shoe, there] = await inputs([
        draft("Favourite <band>", { labelEs: "Grupo favorito", required: true }),
        draft("Shoe size", { kind: "number" }),
        draft("Were you there?", { kind: "yes_no" }),
        draft("Not asked", { onSignUp: false, required: true }),
      ]);
      const { token, memberId } = await newLink();
      const page = await (await open(token)).text();
      expect(page).toContain("Favourite &lt;band&gt;");
      expect(page).not.toContain("Not asked");
      expect(await (await open(token, "es")).text()).toContain("Grupo favorito");
      const wrong = await post(token, { ...ana, [shoe as string]: "large", [there as string]: "yes" });
      const html = await wrong.text();
      expect(wrong.status).toBe(422);
      expect(html).toContain(`aria-describedby="${band}-wrong"`);
      expect(html).toContain('value="large"');
      expect(html).toContain('<option value="yes" selected="">');
      expect((await member(memberId)).custom).toEqual({});
      const id = (input?: string) => String(input).slice(1);
      await post(token, { ...ana, [band as string]: "Wilco", [shoe as string]: "9,5", [there as string]: "no" });
      expect((await member(memberId)).custom).toEqual({ [id(band)]: "Wilco", [id(shoe)]: 9.5, [id(there)]: false });
      expect(await (await open(token)).text()).toContain('value="Wilco"');
      await post(token, { ...ana, [band as string]: "Low" });
      expect((await member(memberId)).custom).toEqual({ [id(band)]: "Low" });
    });

    it("keeps answers to fields that are not asked any more", async () => {
      const [kept] = await inputs([draft("Kept", {})]);
      const { token, memberId } = await newLink();
      await post(token, { ...ana, [kept as string]: "yes" });
      await inputs([draft("Other", {})]);
      await post(token, { ...ana, [kept as string]: "changed behind the page" });
      expect((await member(memberId)).custom).toEqual({ [String(kept).slice(1)]: "yes" });
    });

    it("stays under 20 KB with twelve of them that are as long as the editor lets them be, also when all are wrong", async () => {
      const twelve = (letters: number) =>
        Array.from({ length: 12 }, (_, at) =>
          draft(`${at}`.padEnd(80, "é"), {
            labelEs: `${at}`.padEnd(80, "ñ"),
            kind: "choice",
            choices: Array.from({ length: 10 }, (_, choice) => `${choice}`.padEnd(letters, "x")),
            required: true,
          }),
        );
      const lengths = Array.from({ length: 40 }, (_, at) => at + 1);
      const most = Math.max(...lengths.filter((letters) => fieldDrafts.safeParse(twelve(letters)).success));
      expect(most).toBeLessThan(40);
      await inputs(twelve(most));
      const { token } = await newLink();
      for (const language of ["en", "es"]) {
        const html = await (await open(token, language)).text();
        expect(Buffer.byteLength(html)).toBeLessThan(20_000);
        expect(html).not.toContain("<script");
      }
      expect(Buffer.byteLength(await (await post(token, {})).text())).toBeLessThan(20_000);
    });
  });

  it("survives forms that are no forms", async () => {
    const { token } = await newLink();
    for (const [body, status] of [
      ["", 422],
      ["%%%", 422],
      ["x".repeat(100_000), 413],
      ["firstName=\uD800&lastName=%00", 422],
    ] as const) {
      const response = await POST(new Request("http://tenfour.test/", { method: "POST", body }), {
        params: Promise.resolve({ token }),
      });
      expect(response.status).toBe(status);
    }
  });
});
