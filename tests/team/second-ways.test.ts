import { sql } from "drizzle-orm";
import { Secret, TOTP } from "otpauth";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { db } from "@/lib/db/client";
import {
  beginAuthenticator,
  checkAuthenticator,
  confirmAuthenticator,
  hasAuthenticator,
  removeAuthenticator,
} from "@/lib/team/authenticator";
import type { SignInVisit } from "@/lib/team/codes";
import { createLeader } from "@/lib/team/found";
import { checkPasskey, passkeySignInOptions } from "@/lib/team/passkeys";
import { teammateByMobile } from "@/lib/team/queries";
import { checkRecoveryCode, makeRecoveryCodes, recoveryCodesLeft } from "@/lib/team/recovery-codes";
import { type TestDatabase, testDatabase } from "@/tests/database";

const mobile = "+17735550100";
const visit: SignInVisit = { userAgent: "", address: "192.0.2.1" };
const whose = { leaderId: 0, teammateId: 0 };
let database: TestDatabase;

beforeAll(async () => {
  database = await testDatabase();
  await createLeader(
    { name: "Ana", handle: "ana", mobile, number: "+17733659687", timeZone: "America/Chicago" },
    { buy: async () => {} },
  );
  const ana = await teammateByMobile(db(), mobile);
  Object.assign(whose, { leaderId: ana?.leaderId, teammateId: ana?.id });
});
afterAll(() => database.close());
beforeEach(() => db().execute(sql`truncate rate_limits, sign_in_guards, authenticators, recovery_codes`));

/** A code of the app, so many steps from now. */
const codeOf = (secret: string, steps = 0) =>
  new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: Date.now() + steps * 30_000 });
/** Connects an app, with the last code used long ago. */
async function connected(): Promise<string> {
  const { secret } = await beginAuthenticator(db(), whose, "Ana");
  expect(await confirmAuthenticator(db(), whose, codeOf(secret))).toBe(true);
  await db().execute(sql`update authenticators set last_step = 0`);
  return secret;
}

describe("an authenticator app", () => {
  test("signs its owner in, each code once", async () => {
    const secret = await connected();
    const code = codeOf(secret);
    expect((await checkAuthenticator(mobile, `${code.slice(0, 3)} ${code.slice(3)}`, visit)).teammate?.name).toBe(
      "Ana",
    );
    expect((await checkAuthenticator(mobile, code, visit)).teammate).toBeNull();
  });

  test("has its secret sealed in the database", async () => {
    const secret = await connected();
    const { rows } = await db().execute(sql`select * from authenticators`);
    expect(JSON.stringify(rows)).not.toContain(secret);
  });

  test("counts for nothing before its first code, or once removed", async () => {
    const { secret } = await beginAuthenticator(db(), whose, "Ana");
    expect(await hasAuthenticator(db(), whose)).toBe(false);
    expect((await checkAuthenticator(mobile, codeOf(secret), visit)).teammate).toBeNull();
    expect(await confirmAuthenticator(db(), whose, "000000")).toBe(false);
    await confirmAuthenticator(db(), whose, codeOf(secret));
    await expect(beginAuthenticator(db(), whose, "Ana")).rejects.toThrow("Remove it first");
    expect(await removeAuthenticator(db(), whose)).toBe(true);
    expect((await checkAuthenticator(mobile, codeOf(secret, 1), visit)).teammate).toBeNull();
  });

  test("accepts one step early or late, not two, and never an older code after a newer one", async () => {
    const secret = await connected();
    expect((await checkAuthenticator(mobile, codeOf(secret, -2), visit)).teammate).toBeNull();
    expect((await checkAuthenticator(mobile, codeOf(secret, 1), visit)).teammate).not.toBeNull();
    expect((await checkAuthenticator(mobile, codeOf(secret, 0), visit)).teammate).toBeNull();
  });

  test("is guessed at no more often than texted codes", async () => {
    await connected();
    for (let at = 0; at < 5; at++)
      expect(await checkAuthenticator(mobile, "000000", visit)).toEqual({ teammate: null, wait: 0 });
    expect(await checkAuthenticator(mobile, "000000", visit)).toEqual({ teammate: null, wait: 60 });
  });
});

describe("recovery codes", () => {
  test("work once each, however they are typed, and are stored as hashes only", async () => {
    const codes = await makeRecoveryCodes(whose);
    expect(codes).toHaveLength(10);
    expect(codes[0]).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]{4}$/);
    const typed = ` ${codes[0]?.toLowerCase().replaceAll("-", " ")} `;
    expect((await checkRecoveryCode(mobile, typed, visit)).teammate?.name).toBe("Ana");
    expect((await checkRecoveryCode(mobile, codes[0] as string, visit)).teammate).toBeNull();
    expect(await recoveryCodesLeft(whose)).toBe(9);
    const { rows } = await db().execute(sql`select * from recovery_codes`);
    expect(JSON.stringify(rows)).not.toContain(codes[1]);
  });

  test("of an older set are nothing", async () => {
    const [old] = await makeRecoveryCodes(whose);
    await makeRecoveryCodes(whose);
    expect((await checkRecoveryCode(mobile, old as string, visit)).teammate).toBeNull();
  });
});

test("to an unknown number every way says the same, and takes its time", async () => {
  await connected();
  await makeRecoveryCodes(whose);
  for (const check of [checkAuthenticator, checkRecoveryCode]) {
    const at = performance.now();
    const unknown = await check("+17735550199", "123456", visit);
    expect(performance.now() - at).toBeGreaterThan(200);
    expect(unknown).toEqual(await check(mobile, "123456", visit));
  }
});

test.each([{}, { id: "x" }, { id: "x", response: { userHandle: "MS4x" } }, { response: { userHandle: "Li4v" } }])(
  "a passkey nobody has is refused: %j",
  async (response) => {
    await passkeySignInOptions();
    expect(await checkPasskey(response as never)).toBeNull();
  },
);
