import { expect } from "@playwright/test";
import type { LeaderWish } from "../program";
import { test } from "./hydration";
import { details, nothingToComplainAbout, phones, picture, program, signUpPath, someFan, someLeader } from "./story";

let leader: LeaderWish;
test.beforeAll(async () => {
  leader = await someLeader("Rosa Lin");
});

async function invited(): Promise<{ fan: string; link: string }> {
  const fan = someFan();
  await phones().text(fan, leader.number, "Hi!");
  return { fan, link: `${program().url}${await signUpPath(fan)}` };
}

test("what was typed stays when something is missing, and the errors stand beside the fields", async ({ page }) => {
  const { link } = await invited();
  await page.goto(link);
  await nothingToComplainAbout(page);
  await page.getByLabel("First name").fill("Ana");
  await page.getByLabel("E-mail").fill("no address");
  await page.getByRole("button", { name: /sign me up/i }).click();
  await expect(page.getByRole("alert")).toBeVisible();
  await expect(page.getByLabel("First name")).toHaveValue("Ana");
  await expect(page.getByLabel("E-mail")).toHaveValue("no address");
  await expect(page.getByLabel("Last name")).toHaveAttribute("aria-invalid", "true");
  await expect(page.getByLabel("Last name")).toHaveAccessibleDescription(/fill this in/i);
  await nothingToComplainAbout(page);
});

test("signed up, the same link shows what is stored, lets it be changed, and lets the fan leave", async ({ page }) => {
  const { fan, link } = await invited();
  await page.goto(link);
  for (const [label, words] of Object.entries(details)) await page.getByLabel(label).fill(words);
  await page.getByRole("button", { name: /sign me up/i }).click();
  await expect(page.getByRole("heading", { name: /you.re in/i })).toBeVisible();
  await nothingToComplainAbout(page);

  await page.goto(link);
  await expect(page.getByLabel("First name")).toHaveValue("Ana");
  await page.getByLabel("First name").fill("Anita");
  await page.getByRole("button", { name: /^save$/i }).click();
  await page.goto(link);
  await expect(page.getByLabel("First name")).toHaveValue("Anita");
  await nothingToComplainAbout(page);

  await page.getByText("Leave", { exact: true }).click();
  await page.getByRole("button", { name: /leave now/i }).click();
  await expect(page.getByRole("heading", { name: /left/i })).toBeVisible();
  await nothingToComplainAbout(page);
  expect(fan).toMatch(/^\+1416/);
});

test("the page carries no script and is under 20 KB", async ({ page, request }) => {
  const { link } = await invited();
  const answer = await request.get(link);
  const body = await answer.text();
  expect(Buffer.byteLength(body)).toBeLessThan(20_000);
  expect(body).not.toMatch(/<script/i);
  const asked: string[] = [];
  page.on("request", (one) => asked.push(one.resourceType()));
  await page.goto(link);
  expect(asked).not.toContain("script");
});

test("a link nobody sent says to text the number again", async ({ page }) => {
  const answer = await page.goto(`${program().url}/join/${"x".repeat(22)}`);
  expect(answer?.status()).toBe(404);
  await expect(page.getByRole("heading", { name: /no longer works/i })).toBeVisible();
  await nothingToComplainAbout(page);
});

test.describe("in Spanish", () => {
  test.use({ locale: "es-MX" });
  test("the page speaks it, and so does what it says about mistakes", async ({ page }) => {
    const { link } = await invited();
    await page.goto(link);
    await expect(page.locator("html")).toHaveAttribute("lang", "es");
    await page.getByRole("button", { name: /inscribirme/i }).click();
    await expect(page.getByRole("alert")).toContainText(/revise/i);
    await nothingToComplainAbout(page);
    await picture(page, "sign-up-es");
  });
});

test.describe("on a small phone in the dark", () => {
  test.use({ colorScheme: "dark", viewport: { width: 320, height: 640 } });
  test("nothing runs off the side, and everything can be read", async ({ page }) => {
    const { link } = await invited();
    await page.goto(link);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
    await nothingToComplainAbout(page);
    await picture(page, "sign-up-dark");
  });
});
