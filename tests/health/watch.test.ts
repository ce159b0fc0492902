import http from "node:http";
import type { AddressInfo } from "node:net";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { db } from "@/lib/db/client";
import { keepAlertSettings, openAlerts, readAlertSettings } from "@/lib/health/alert-queries";
import { oddArrivals } from "@/lib/health/arrivals";
import { lookAtHealth } from "@/lib/health/look";
import { metrics } from "@/lib/health/metrics";
import { saveAlerts } from "@/lib/health/save";
import { defaultAlerts } from "@/lib/health/settings";
import { signatureOf, tellTest } from "@/lib/health/tell";
import { watchOnce } from "@/lib/health/watch";
import { tally, writeTallies } from "@/lib/tally/count";
import { pruneTallies, talliesOf } from "@/lib/tally/queries";
import { type TestDatabase, testDatabase } from "@/tests/database";

let database: TestDatabase;
const got: { body: string; signature: string }[] = [];
let status = 200;
const receiver = http.createServer((request, response) => {
  let body = "";
  request.on("data", (chunk) => {
    body += chunk;
  });
  request.on("end", () => {
    if (status < 300) got.push({ body, signature: String(request.headers["x-tenfour-signature"]) });
    response.writeHead(status).end();
  });
});

beforeAll(async () => {
  database = await testDatabase();
  await new Promise<void>((done) => receiver.listen(0, "127.0.0.1", done));
});
afterAll(async () => {
  receiver.close();
  await database.close();
});
beforeEach(() => {
  got.length = 0;
  status = 200;
});
const hook = () => `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/`;
const at = (minute: number) => new Date(Date.UTC(2026, 10, 24, 12, minute));
const trouble = { what: "credit", sentence: "Little credit." };
const told = () =>
  got
    .splice(0)
    .flatMap(({ body }) =>
      (JSON.parse(body).alerts as { kind: string; sentence: string }[]).map((one) => `${one.kind}: ${one.sentence}`),
    );

test("trouble is told once, signed, and once more when it is over, however often it is looked", async () => {
  const { webhookSecret } = await saveAlerts({ ...defaultAlerts, webhookUrl: hook(), smtpUrl: "" });
  expect(webhookSecret).toMatch(/^[\w-]{32}$/);
  await watchOnce(at(0), [trouble]);
  expect(told()).toEqual([]);
  await watchOnce(at(2), [trouble]);
  expect(got[0]?.signature).toBe(signatureOf(got[0]?.body as string, webhookSecret as string));
  expect(told()).toEqual(["alert: Little credit."]);
  await watchOnce(at(3), [trouble]);
  await watchOnce(at(60), [trouble]);
  expect(told()).toEqual([]);
  await watchOnce(at(80), []);
  expect(told()).toEqual(["recovery: Over after 80 minutes: Little credit."]);
  await watchOnce(at(81), []);
  expect([told(), await openAlerts(db())]).toEqual([[], []]);
});

test("where the receiver is down it is told at the next look instead, recovery too", async () => {
  await watchOnce(at(0), [trouble]);
  status = 500;
  await watchOnce(at(2), [trouble]);
  status = 200;
  await watchOnce(at(3), [trouble]);
  expect(told()).toEqual(["alert: Little credit."]);
  status = 500;
  await watchOnce(at(4), []);
  status = 200;
  await watchOnce(at(5), []);
  expect(told()).toEqual(["recovery: Over after 5 minutes: Little credit."]);
});

test("the secrets rest sealed, and a second save keeps them without showing them again", async () => {
  const smtpUrl = "smtp://user:hunter2@127.0.0.1:1";
  expect(
    await saveAlerts({ ...defaultAlerts, webhookUrl: hook(), emailTo: "a@example.com, b@example.com", smtpUrl }),
  ).toEqual({ webhookSecret: null });
  expect(await saveAlerts({ ...defaultAlerts, webhookUrl: hook(), emailTo: "a@example.com", smtpUrl: "" })).toEqual({
    webhookSecret: null,
  });
  const kept = await readAlertSettings(db());
  expect(kept.secrets.smtpUrl).toBe(smtpUrl);
  const rows = await db().execute(sql`SELECT * FROM alert_settings`);
  expect(JSON.stringify(rows.rows)).not.toContain("hunter2");
  const said = await tellTest({ ...kept, instance: "http://tenfour.test" });
  expect(said[0]).toBe("The web hook took it.");
  expect(said[1]).toMatch(/mail server refused it or does not answer/);
  await keepAlertSettings(db(), defaultAlerts, { webhookSecret: "", smtpUrl: "" });
});

test("the look and the metrics tell queues, unconfirmed texts, what could not be understood", async () => {
  await db().execute(
    sql`INSERT INTO leaders (handle, name, time_zone, first_answer) VALUES ('ana', 'Ana', 'America/Chicago', '{{link}}')`,
  );
  await db().execute(sql`INSERT INTO numbers (phone, leader_id) SELECT '+17733659687', id FROM leaders`);
  await db().execute(sql`
    INSERT INTO messages (leader_id, member_id, outbound, kind, number, phone, body, state, at)
    SELECT id, 1, true, 'reply', '+17733659687', '+14155550101', 'hi', s, now() - interval '10 minutes'
    FROM leaders, unnest(ARRAY['queued', 'queued', 'unconfirmed', 'sent']) AS s`);
  await db().execute(sql`
    INSERT INTO arrivals (kind, key, content, problem, digested_at)
    VALUES ('text', 'u:1', '{"raw":"{not json"}', 'not JSON', now()), ('text', 'u:2', '{"from":"x"}', 'from no phone number', now())`);
  const health = await lookAtHealth();
  expect(health.queues).toMatchObject([{ phone: "+17733659687", leader: "Ana", queued: 2, pausedReason: null }]);
  expect(health.queues[0]?.oldest).toBeGreaterThan(590);
  expect([health.unconfirmed, health.arrivals.notUnderstood]).toEqual([1, 2]);
  const odd = await oddArrivals(db(), null);
  expect(odd.map((one) => [one.problem, one.content])).toEqual([
    ["from no phone number", expect.stringContaining('"from": "x"')],
    ["not JSON", "{not json"],
  ]);
  expect(await oddArrivals(db(), odd.at(-1)?.id ?? 0)).toEqual([]);
  const { body, contentType } = await metrics();
  expect(contentType).toContain("text/plain");
  expect(body).toContain('tenfour_texts_queued{number="+17733659687"} 2');
  expect(body).toMatch(/tenfour_database_up 1/);
  expect(body).toMatch(/tenfour_texts_unconfirmed 1/);
  expect(body).toMatch(/^process_resident_memory_bytes \d+/m);
});

test("counts are kept by the minute, added up by the hour and day, and pruned but for the last of a kind", async () => {
  for (let n = 0; n < 3; n++) tally("door:messages:text");
  tally("send:refused:1120", 5);
  await writeTallies();
  tally("door:messages:text");
  await writeTallies();
  await db().execute(sql`INSERT INTO tallies (minute, what, count, last_at) VALUES
    (now() - interval '3 hours', 'door:messages:text', 7, now() - interval '3 hours'),
    (now() - interval '9 days', 'door:messages:text', 9, now() - interval '9 days'),
    (now() - interval '9 days', 'door:sms:text', 1, now() - interval '9 days')`);
  expect((await talliesOf(db(), "door:messages")).map(({ lastHour, lastDay }) => [lastHour, lastDay])).toEqual([
    [4, 11],
  ]);
  expect(await pruneTallies(db())).toBe(1);
  expect((await talliesOf(db(), "door:")).map((one) => one.what)).toEqual(["door:messages:text", "door:sms:text"]);
});
