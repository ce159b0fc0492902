import { sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { db } from "@/lib/db/client";
import { receiveFile } from "@/lib/imports/receive";
import { keepUpload } from "@/lib/media/upload";
import { numbersOf } from "@/lib/numbers/register";
import { bringIn, buyFor, idleNumbers } from "@/lib/numbers/take";
import { limitsOf, setLimits } from "@/lib/operator/limits";
import { bytesPerMb, storedBytesOf } from "@/lib/operator/storage-limit";
import { leadersUsage, usageOf } from "@/lib/operator/usage";
import { type Account, startAccount } from "@/tests/carrier/account";
import { type TestDatabase, testDatabase } from "@/tests/database";

let database: TestDatabase;
let account: Account;
let operator: number;
let guest: number;

beforeAll(async () => {
  database = await testDatabase();
  account = await startAccount();
  const { rows } = await db().execute<{ id: number }>(sql`
    INSERT INTO leaders (handle, name, time_zone, first_answer)
    VALUES ('nadia', 'Nadia', 'America/Chicago', '{{link}}'), ('omar', 'Omar', 'America/Chicago', '{{link}}') RETURNING id`);
  [operator, guest] = rows.map((row) => row.id) as [number, number];
});
afterAll(async () => {
  await account.close();
  await database.close();
});
beforeEach(async () => {
  await db().execute(sql`TRUNCATE numbers, leader_limits`);
});

const unset = { maxNumbers: null, partsPerDay: null, storageMb: null };
const buy = (leaderId: number, offer: { phone: string; monthlyCents: number | null }) =>
  buyFor(db(), account.carrier, { leaderId, phone: offer.phone, seenCents: offer.monthlyCents });
const numbersFor = async (leaderId: number) => (await numbersOf(db(), leaderId)).length;

describe("limits of a leader", () => {
  test("are the settings' unless set, and the operator's own leader has none", async () => {
    expect(await limitsOf(guest)).toEqual({ maxNumbers: 2, partsPerDay: 10_000, storageMb: 2_048 });
    expect(await limitsOf(operator)).toEqual(unset);
    expect(await setLimits(guest, { ...unset, partsPerDay: 50 })).toBe(true);
    expect(await limitsOf(guest)).toEqual({ maxNumbers: 2, partsPerDay: 50, storageMb: 2_048 });
    await setLimits(operator, { ...unset, maxNumbers: 7 });
    expect(await limitsOf(operator)).toEqual({ ...unset, maxNumbers: 7 });
    expect(await setLimits(999, unset)).toBe(false);
  });
});

describe("numbers", () => {
  test("ten purchases at once never pass the limit, and no more are paid for", async () => {
    const offers = (await account.carrier.availableNumbers({ areaCode: "773" })).slice(0, 10);
    expect(offers.length).toBe(10);
    const before = (await account.carrier.ownedNumbers()).length;
    for (let round = 0; round < 3; round++) await Promise.allSettled(offers.map((offer) => buy(guest, offer)));
    expect(await numbersFor(guest)).toBe(2);
    expect((await account.carrier.ownedNumbers()).length).toBe(before + 2);
    const [another] = await account.carrier.availableNumbers({ areaCode: "312" });
    await expect(buy(guest, another!)).rejects.toThrow(
      "You have 2 of 2 numbers. Contact whoever runs this Tenfour to get more.",
    );
  });

  test("the operator can allow more, and is not limited", async () => {
    await setLimits(guest, { ...unset, maxNumbers: 0 });
    const offers = (await account.carrier.availableNumbers({ areaCode: "646" })).slice(0, 4);
    await expect(buy(guest, offers[0]!)).rejects.toThrow(/You have 0 of 0 numbers/);
    await setLimits(guest, { ...unset, maxNumbers: 1 });
    await buy(guest, offers[0]!);
    for (const offer of offers.slice(1)) await buy(operator, offer);
    expect([await numbersFor(guest), await numbersFor(operator)]).toEqual([1, 3]);
  });

  test("the account's idle numbers are for the operator only", async () => {
    await account.desk.control("POST", "numbers", { phone: "+13125550155", linked: false });
    const refused = "Only the owner who runs this Tenfour can do that.";
    for (const actor of [
      { leaderId: guest, role: "owner" },
      { leaderId: operator, role: "admin" },
    ] as const) {
      await expect(idleNumbers(db(), account.carrier, actor)).rejects.toThrow(refused);
      await expect(bringIn(db(), account.carrier, { ...actor, phone: "+13125550155" })).rejects.toThrow(refused);
    }
    expect((await account.carrier.ownedNumbers()).find((one) => one.phone === "+13125550155")?.linked).toBe(false);
    const owner = { leaderId: operator, role: "owner" } as const;
    expect((await idleNumbers(db(), account.carrier, owner)).map((one) => one.phone)).toContain("+13125550155");
    await setLimits(operator, { ...unset, maxNumbers: 0 });
    await expect(bringIn(db(), account.carrier, { ...owner, phone: "+13125550155" })).rejects.toThrow(/of 0 numbers/);
  });
});

describe("storage", () => {
  const card = new TextEncoder().encode("BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Ada\r\nTEL:+13125550100\r\nEND:VCARD\r\n");
  const full = "Your storage of 1 MB is full. Contact whoever runs this Tenfour to get more.";
  const list = (text: string) =>
    receiveFile({
      leaderId: guest,
      teammateId: null,
      teammateName: "",
      fileName: "list.csv",
      body: (async function* () {
        yield Buffer.from(text);
      })(),
    });

  test("uploads and lists are refused when it is full, and counted when not", async () => {
    await db().execute(sql`INSERT INTO numbers (phone, leader_id) VALUES ('+15550001111', ${guest})`);
    await setLimits(guest, { ...unset, storageMb: 1 });
    await keepUpload(guest, card, "ada.vcf");
    await list("phone,name\n3125550177,Ada\n");
    const used = await storedBytesOf(guest);
    expect(used).toBeGreaterThan(card.length + 20);
    await expect(list(`phone,name\n${"3125550177,Ada\n".repeat(80_000)}`)).rejects.toThrow(full);
    await db().execute(sql`INSERT INTO media (leader_id, kind, source, state, bytes)
      VALUES (${guest}, 'file', 'leader', 'stored', ${bytesPerMb - used - card.length + 1})`);
    await expect(keepUpload(guest, card, "ada.vcf")).rejects.toThrow(full);
    await setLimits(guest, { ...unset, storageMb: 2 });
    await keepUpload(guest, card, "ada.vcf");
  });

  const reservations = async () => (await db().execute(sql`SELECT 1 FROM storage_reservations`)).rows.length;
  /** Fills the guest's one megabyte up to `bytes`. */
  async function leave(bytes: number): Promise<void> {
    await db().execute(sql`DELETE FROM media WHERE leader_id = ${guest}`);
    await db().execute(sql`DELETE FROM imports WHERE leader_id = ${guest}`);
    await setLimits(guest, { ...unset, storageMb: 1 });
    await db().execute(sql`INSERT INTO media (leader_id, kind, source, state, bytes)
      VALUES (${guest}, 'file', 'leader', 'stored', ${bytesPerMb - bytes})`);
  }

  test("twelve uploads at once never pass the limit together, and leave nothing reserved", async () => {
    await leave(card.length * 3 + 10);
    const uploads = await Promise.allSettled(Array.from({ length: 12 }, () => keepUpload(guest, card, "ada.vcf")));
    expect(uploads.filter(({ status }) => status === "fulfilled")).toHaveLength(3);
    expect(await storedBytesOf(guest)).toBeLessThanOrEqual(bytesPerMb);
    expect(await reservations()).toBe(0);
  });

  test("lists that arrive at once never pass it either", async () => {
    await db().execute(sql`INSERT INTO numbers (phone, leader_id) VALUES ('+15550001111', ${guest})`);
    const text = `phone,name\n${"3125550177,Ada\n".repeat(10)}`;
    await leave(text.length * 2 + 10);
    const lists = await Promise.allSettled(Array.from({ length: 8 }, () => list(text)));
    const kept = lists.filter(({ status }) => status === "fulfilled").length;
    expect([kept <= 2, await storedBytesOf(guest)]).toEqual([true, bytesPerMb - text.length * (2 - kept) - 10]);
    expect(await reservations()).toBe(0);
    // Whoever was refused for room that another one had reserved can try again.
    if (kept < 2) await list(text);
  });

  test("an upload that fails gives its room back", async () => {
    await leave(card.length + 10);
    const broken = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1, 2, 3]);
    for (let turn = 0; turn < 5; turn++) await expect(keepUpload(guest, broken, "x.png")).rejects.toThrow();
    expect(await reservations()).toBe(0);
    await keepUpload(guest, card, "ada.vcf");
  });

  test("what a crash left reserved counts for an hour", async () => {
    await leave(card.length + 10);
    await db().execute(sql`INSERT INTO storage_reservations (leader_id, bytes, expires_at)
      VALUES (${guest}, 1000, now() + interval '1 minute')`);
    await expect(keepUpload(guest, card, "ada.vcf")).rejects.toThrow(full);
    await db().execute(sql`UPDATE storage_reservations SET expires_at = now() - interval '1 second'`);
    await keepUpload(guest, card, "ada.vcf");
    expect(await reservations()).toBe(0);
  });
});

describe("the operator's list", () => {
  test("shows use and limits, searches, and goes on after an id", async () => {
    await db().execute(sql`INSERT INTO numbers (phone, leader_id) VALUES ('+15550001111', ${guest})`);
    await db().execute(sql`INSERT INTO number_days (leader_id, phone, day, parts)
      VALUES (${guest}, '+15550001111', '2026-01-05', 12), (${guest}, '+15550001112', '2026-01-05', 5), (${guest}, '+15550001111', '2026-01-04', 99)`);
    await setLimits(guest, { ...unset, partsPerDay: 20 });
    const day = "2026-01-05";
    expect(await usageOf(guest, day)).toMatchObject({
      handle: "omar",
      operator: false,
      numbers: 1,
      members: 0,
      partsToday: 17,
      set: { ...unset, partsPerDay: 20 },
      limits: { maxNumbers: 2, partsPerDay: 20 },
      suspendedAt: null,
    });
    const ids = async (search: string, after = 0) => (await leadersUsage({ search, after, day })).map((one) => one.id);
    expect(await ids("")).toEqual([operator, guest]);
    expect(await ids("OMA")).toEqual([guest]);
    expect(await ids("%")).toEqual([]);
    expect(await ids("", operator)).toEqual([guest]);
    expect(await usageOf(999, day)).toBeNull();
  });
});
