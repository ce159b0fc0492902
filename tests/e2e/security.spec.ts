import { type BrowserContext, expect, type Page } from "@playwright/test";
import { Secret, TOTP } from "otpauth";
import type { LeaderWish } from "../program";
import { test } from "./hydration";
import { inDatabase, nothingToComplainAbout, phones, program, signIn, someLeader } from "./story";

let leader: LeaderWish;
let own: BrowserContext;
let page: Page;

test.describe.configure({ mode: "serial" });
test.beforeAll(async ({ browser }) => {
  test.setTimeout(300_000);
  leader = await someLeader("Vera Vault");
  own = await browser.newContext();
  page = await own.newPage();
  await signIn(page, leader.mobile);
});
test.afterAll(() => own.close());

const settings = () => page.goto(`${program().url}/settings/security`);
const section = (name: string) => page.getByRole("region", { name, exact: true });

test("a passkey is added, signs in, and is removed", async () => {
  const cdp = await own.newCDPSession(page);
  await cdp.send("WebAuthn.enable");
  await cdp.send("WebAuthn.addVirtualAuthenticator", {
    options: {
      protocol: "ctap2",
      transport: "internal",
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  await settings();
  await nothingToComplainAbout(page);
  await page.getByRole("button", { name: "Add a passkey" }).click();
  await expect(section("Passkeys").getByRole("listitem")).toHaveCount(1);

  await own.clearCookies({ name: "tenfour_session" });
  await page.goto(`${program().url}/sign-in?next=/settings/security`);
  await nothingToComplainAbout(page);
  await page.getByRole("button", { name: "Use a passkey" }).click();
  await page.waitForURL(/^[^?]+\/settings\/security/);
  await expect(section("Passkeys")).toContainText("Last used");

  await section("Passkeys")
    .getByRole("button", { name: /^Remove passkey/ })
    .click();
  await expect(section("Passkeys").getByRole("listitem")).toHaveCount(0);
  await own.clearCookies({ name: "tenfour_session" });
  await page.goto(`${program().url}/sign-in?next=/settings/security`);
  await page.getByRole("button", { name: "Use a passkey" }).click();
  await expect(page.getByText("This passkey isn't known here. Sign in another way.")).toBeVisible();
});

test("an authenticator app and recovery codes sign in on a new device, by keyboard, at 375 px in the dark", async ({
  browser,
}) => {
  await signIn(page, leader.mobile);
  await settings();
  await page.getByRole("button", { name: "Connect an authenticator app" }).click();
  const secret = Secret.fromBase32((await page.getByTestId("authenticator-key").textContent()) ?? "");
  const code = (ahead = 0) => new TOTP({ secret }).generate({ timestamp: Date.now() + ahead * 30_000 });
  await page.getByLabel("Code from your app").fill(code());
  await page.getByRole("button", { name: "Connect app" }).click();
  await expect(page.getByText("An authenticator app is connected.")).toBeVisible();
  await page.getByRole("button", { name: "Create recovery codes" }).click();
  const recovery = await page
    .getByRole("list", { name: "Your recovery codes" })
    .getByRole("listitem")
    .allTextContents();
  expect(recovery).toHaveLength(10);
  await nothingToComplainAbout(page);

  const phone = await browser.newContext({ viewport: { width: 375, height: 720 }, colorScheme: "dark" });
  const other = await phone.newPage();
  await other.goto(`${program().url}/sign-in?next=/settings/security`);
  await other.getByRole("button", { name: "Use an authenticator app" }).press("Enter");
  await nothingToComplainAbout(other);
  await other.getByLabel("Your mobile number").fill(leader.mobile);
  await other.getByLabel("Code from your app").fill("000000");
  await other.keyboard.press("Enter");
  await expect(other.getByText("That number and code don't match. Check both and try again.")).toBeVisible();
  // The code that connected the app is used up; the next one is accepted a step early.
  await other.getByLabel("Code from your app").fill(code(1));
  await other.keyboard.press("Enter");
  await other.waitForURL(/^[^?]+\/settings\/security/);
  await nothingToComplainAbout(other);
  expect(await other.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(375);

  await phone.clearCookies({ name: "tenfour_session" });
  await other.goto(`${program().url}/sign-in?next=/settings/security`);
  await other.getByRole("button", { name: "Use a recovery code" }).click();
  await other.getByLabel("Your mobile number").fill(leader.mobile);
  await other.getByLabel("Recovery code").fill((recovery[0] as string).toLowerCase());
  await other.keyboard.press("Enter");
  await other.waitForURL(/^[^?]+\/settings\/security/);
  await expect(other.getByText("9 of 10 codes left.")).toBeVisible();

  await test.step("signing out all other devices ends them at once, with their event stream", async () => {
    await other.goto(`${program().url}/inbox`);
    const copied = await phone.cookies();
    const live = other.waitForResponse((one) => one.url().endsWith("/live") && one.status() === 401);
    await settings();
    await expect(section("Devices")).toContainText("Last seen");
    await page.getByRole("button", { name: "Sign out all other devices" }).click();
    await expect(section("Devices").getByRole("listitem")).toHaveCount(1);
    await live;
    const thief = await browser.newContext();
    await thief.addCookies(copied);
    for (const path of ["/inbox", "/members", "/settings/security"]) {
      const visit = await thief.request.get(program().url + path, { maxRedirects: 0 });
      expect([path, visit.status(), visit.headers().location]).toEqual([path, 307, expect.stringMatching(/sign-in/)]);
    }
    for (const path of ["/live", "/inbox/threads", "/members/rows"])
      expect([path, (await thief.request.get(program().url + path)).status()]).toEqual([path, 401]);
    expect((await thief.request.post(`${program().url}/media/own`, { data: "x" })).status()).toBe(401);
    await thief.close();
  });
  await phone.close();
});

test("a change after ten minutes asks for a code first, and then goes on", async () => {
  await settings();
  await inDatabase((client) => client.query("UPDATE sessions SET verified_at = now() - interval '11 minutes'"));
  await page.setViewportSize({ width: 375, height: 720 });
  await page.getByRole("button", { name: "Replace recovery codes" }).click();
  const dialog = page.getByRole("dialog", { name: "Confirm it’s you" });
  await expect(dialog.getByLabel("Code from your app")).toBeFocused();
  await nothingToComplainAbout(page);
  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
  await expect(page.getByRole("list", { name: "Your recovery codes" })).toBeHidden();

  await page.getByRole("button", { name: "Replace recovery codes" }).click();
  await dialog.getByLabel("Code from your app").fill("000000");
  await dialog.getByRole("button", { name: "Confirm" }).click();
  await expect(dialog.getByText("That code doesn’t work.")).toBeVisible();
  const texts = async () => (await phones().accepted(leader.mobile)).length;
  const before = await texts();
  await dialog.getByRole("button", { name: "Text me a code" }).click();
  await expect.poll(texts).toBeGreaterThan(before);
  const [, code] = await phones().read(leader.mobile, /^(\d{6}) is your/);
  await dialog.getByLabel("Six-digit code").fill(code as string);
  await page.keyboard.press("Enter");
  await expect(dialog).toBeHidden();
  await expect(page.getByRole("list", { name: "Your recovery codes" }).getByRole("listitem")).toHaveCount(10);
  await page.setViewportSize({ width: 1280, height: 720 });
});

test("an owner adds a teammate, changes the role, and removes them", async () => {
  await page.goto(`${program().url}/settings/team`);
  await page.getByLabel("Name").fill("Tess Helper");
  await page.getByLabel("Mobile").fill("(312) 555-0142");
  await page.getByRole("button", { name: "Add teammate" }).click();
  await expect(page.getByRole("list", { name: "Teammates" }).getByRole("listitem")).toHaveCount(2);
  await nothingToComplainAbout(page);
  await page.getByLabel("Role of Tess Helper").selectOption("reader");
  await expect(page.getByText("Tess Helper's role was changed.")).toBeVisible();
  await page.getByRole("button", { name: "Remove Tess Helper" }).click();
  await page.getByRole("button", { name: "Remove from team" }).click();
  await expect(page.getByRole("list", { name: "Teammates" }).getByRole("listitem")).toHaveCount(1);
  await page.getByRole("button", { name: `Remove ${leader.name}` }).click();
  await page.getByRole("button", { name: "Remove from team" }).click();
  await expect(page.getByText("A team needs an owner. Make someone else an owner first.")).toBeVisible();
});
