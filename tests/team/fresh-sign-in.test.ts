import { sql } from "drizzle-orm";
import { encode } from "next-auth/jwt";
import { TOTP } from "otpauth";
import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { connect, disconnect } from "@/app/(leader)/settings/carrier/actions";
import * as actions from "@/app/(leader)/settings/security/actions";
import { addTeammate, removeFromTeam, setRole } from "@/app/(leader)/settings/team/actions";
import { db } from "@/lib/db/client";
import { beginAuthenticator, confirmAuthenticator } from "@/lib/team/authenticator";
import { codeFor } from "@/lib/team/codes";
import { createLeader } from "@/lib/team/found";
import { rememberDevice } from "@/lib/team/known-device";
import { changeMobile } from "@/lib/team/members";
import { teammateByMobile } from "@/lib/team/queries";
import { makeRecoveryCodes } from "@/lib/team/recovery-codes";
import { sessionSecret } from "@/lib/team/session-cookie";
import { createSession } from "@/lib/team/sessions";
import { sharedMobileSentence, sharedMobiles } from "@/lib/team/shared-mobiles";
import type { Teammate } from "@/lib/team/table";
import { runInRequest } from "@/lib/web/request-context";
import { type TestDatabase, testDatabase } from "@/tests/database";
import { browser } from "@/tests/doors/browser";
import { softPasskey } from "./soft-passkey";

vi.mock("next/headers", async () => (await import("@/tests/doors/browser")).nextHeaders);

let database: TestDatabase;
let ana: Teammate;
let bob: Teammate;
const visit = { userAgent: "", address: "203.0.113.7" };

beforeAll(async () => {
  database = await testDatabase();
  for (const [handle, mobile, number] of [
    ["ana", "+17735550100", "+17733659687"],
    ["bob", "+17735550101", "+17733659688"],
  ] as const) {
    const wish = { name: handle, handle, mobile, number, timeZone: "America/Chicago" };
    await createLeader(wish, { buy: async () => {} });
  }
  ana = (await teammateByMobile(db(), "+17735550100"))!;
  bob = (await teammateByMobile(db(), "+17735550101"))!;
});
afterAll(() => database.close());
beforeEach(async () => {
  await db().execute(sql`TRUNCATE rate_limits, sign_in_guards, sign_in_codes, messages, sessions, known_devices`);
  await signIn(ana, 11);
});

/** A session of a teammate that was verified so many minutes ago. */
async function signIn({ leaderId, id }: Teammate, minutesAgo: number): Promise<void> {
  const token = await createSession(db(), { leaderId, id }, visit);
  await db().execute(sql`UPDATE sessions SET verified_at = now() - make_interval(mins => ${minutesAgo})
    WHERE leader_id = ${leaderId} AND id = ${token.sessionId}`);
  browser.cookie = await encode({ token, secret: sessionSecret() });
}
const context = () => ({
  response: { statusCode: 200, headersSent: false },
  client: { address: "203.0.113.7", local: false },
});
const ask = <Result>(act: () => Promise<Result>) => runInRequest(context(), act);
async function textedTo(mobile: string): Promise<string> {
  const { rows } = await db().execute<{ fill: string }>(
    sql`SELECT fill FROM messages WHERE kind = 'sign_in_code' AND phone = ${mobile} ORDER BY id DESC LIMIT 1`,
  );
  return codeFor(rows[0]?.fill as string);
}
const stored = async () =>
  JSON.stringify(
    (
      await db().execute(sql`SELECT (SELECT json_agg(p) FROM passkeys p) AS passkeys,
        (SELECT json_agg(a) FROM authenticators a) AS apps,
        (SELECT json_agg(r ORDER BY code_hash) FROM recovery_codes r) AS recovery,
        (SELECT json_agg(t ORDER BY id) FROM teammates t) AS team`)
    ).rows,
  );

const noKeys = {
  ...{
    apiKey: "",
    apiSecret: "",
    signatureSecret: "",
    signatureMethod: "" as const,
    applicationId: "",
    privateKey: "",
  },
};

test("ten minutes after signing in, every change of how one signs in asks to confirm it, and changes nothing", async () => {
  const before = await stored();
  const changes = [
    () => actions.newPasskey({}),
    () => actions.keepPasskey({ response: {} as never }),
    () => actions.dropPasskey({ id: 1 }),
    () => actions.newAuthenticator({}),
    () => actions.keepAuthenticator({ code: "123456" }),
    () => actions.dropAuthenticator({}),
    () => actions.newRecoveryCodes({}),
    // A teammate who is added is a way in, too.
    () => addTeammate({ name: "Eve", mobile: "+17735550199", role: "owner" }),
    () => setRole({ teammateId: ana.id, role: "owner" }),
    () => removeFromTeam({ teammateId: 1_000_000 }),
    // Whoever owns the carrier's account reads everybody's codes.
    () => connect(noKeys),
    () => disconnect({}),
  ];
  for (const change of changes) {
    expect(await ask<unknown>(change)).toEqual({
      ok: false,
      confirm: true,
      message: "Confirm it’s you to continue.",
    });
  }
  expect(await stored()).toBe(before);
  // Just signed in, they all go through to what they do.
  await signIn(ana, 9);
  for (const change of changes) expect(await ask<unknown>(change)).not.toMatchObject({ confirm: true });
  await db().execute(sql`TRUNCATE authenticators, recovery_codes`);
});

test("a texted code confirms this session for ten minutes, and no other", async () => {
  const first = browser.cookie;
  await signIn(ana, 11);
  expect(await ask(() => actions.newConfirmCode({}))).toEqual({ ok: true, data: { sent: true } });
  const code = await textedTo(ana.mobile);
  const wrong = String((Number(code) + 1) % 1_000_000).padStart(6, "0");
  expect(await ask(() => actions.confirmCode({ way: "text", code: wrong }))).toMatchObject({ ok: false });
  expect(await ask(() => actions.newRecoveryCodes({}))).toMatchObject({ confirm: true });
  expect(await ask(() => actions.confirmCode({ way: "text", code }))).toMatchObject({ ok: true });
  expect(await ask(() => actions.newRecoveryCodes({}))).toMatchObject({ ok: true });
  browser.cookie = first;
  expect(await ask(() => actions.newRecoveryCodes({}))).toMatchObject({ confirm: true });
});

test("somebody else's code confirms nothing", async () => {
  await signIn(bob, 11);
  await ask(() => actions.newConfirmCode({}));
  const code = await textedTo(bob.mobile);
  await signIn(ana, 11);
  await ask(() => actions.newConfirmCode({}));
  if (code !== (await textedTo(ana.mobile)))
    expect(await ask(() => actions.confirmCode({ way: "text", code }))).toMatchObject({ ok: false });
});

test("a code of the app and a recovery code confirm, too, and work once", async () => {
  const whose = { leaderId: ana.leaderId, teammateId: ana.id };
  const { secret } = await beginAuthenticator(db(), whose, "Ana");
  const totp = new TOTP({ secret, period: 30, digits: 6 });
  await confirmAuthenticator(db(), whose, totp.generate({ timestamp: Date.now() - 30_000 }));
  const code = totp.generate();
  expect(await ask(() => actions.confirmCode({ way: "authenticator", code }))).toMatchObject({ ok: true });
  await signIn(ana, 11);
  expect(await ask(() => actions.confirmCode({ way: "authenticator", code }))).toMatchObject({ ok: false });
  const [recovery] = await makeRecoveryCodes(whose);
  expect(await ask(() => actions.confirmCode({ way: "recovery", code: recovery as string }))).toMatchObject({
    ok: true,
  });
  await signIn(ana, 11);
  expect(await ask(() => actions.confirmCode({ way: "recovery", code: recovery as string }))).toMatchObject({
    ok: false,
  });
});

test("one's own passkey confirms once; another's, an old challenge and a changed response confirm nothing", async () => {
  const [anas, bobs] = [await softPasskey(ana), await softPasskey(bob)];
  const challenge = async () => {
    const options = await ask(() => actions.newConfirmChallenge({}));
    return options.ok ? options.data.challenge : "";
  };
  const confirm = (response: ReturnType<typeof anas>) => ask(() => actions.confirmPasskey({ response }));
  const needsConfirming = async () =>
    expect(await ask(() => actions.dropAuthenticator({}))).toMatchObject({ confirm: true });

  expect(await confirm(bobs(await challenge()))).toMatchObject({ ok: false });
  await needsConfirming();
  const right = anas(await challenge());
  const { response } = right;
  for (const changed of [
    { ...right, response: { ...response, signature: bobs(await challenge()).response.signature } },
    { ...right, response: { ...response, userHandle: bobs("x").response.userHandle } },
    anas("made-up"),
    {} as never,
  ]) {
    expect(await confirm(changed)).toMatchObject({ ok: false });
    await needsConfirming();
  }
  const fresh = anas(await challenge());
  expect(await confirm(fresh)).toMatchObject({ ok: true });
  expect(await ask(() => actions.dropAuthenticator({}))).toMatchObject({ ok: true });
  await signIn(ana, 11);
  expect(await confirm(fresh)).toMatchObject({ ok: false });
  await needsConfirming();
});

test("guesses at a confirmation are limited like guesses at signing in", async () => {
  const said: string[] = [];
  for (let at = 0; at < 8; at++) {
    const result = await ask(() => actions.confirmCode({ way: "authenticator", code: "000000" }));
    said.push(result.ok ? "ok" : result.message);
  }
  expect(said.at(-1)).toMatch(/^Too many tries\. Try again in/);
});

test("signing out everywhere else revokes the other devices' cookies, and keeps this one's", async () => {
  const here = await rememberDevice(db(), ana, visit, undefined);
  const elsewhere = await rememberDevice(db(), ana, visit, undefined);
  const away = await createSession(db(), ana, visit, elsewhere.id);
  const token = await createSession(db(), ana, visit, here.id);
  browser.cookie = await encode({ token, secret: sessionSecret() });
  const left = async () =>
    (await db().execute<{ id: number }>(sql`SELECT id FROM known_devices ORDER BY id`)).rows.map((row) => row.id);
  expect(await left()).toEqual([here.id, elsewhere.id]);
  await ask(() => actions.signOutDevice({ id: away.sessionId }));
  expect(await left()).toEqual([here.id]);
  const another = await rememberDevice(db(), ana, visit, undefined);
  await ask(() => actions.forgetKnownDevice({ id: another.id }));
  await rememberDevice(db(), ana, visit, undefined);
  await ask(() => actions.signOutOthers({}));
  expect(await left()).toEqual([here.id]);
});

test("a mobile on two teams is named to the operator, and both can be resolved", async () => {
  await db().execute(sql`UPDATE teammates SET mobile = ${ana.mobile} WHERE id = ${bob.id}`);
  const [shared] = await sharedMobiles(db());
  expect(shared).toMatchObject({ mobile: ana.mobile, teams: [{ handle: "ana" }, { handle: "bob" }] });
  expect(sharedMobileSentence(shared!, "(773) 555-0100")).toContain("A code signs in to ana (@ana) only.");
  await signIn(bob, 0);
  await expect(changeMobile(bob.leaderId, bob.id, ana.mobile)).rejects.toThrow(/already used/);
  await changeMobile(bob.leaderId, bob.id, "+17735550177");
  expect(await sharedMobiles(db())).toEqual([]);
  expect((await teammateByMobile(db(), "+17735550177"))?.leaderId).toBe(bob.leaderId);
  const open = await db().execute(sql`SELECT 1 FROM sessions WHERE leader_id = ${bob.leaderId}`);
  expect(open.rows).toEqual([]);
});
