import { expect, type Page, test } from "@playwright/test";
import type { LeaderWish } from "../program";
import { Program } from "../program";
import { LoneSimulator, Phones } from "../simulator";
import { nothingToComplainAbout, picture } from "./story";

/** A word that is fading away has no contrast: axe looks when it is gone. */
async function nothingWrong(page: Page): Promise<void> {
  await expect(page.locator("[data-sonner-toast]")).toHaveCount(0);
  await nothingToComplainAbout(page);
}

/**
 * A program of its own, for its carrier is changed under it. A simulator that stands alone is Vonage: the program is
 * told its address by the settings for proxies and tests, and its keys on the screen, as an operator would.
 */
let program: Program;
let vonage: LoneSimulator;
let leader: LeaderWish;

const phoneIsFree = (shown: string) => shown.startsWith("(8");

test.describe.configure({ mode: "serial" });

test.beforeAll(async () => {
  test.setTimeout(300_000);
  // Its application's webhooks lead nowhere until the screen sets them.
  vonage = await LoneSimulator.start("http://127.0.0.1:9");
  const { VONAGE_API_HOST, VONAGE_REST_HOST } = vonage.settings as Record<string, string>;
  program = await Program.start({ env: { VONAGE_API_HOST: VONAGE_API_HOST!, VONAGE_REST_HOST: VONAGE_REST_HOST! } });
  leader = await program.createLeader();
});
test.afterAll(async () => {
  await program?.remove();
  await vonage?.stop();
});

test.beforeEach(async ({ context }) => {
  if (cookies.length > 0) await context.addCookies(cookies);
});
let cookies: Parameters<import("@playwright/test").BrowserContext["addCookies"]>[0] = [];

test("connect: keys typed, wrong ones said in words, webhooks set from the check", async ({ page, context }) => {
  await page.goto(`${program.url}/sign-in`);
  await page.getByLabel(/mobile/i).fill(leader.mobile);
  await page.getByRole("button", { name: /code/i }).click();
  await page.getByLabel(/six-digit code/i).waitFor();
  const [, code] = await Phones.of(program).read(leader.mobile, /^(\d{6}) is your/);
  await page.getByLabel(/six-digit code/i).fill(code as string);
  await page.waitForURL(/\/inbox/);
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
  await page.getByLabel("Private key file").setInputFiles({
    name: "private.key",
    mimeType: "application/octet-stream",
    buffer: Buffer.from(vonage.keys.privateKey),
  });
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
  await nothingWrong(page);
  await picture(page, "carrier");
});

test("buy a number that spells something, and a fan's text to it is answered through the account", async ({ page }) => {
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
  const fan = "+14165550142";
  await vonage.phones.text(fan, bought, "Hello hope!");
  await vonage.phones.read(fan, /\/join\//, 20_000);
  await page.goto(`${program.url}/inbox`);
  await expect(page.getByText("Hello hope!").first()).toBeVisible();
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
  await card.getByRole("button", { name: "Give this number back" }).click();
  await expect(page.getByRole("dialog")).toContainText("1 member texts with it");
  await nothingWrong(page);
  await page.getByRole("button", { name: "Keep it" }).click();
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
