import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, type Page } from "@playwright/test";
import { keptSecrets, type Secrets } from "@/lib/db/secrets";
import { showPhone } from "@/lib/numbers/phone";
import type { LeaderWish } from "../program";
import { Program } from "../program";
import { Phones } from "../simulator";
import { dropFile } from "./drop";
import { test } from "./hydration";
import { nothingToComplainAbout, onPhone, picture, plays, signIn, someFan, thread } from "./story";

/** A word that is fading away has no contrast: axe looks when it is gone. */
async function nothingWrong(page: Page): Promise<void> {
  await expect(page.locator("[data-sonner-toast]")).toHaveCount(0);
  await nothingToComplainAbout(page);
}

/**
 * A program of its own, for its carrier is changed under it. The simulator of a second one is Vonage, and that one's
 * page of phones is the street: the program is told its address by the settings for proxies and tests, and its keys on
 * the screen, as an operator would.
 */
let program: Program;
let street: Program;
let vonage: { keys: Secrets["simulator"]; phones: Phones };
let leader: LeaderWish;

const phoneIsFree = (shown: string) => shown.startsWith("(8");

test.describe.configure({ mode: "serial" });

test.beforeAll(async () => {
  test.setTimeout(300_000);
  // Its application's webhooks lead to the street until the screen sets them.
  street = await Program.start();
  vonage = { keys: keptSecrets(street.dataDir).simulator, phones: Phones.of(street) };
  const host = readFileSync(join(street.dataDir, "simulator", "address"), "utf8");
  program = await Program.start({ env: { VONAGE_API_HOST: host, VONAGE_REST_HOST: host } });
  leader = await program.createLeader();
  // The leader's number is in that account already, and its texts go elsewhere.
  await vonage.phones.call("POST", "numbers", { phone: leader.number, linked: false });
});
test.afterAll(async () => {
  await program?.remove();
  await street?.remove();
});

test.beforeEach(async ({ context }) => {
  if (cookies.length > 0) await context.addCookies(cookies);
});
let cookies: Parameters<import("@playwright/test").BrowserContext["addCookies"]>[0] = [];

test("connect: keys typed, wrong ones said in words, webhooks set and the number linked from the check", async ({
  page,
  context,
}) => {
  await signIn(page, leader.mobile, program);
  cookies = await context.cookies();

  await page.goto(`${program.url}/settings/carrier`);
  await expect(page.getByText("Simulator", { exact: true }).first()).toBeVisible();
  await page.getByRole("button", { name: "Check" }).click();
  await expect(page.getByText("The carrier accepts the API key and secret.")).toBeVisible();

  await page.getByLabel("API key").fill(vonage.keys.apiKey);
  await page.getByLabel("API secret").fill("not the secret at all");
  await page.getByLabel("Signature secret").fill(vonage.keys.signatureSecret);
  await page.getByLabel("Application id").fill(vonage.keys.applicationId);
  await page.getByLabel("Private key", { exact: true }).fill(vonage.keys.publicKey);
  await page.getByRole("button", { name: "Connect Vonage" }).click();
  await expect(page.getByText(/This is the public half/)).toBeVisible();
  await dropFile(page.getByLabel("Private key", { exact: true }), "private.key", vonage.keys.privateKey);
  await expect(page.getByText(/This is the public half/)).toBeHidden();
  await page.getByRole("button", { name: "Connect Vonage" }).click();
  await expect(page.getByText("The carrier does not accept the API key and secret.")).toBeVisible();

  await page.getByLabel("API secret").fill(vonage.keys.apiSecret);
  await page.getByRole("button", { name: "Save the keys" }).click();
  await expect(page.getByText(/Texts and receipts do not come here yet/)).toBeVisible();
  await expect(page.getByText(/fingerprint [0-9a-f]{4} /)).toBeVisible();
  await expect(page.getByText(`ends in …${vonage.keys.apiSecret.slice(-4)}`)).toBeVisible();
  expect(await page.content()).not.toContain(vonage.keys.apiSecret);
  expect(await page.content()).not.toContain(vonage.keys.privateKey.slice(100, 160));
  await page.getByRole("button", { name: "Set the webhooks" }).click();
  await expect(page.getByText("Texts and receipts come here.")).toBeVisible();

  const number = showPhone(leader.number);
  await expect(page.getByText(`${number} is not linked to the application yet`)).toBeVisible();
  const [early, fan] = [someFan(), someFan()];
  await vonage.phones.text(early, leader.number, "Anybody there?");
  await page.getByRole("button", { name: "Link the numbers" }).click();
  await expect(page.getByText(`${number} is linked to the application.`)).toBeVisible();
  await expect(page.getByRole("button", { name: "Link the numbers" })).toBeHidden();
  await expect(page.getByRole("listitem").filter({ hasText: "Not working" })).toHaveCount(0);
  await vonage.phones.text(fan, leader.number, "And now?");
  await vonage.phones.read(fan, /\/join\//, 20_000);
  expect(await vonage.phones.accepted(early)).toEqual([]);
  await nothingWrong(page);
  await picture(page, "carrier");
});

test("buy a number that spells something; a fan texts and calls it, and what they leave is played in their thread", async ({
  page,
  context,
}) => {
  await page.goto(`${program.url}/settings/numbers`);
  await page.getByLabel("Area code, digits, or a word").fill("HOPE");
  await expect(page.getByText("HOPE is 4673 on a phone’s keys.")).toBeVisible();
  const offer = page
    .getByRole("list", { name: "Numbers for sale" })
    .getByRole("listitem")
    .filter({ hasText: "HOPE" })
    .first();
  await expect(offer.locator("mark")).toHaveText("HOPE");
  await nothingWrong(page);
  await offer.getByRole("button", { name: "Buy" }).click();
  await expect(page.getByRole("dialog")).toContainText("$1.00 a month");
  await nothingWrong(page);
  await page.getByRole("button", { name: /Buy for \$1\.00/ }).click();
  await expect(page.getByText(/is Nadia Hope’s now/)).toBeVisible();

  const { numbers } = await vonage.phones.state();
  const bought = numbers.map((one) => one.phone).find((phone) => phone.includes("4673")) as string;
  await page.goto(`${program.url}/settings/calls`);
  await page.getByLabel("What is said").fill("You have reached Nadia. Tell me what you hope for.");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(page.getByText(/saved\. the next caller/i)).toBeVisible();

  const fan = someFan();
  const outside = await context.newPage();
  const phone = await onPhone(outside, fan, { number: bought }, street);
  await phone.getByRole("textbox").fill("Hello hope!");
  await phone.getByRole("button", { name: /^Send from/ }).click();
  await expect(phone.getByText(/\/join\//)).toBeVisible({ timeout: 20_000 });
  await phone.getByRole("button", { name: `Call ${showPhone(bought)} from ${showPhone(fan)}` }).click();
  await expect(phone.getByText("You have reached Nadia. Tell me what you hope for.")).toBeVisible();
  await phone.getByRole("button", { name: "Heard it" }).click();
  await phone.getByRole("button", { name: /leave a few notes/i }).click();
  await expect(phone.getByText(/that was all/i)).toBeVisible();
  await phone.getByRole("button", { name: "Hang up" }).click();

  await page.goto(`${program.url}/inbox`);
  await expect(page.getByText("Voicemail").first()).toBeVisible();
  await page.getByText(showPhone(fan)).first().click();
  await expect(thread(page).getByText("Hello hope!")).toBeVisible();
  await plays(thread(page).getByLabel(/^Audio message from/));
});

test("rates and registration are kept; giving a number back names what is lost", async ({ page }) => {
  await page.goto(`${program.url}/settings/numbers`);
  const card = page.getByRole("listitem").filter({ has: page.getByRole("heading", { name: /4673/ }) });
  await card.getByText("Rates, STOP and registration").click();
  await card.getByLabel("Parts per day").fill("2000");
  await card.getByLabel("Where it stands").selectOption("approved");
  await card.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Saved.")).toBeVisible();
  await page.reload();
  await expect(card.locator("span", { hasText: "Approved" })).toBeVisible();
  await card.getByText("Rates, STOP and registration").click();
  await expect(card.getByLabel("Parts per day")).toHaveValue("2000");
  await card.getByRole("button", { name: "Release number" }).click();
  await expect(page.getByRole("dialog")).toContainText("1 member texts this number");
  await nothingWrong(page);
  await page.getByRole("button", { name: "Cancel" }).click();
});

test("a toll-free number and a short code of one's own are taken into use, each with its own way of stopping", async ({
  page,
}) => {
  const [free, short] = ["+18885550142", "72345"];
  for (const phone of [free, short]) await vonage.phones.call("POST", "numbers", { phone });
  await page.goto(`${program.url}/settings/numbers`);
  await page.getByRole("button", { name: "Look in the account" }).click();
  for (const [shown, kind] of [
    ["(888) 555-0142", "Toll-free"],
    [short, "Short code"],
  ] as const) {
    const own = page
      .getByRole("listitem")
      .filter({ hasText: shown, has: page.getByRole("button", { name: "Use it" }) });
    await expect(own).toContainText(kind);
    await own.getByRole("button", { name: "Use it" }).click();
    const card = page.getByRole("listitem").filter({ has: page.getByRole("heading", { name: shown }) });
    await card.getByText("Rates, STOP and registration").click();
    const stops = card.getByRole("switch", { name: "The carrier answers STOP itself" });
    await expect(stops).toBeChecked({ checked: phoneIsFree(shown) });
  }
  await nothingWrong(page);

  for (const [fan, to] of [
    ["+14165550143", free],
    ["+14165550144", short],
  ] as const) {
    await vonage.phones.text(fan, to, "Hello!");
    await vonage.phones.read(fan, /\/join\//, 20_000);
    await vonage.phones.text(fan, to, "STOP");
    // Answered whether or not they have opted out, so what was to come before it has come.
    await vonage.phones.text(fan, to, "HELP");
    await vonage.phones.read(fan, /^Texts from Nadia Hope\./, 20_000);
    const sent = await vonage.phones.accepted(fan);
    expect(sent.map((one) => one.from.replace("+", ""))).toEqual(sent.map(() => to.replace("+", "")));
    expect(sent.filter(({ text }) => /unsubscribed/.test(text))).toHaveLength(to === free ? 0 : 1);
  }
});

test("health says what arrives, what works and what waits, wide and narrow", async ({ page }) => {
  await page.goto(`${program.url}/settings/health`);
  await expect(page.getByText(/The last webhook came .* ago and was signed right/)).toBeVisible();
  await expect(page.getByRole("row", { name: /Taken by the carrier/ })).toBeVisible();
  await nothingWrong(page);
  await picture(page, "health");
  await page.getByLabel("E-mail to").fill("nobody at all");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("One of these is no e-mail address.")).toBeVisible();
  await page.setViewportSize({ width: 375, height: 780 });
  for (const room of ["health", "numbers", "carrier"]) {
    await page.goto(`${program.url}/settings/${room}`);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    const wider = await page.evaluate(
      () => document.documentElement.scrollWidth > document.documentElement.clientWidth,
    );
    expect(wider).toBe(false);
    await nothingWrong(page);
  }
});

test("disconnected, the simulator is the carrier again without a restart", async ({ page }) => {
  await page.goto(`${program.url}/settings/carrier`);
  await page.getByRole("button", { name: "Disconnect and forget the keys" }).click();
  await expect(page.getByText("Simulator", { exact: true }).first()).toBeVisible();
  // It takes a moment to start.
  await expect(async () => {
    await page.getByRole("button", { name: "Check" }).click();
    await expect(page.getByText("The carrier accepts the API key and secret.")).toBeVisible({ timeout: 3_000 });
  }).toPass();
});
