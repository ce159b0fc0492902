import { createHmac } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { db } from "@/lib/db/client";
import { keptSecrets, rotateSecret } from "@/lib/db/secrets";
import { pinSuppressionSecret } from "@/lib/db/suppression-secret";
import { type TestDatabase, testDatabase } from "@/tests/database";

const phone = "+13125550111";
const [first, second, third] = ["first-secret-of-the-tests", "second-secret-of-the-tests", "third-secret-of-the-tests"];
let database: TestDatabase;

beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());
beforeEach(() => db().execute(sql`truncate tombstones, pinned_secrets`));

/** lib/privacy/tombstones.ts as a program with these settings has it. */
async function started(settings: { NEXTAUTH_SECRET: string; TENFOUR_SUPPRESSION_KEY?: string }) {
  vi.resetModules();
  delete process.env.TENFOUR_SUPPRESSION_KEY;
  Object.assign(process.env, settings);
  return import("@/lib/privacy/tombstones");
}

test("an erased number stays on the list when the secret is rotated, and can be lifted", async () => {
  const before = await started({ NEXTAUTH_SECRET: first, TENFOUR_SUPPRESSION_KEY: first });
  await before.setTombstones(db(), [{ leaderId: 1, phone }], new Date());
  const after = await started({ NEXTAUTH_SECRET: second, TENFOUR_SUPPRESSION_KEY: first });
  expect(await after.tombstonesAmong(db(), 1, [phone, "+13125550112"])).toEqual(new Set([phone]));
  await after.liftTombstones(db(), [{ leaderId: 1, phone }]);
  expect(await after.tombstonesAmong(db(), 1, [phone])).toEqual(new Set());
});

test("a hash made with the bare secret, before keys were derived, still matches", async () => {
  const old = createHmac("sha256", first).update(`tombstone:1:${phone}`).digest("hex");
  await db().execute(sql`INSERT INTO tombstones (leader_id, phone_hash) VALUES (1, ${old})`);
  const { tombstonesAmong, liftTombstones } = await started({ NEXTAUTH_SECRET: first });
  expect(await tombstonesAmong(db(), 1, [phone])).toEqual(new Set([phone]));
  expect(await tombstonesAmong(db(), 2, [phone])).toEqual(new Set());
  await liftTombstones(db(), [{ leaderId: 1, phone }]);
  expect(await tombstonesAmong(db(), 1, [phone])).toEqual(new Set());
});

test("the first start pins the secret, and later ones find it among what they have", async () => {
  expect(await pinSuppressionSecret(db(), [undefined, first])).toBe(first);
  expect(await pinSuppressionSecret(db(), [second, first])).toBe(first);
  await expect(pinSuppressionSecret(db(), [second, third])).rejects.toThrow(/TENFOUR_SUPPRESSION_KEY/);
});

test("rotating the kept secret keeps the old one, and the one of the list", () => {
  const folder = mkdtempSync(join(tmpdir(), "tenfour-secrets-"));
  const before = keptSecrets(folder);
  rotateSecret(folder);
  const once = keptSecrets(folder);
  expect(once.nextauthSecretPrevious).toBe(before.nextauthSecret);
  expect(once.nextauthSecret).not.toBe(before.nextauthSecret);
  rotateSecret(folder);
  expect(keptSecrets(folder).suppressionSecret).toBe(before.nextauthSecret);
  expect(keptSecrets(folder).simulator).toEqual(before.simulator);
  expect(readFileSync(join(folder, "secrets.json"), "utf8")).not.toContain("undefined");
  rmSync(folder, { recursive: true });
});
