import { sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Carrier } from "@/lib/carrier/carrier";
import { db } from "@/lib/db/client";
import { withholdQueued } from "@/lib/messages/withhold";
import { linkLoose } from "@/lib/numbers/link";
import { changeNumber, numbersOf } from "@/lib/numbers/register";
import { lossOf, release } from "@/lib/numbers/release";
import { bringIn, buyFor, idleNumbers } from "@/lib/numbers/take";
import { type Account, startAccount } from "@/tests/carrier/account";
import { type TestDatabase, testDatabase } from "@/tests/database";

let database: TestDatabase;
let account: Account;
let carrier: Carrier;
let leaderId: number;
let other: number;

beforeAll(async () => {
  database = await testDatabase();
  account = await startAccount();
  carrier = account.carrier;
  const made = await db().execute<{ id: number }>(sql`
    INSERT INTO leaders (handle, name, time_zone, first_answer)
    VALUES ('nadia', 'Nadia', 'America/Chicago', '{{link}}'), ('omar', 'Omar', 'America/Chicago', '{{link}}') RETURNING id`);
  [leaderId, other] = made.rows.map((row) => row.id) as [number, number];
});
afterAll(async () => {
  await account.close();
  await database.close();
});
beforeEach(async () => {
  await db().execute(sql`TRUNCATE numbers, messages`);
});

const offer = async (contains: string, kind: "local" | "toll_free" = "local") =>
  (await carrier.availableNumbers({ contains, kind }))[0]!;
const phones = async (whose = leaderId) => (await numbersOf(db(), whose)).map((number) => number.phone);
const queue = (phone: string, leader = leaderId) =>
  db().execute(sql`INSERT INTO messages (leader_id, member_id, outbound, kind, number, phone, body, state)
    VALUES (${leader}, 1, true, 'reply', ${phone}, '+14155550101', 'hi', 'queued')`);

describe("buying", () => {
  test("a number that spells something becomes the leader's, with what it can do", async () => {
    const { phone, monthlyCents } = await offer("4673");
    expect(phone).toContain("4673");
    await buyFor(db(), carrier, { leaderId, phone, seenCents: monthlyCents });
    expect(await numbersOf(db(), leaderId)).toMatchObject([
      { phone, features: ["VOICE", "SMS", "MMS"], carrierAnswersStop: false },
    ]);
    expect((await carrier.ownedNumbers()).find((one) => one.phone === phone)).toMatchObject({
      kind: "local",
      linked: true,
    });
  });

  test("on a toll-free one the carrier answers STOP, and it is written down so", async () => {
    const { phone, monthlyCents } = await offer("2028", "toll_free");
    await buyFor(db(), carrier, { leaderId, phone, seenCents: monthlyCents });
    expect(await numbersOf(db(), leaderId)).toMatchObject([{ phone, carrierAnswersStop: true }]);
    expect((await carrier.ownedNumbers()).find((one) => one.phone === phone)?.kind).toBe("toll_free");
  });

  test("not at another price than was seen, and nothing is bought then", async () => {
    const { phone } = await offer("7777");
    await expect(buyFor(db(), carrier, { leaderId, phone, seenCents: 1 })).rejects.toThrow(/price has changed/);
    expect(await phones()).toEqual([]);
    expect((await carrier.ownedNumbers()).some((one) => one.phone === phone)).toBe(false);
  });

  test("not what another leader has, nor what is not for sale", async () => {
    const { phone, monthlyCents } = await offer("8888");
    await buyFor(db(), carrier, { leaderId: other, phone, seenCents: monthlyCents });
    await expect(buyFor(db(), carrier, { leaderId, phone, seenCents: monthlyCents })).rejects.toThrow(
      /taken here already/,
    );
    await expect(buyFor(db(), carrier, { leaderId, phone: "+12125550123", seenCents: 100 })).rejects.toThrow(
      /not for sale/,
    );
    expect(await phones(other)).toEqual([phone]);
  });
});

describe("a number the account has already", () => {
  test("is listed until somebody uses it, and then linked: a short code too", async () => {
    await account.desk.control("POST", "numbers", { phone: "+13125550188", linked: false });
    await account.desk.control("POST", "numbers", { phone: "72345", linked: false });
    const idle = (await idleNumbers(db(), carrier, { leaderId, role: "owner" })).map(({ phone, kind, linked }) => [
      phone,
      kind,
      linked,
    ]);
    expect(idle).toContainEqual(["+13125550188", "local", false]);
    expect(idle).toContainEqual(["72345", "short_code", false]);
    await bringIn(db(), carrier, { leaderId, role: "owner", phone: "72345" });
    expect((await idleNumbers(db(), carrier, { leaderId, role: "owner" })).map((one) => one.phone)).not.toContain(
      "72345",
    );
    expect((await carrier.ownedNumbers()).find((one) => one.phone === "72345")?.linked).toBe(true);
    await expect(bringIn(db(), carrier, { leaderId, role: "owner", phone: "72345" })).rejects.toThrow(/in use here/);
    await expect(bringIn(db(), carrier, { leaderId, role: "owner", phone: "+12125550199" })).rejects.toThrow(
      /does not have/,
    );
  });

  test("that came loose is linked again, and no other is touched", async () => {
    await account.desk.control("POST", "numbers", { phone: "+13125550177", linked: false });
    await account.desk.control("POST", "numbers", { phone: "+13125550166", linked: false });
    await linkLoose(carrier, ["+13125550177", "+19995550100"]);
    const owned = new Map((await carrier.ownedNumbers()).map((one) => [one.phone, one.linked]));
    expect([owned.get("+13125550177"), owned.get("+13125550166")]).toEqual([true, false]);
  });
});

describe("giving back", () => {
  async function two(): Promise<[string, string]> {
    const [a, b] = await carrier.availableNumbers({ areaCode: "773" });
    for (const one of [a!, b!])
      await buyFor(db(), carrier, { leaderId, phone: one.phone, seenCents: one.monthlyCents });
    return [a!.phone, b!.phone];
  }

  test("one of two without anything waiting needs no typing, and is gone here and at the carrier", async () => {
    const [phone, left] = await two();
    expect(await lossOf(db(), leaderId, phone)).toEqual({ members: 0, queued: 0, broadcasts: 0, only: false });
    await release(db(), carrier, { leaderId, phone, typed: "" }, withholdQueued);
    expect(await phones()).toEqual([left]);
    expect((await carrier.ownedNumbers()).some((one) => one.phone === phone)).toBe(false);
  });

  test("with texts that wait its last digits are asked for; then these texts are withheld, with the reason", async () => {
    const [phone, left] = await two();
    await queue(phone);
    await queue(left);
    await expect(release(db(), carrier, { leaderId, phone, typed: "0000" }, withholdQueued)).rejects.toThrow(
      /last four digits/,
    );
    expect((await carrier.ownedNumbers()).some((one) => one.phone === phone)).toBe(true);
    await release(db(), carrier, { leaderId, phone, typed: phone.slice(-4) }, withholdQueued);
    const rows = await db().execute(sql`SELECT number, state, reason FROM messages ORDER BY id`);
    expect(rows.rows).toEqual([
      { number: phone, state: "withheld", reason: "The number was released before it was sent." },
      { number: left, state: "queued", reason: null },
    ]);
  });

  test("the only one cannot be released, also when both of two are released at once", async () => {
    const [phone, other] = await two();
    const give = (one: string) =>
      release(db(), carrier, { leaderId, phone: one, typed: one.slice(-4) }, withholdQueued);
    const both = await Promise.allSettled([give(phone), give(other)]);
    expect(both.map((one) => one.status).sort()).toEqual(["fulfilled", "rejected"]);
    const [last] = await phones();
    expect((await lossOf(db(), leaderId, last as string)).only).toBe(true);
    await expect(give(last as string)).rejects.toThrow(/Add another number before you release it/);
    expect(await phones()).toEqual([last]);
  });

  test("never another leader's, and not while a broadcast is planned from it", async () => {
    const [phone] = await two();
    await expect(
      release(db(), carrier, { leaderId: other, phone, typed: phone.slice(-4) }, withholdQueued),
    ).rejects.toThrow(/isn’t one of your/);
    await db().execute(
      sql`INSERT INTO broadcasts (leader_id, number, state) VALUES (${leaderId}, ${phone}, 'scheduled')`,
    );
    await expect(release(db(), carrier, { leaderId, phone, typed: phone.slice(-4) }, withholdQueued)).rejects.toThrow(
      /broadcast/,
    );
    expect(await phones()).toContain(phone);
    expect(await changeNumber(db(), other, phone, { partsPerDay: 1 })).toBe(false);
  });
});
