import type { AddressInfo } from "node:net";
import { SMTPServer } from "smtp-server";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { db } from "@/lib/db/client";
import { openAlerts } from "@/lib/health/alert-queries";
import { saveAlerts } from "@/lib/health/save";
import { defaultAlerts } from "@/lib/health/settings";
import { tellTest } from "@/lib/health/tell";
import { watchOnce } from "@/lib/health/watch";
import { type TestDatabase, testDatabase } from "@/tests/database";

type Mail = { from: string; to: string[]; text: string };

let database: TestDatabase;
let refuses = false;
const delivered: Mail[] = [];

/** A mail server that wants a name and a password, and believes nobody else. */
const server = new SMTPServer({
  // STARTTLS with a certificate of its own making would not be believed, and should not be.
  hideSTARTTLS: true,
  allowInsecureAuth: true,
  onAuth: ({ username, password }, _, done) =>
    username === "tenfour" && password === "open sesame"
      ? done(null, { user: username })
      : done(new Error("Wrong name or password")),
  onRcptTo: ({ address }, _, done) =>
    refuses ? done(Object.assign(new Error(`No ${address} here`), { responseCode: 550 })) : done(),
  onData: (stream, { envelope }, done) => {
    const chunks: Buffer[] = [];
    stream.on("data", (chunk: Buffer) => chunks.push(chunk));
    stream.on("end", () => {
      delivered.push({
        from: envelope.mailFrom === false ? "" : envelope.mailFrom.address,
        to: envelope.rcptTo.map(({ address }) => address),
        text: Buffer.concat(chunks).toString(),
      });
      done();
    });
  },
});
const smtpUrl = (password = "open%20sesame") =>
  `smtp://tenfour:${password}@127.0.0.1:${(server.server.address() as AddressInfo).port}`;
const mails = { ...defaultAlerts, emailTo: "ana@example.com, omar@example.com", emailFrom: "tenfour@example.com" };
const at = (minute: number) => new Date(Date.UTC(2026, 10, 24, 12, minute));
const trouble = { what: "credit", sentence: "The carrier account has 3.20 of credit left." };

beforeAll(async () => {
  database = await testDatabase();
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
});
afterAll(async () => {
  await new Promise<void>((done) => server.close(done));
  await database.close();
});
beforeEach(() => {
  delivered.length = 0;
  refuses = false;
});

test("trouble is mailed to everybody named, once, with the sentence and where to look; so is its end", async () => {
  await saveAlerts({ ...mails, smtpUrl: smtpUrl() });
  await watchOnce(at(0), [trouble]);
  await watchOnce(at(2), [trouble]);
  await watchOnce(at(3), [trouble]);
  expect(delivered).toHaveLength(1);
  const [mail] = delivered as [Mail];
  expect([mail.from, mail.to]).toEqual(["tenfour@example.com", ["ana@example.com", "omar@example.com"]]);
  const words = unfolded(mail.text);
  expect(words).toMatch(/^Subject: Tenfour needs you: The carrier account has 3\.20 of credit left\.$/m);
  expect(words).toMatch(/^The carrier account has 3\.20 of credit left\.$/m);
  expect(words).toContain("/settings/health");
  expect(words).not.toContain("sesame");
  await watchOnce(at(60), []);
  expect(unfolded(delivered[1]?.text ?? "")).toMatch(/^Subject: Tenfour is well again: Over after 60 minutes/m);
});

test("a mail server that refuses is asked again at the next look, and the trouble is told then", async () => {
  await saveAlerts({ ...mails, smtpUrl: smtpUrl() });
  await watchOnce(at(0), [trouble]);
  refuses = true;
  await watchOnce(at(2), [trouble]);
  expect(delivered).toEqual([]);
  refuses = false;
  await watchOnce(at(3), [trouble]);
  expect(delivered).toHaveLength(1);
  await watchOnce(at(4), []);
  expect([delivered.length, await openAlerts(db())]).toEqual([2, []]);
});

test("the test on the screen says in words whether it was taken: a wrong password is not", async () => {
  const to = { settings: mails, instance: "http://tenfour.test" };
  expect(await tellTest({ ...to, secrets: { webhookSecret: "", smtpUrl: smtpUrl() } })).toEqual([
    "The mail server took it.",
  ]);
  expect(unfolded(delivered[0]?.text ?? "")).toMatch(/^Subject: A test from Tenfour/m);
  expect(await tellTest({ ...to, secrets: { webhookSecret: "", smtpUrl: smtpUrl("wrong") } })).toEqual([
    "The mail was not sent: the mail server refused it or does not answer.",
  ]);
  expect(delivered).toHaveLength(1);
});

/** A mail's lines as they were before they were made to fit (RFC 5322, 2.2.3). */
const unfolded = (text: string) =>
  text
    .replace(/\r\n[ \t]+/g, " ")
    .replace(/=\r\n/g, "")
    .replaceAll("\r\n", "\n");
