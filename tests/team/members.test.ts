import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { db } from "@/lib/db/client";
import { asTenant } from "@/lib/db/scope";
import { stopListening } from "@/lib/live/listen";
import { openStream } from "@/lib/live/stream";
import { createLeader } from "@/lib/team/found";
import { addToTeam, changeRole, mostTeammates, newTeammate, removeTeammate } from "@/lib/team/members";
import { teammateByMobile, teammatesOf } from "@/lib/team/queries";
import { makeRecoveryCodes } from "@/lib/team/recovery-codes";
import { createSession, findSession, isOpen } from "@/lib/team/sessions";
import { type TestDatabase, testDatabase } from "@/tests/database";
import { until } from "@/tests/program";

let database: TestDatabase;
let leaderId: number;
let owner: number;
beforeAll(async () => {
  database = await testDatabase();
  const leader = await createLeader(
    { name: "Ana", handle: "ana", mobile: "+17735550100", number: "+17733659687", timeZone: "America/Chicago" },
    { buy: async () => {} },
  );
  leaderId = leader.id;
  owner = (await teammateByMobile(db(), "+17735550100"))?.id as number;
});
afterAll(async () => {
  await stopListening();
  await database.close();
});

const visit = { userAgent: "", address: "" };
const add = (name: string, mobile: string) => addToTeam(leaderId, newTeammate.parse({ name, mobile, role: "writer" }));

/** A teammate's open event stream. */
async function listening(sessionId: number): Promise<{ open: boolean }> {
  const state = { open: true };
  const stream = openStream({
    leaderId,
    sessionId,
    isSignedIn: () => isOpen(db(), leaderId, sessionId),
    signal: new AbortController().signal,
  });
  void (async () => {
    for await (const _ of stream);
    state.open = false;
  })();
  await until(
    "LISTEN",
    async () =>
      (
        await db().execute(
          sql`select 1 from pg_stat_activity where datname = current_database() and query like 'LISTEN%'`,
        )
      ).rows.length > 0,
  );
  return state;
}

test("a teammate is added once per mobile, however it is typed", async () => {
  expect(await add("Wes", "(773) 555-0111")).toMatchObject({ mobile: "+17735550111", role: "writer" });
  await expect(add("Wes again", "+1 773 555 0111")).rejects.toThrow("Wes already signs in with this number.");
  expect(newTeammate.safeParse({ name: " ", mobile: "12", role: "writer" }).success).toBe(false);
});

test.each(["+44 7700 900123", "+1 876 555 1234", "+8816 2345 6789", "900-365-9687", "800-365-9687"])(
  "%s is no teammate's mobile",
  (mobile) => {
    expect(newTeammate.safeParse({ name: "Wes", mobile, role: "writer" }).error?.issues[0]?.message).toBe(
      "Enter a US or Canadian mobile number.",
    );
  },
);

test("a mobile is on one team of the instance: nobody can draw another leader's teammate to their own", async () => {
  const later = await createLeader(
    { name: "Cleo", handle: "cleo", mobile: "+17735550120", number: "+17733659689", timeZone: "America/Chicago" },
    { buy: async () => {} },
  );
  const wish = (mobile: string) => newTeammate.parse({ name: "Reader", mobile, role: "reader" });
  const taken = "This number is already used to sign in here. Use another one.";
  // As in the request of a signed-in owner, who sees their own team only.
  const adding = (whose: number, mobile: string) => asTenant(whose, () => addToTeam(whose, wish(mobile)));
  await expect(adding(leaderId, "773-555-0120")).rejects.toThrow(taken);
  await expect(adding(later.id, "773-555-0100")).rejects.toThrow(taken);
  expect(await teammateByMobile(db(), "+17735550120")).toMatchObject({ leaderId: later.id, role: "owner" });
  const both = await Promise.allSettled([leaderId, later.id].map((one) => adding(one, "773-555-0121")));
  expect(both.map((one) => one.status).sort()).toEqual(["fulfilled", "rejected"]);
});

test("a team has at most fifty people", async () => {
  const more = mostTeammates - (await teammatesOf(db(), leaderId)).length;
  await db().execute(sql`
    INSERT INTO teammates (leader_id, name, mobile, role)
    SELECT ${leaderId}, 'Filler', '+1312555' || (1000 + n), 'reader' FROM generate_series(1, ${more}::int) n`);
  await expect(add("Fiftyfirst", "+17735550115")).rejects.toThrow("A team has at most 50 people.");
  await db().execute(sql`DELETE FROM teammates WHERE name = 'Filler'`);
});

test("a change of role holds from the next request on, and closes open event streams", async () => {
  const { id } = await add("Rita", "+17735550112");
  const token = await createSession(db(), { leaderId, id }, visit);
  const stream = await listening(token.sessionId);
  await changeRole(leaderId, id, "reader");
  expect((await findSession(db(), token))?.teammate.role).toBe("reader");
  await until("the stream's end", () => !stream.open);
});

test("a removed teammate is out everywhere, with nothing left to sign in by", async () => {
  const { id } = await add("Gus", "+17735550113");
  const token = await createSession(db(), { leaderId, id }, visit);
  await makeRecoveryCodes({ leaderId, teammateId: id });
  const stream = await listening(token.sessionId);
  await removeTeammate(leaderId, id);
  expect(await findSession(db(), token)).toBeNull();
  expect(await teammateByMobile(db(), "+17735550113")).toBeNull();
  await until("the stream's end", () => !stream.open);
  const { rows } = await db().execute(sql`
    select teammate_id from sessions where teammate_id = ${id} union all
    select teammate_id from recovery_codes where teammate_id = ${id}`);
  expect(rows).toEqual([]);
  await expect(removeTeammate(leaderId, id)).rejects.toMatchObject({ gone: true });
});

test("a team keeps an owner, also when two owners leave at once", async () => {
  await expect(removeTeammate(leaderId, owner)).rejects.toThrow("A team needs an owner");
  await expect(changeRole(leaderId, owner, "admin")).rejects.toThrow("A team needs an owner");
  const { id } = await add("Olga", "+17735550114");
  await changeRole(leaderId, id, "owner");
  const both = await Promise.allSettled([changeRole(leaderId, owner, "admin"), changeRole(leaderId, id, "admin")]);
  expect(both.map((one) => one.status).sort()).toEqual(["fulfilled", "rejected"]);
  expect((await teammatesOf(db(), leaderId)).filter((one) => one.role === "owner")).toHaveLength(1);
});
