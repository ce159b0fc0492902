import { expect } from "@playwright/test";
import { dropFile, plainPicture } from "./drop";
import { test } from "./hydration";
import { details, nothingToComplainAbout, phones, picture, program, signedInAs, signUpPath, someFan } from "./story";

const leader = signedInAs("Field Maker");

test("a leader adds questions, sees the page change at once, and a fan answers them", async ({ page }) => {
  await page.goto(`${program().url}/settings/sign-up`);
  const preview = page.frameLocator("iframe[title='Preview of the page']");
  await expect(preview.getByLabel("First name")).toBeVisible();

  await page.getByRole("button", { name: "Text", exact: true }).click();
  await page.getByLabel("Question", { exact: true }).fill("Favourite song");
  await page.getByLabel("The same in Spanish").fill("Canción favorita");
  await page.getByRole("switch", { name: "Must be answered" }).click();
  await expect(preview.getByLabel("Favourite song")).toBeVisible();
  await page.getByRole("radio", { name: "Spanish" }).last().click();
  await expect(preview.getByLabel("Canción favorita")).toBeVisible();
  await page.getByRole("radio", { name: "English" }).last().click();

  await page.getByRole("button", { name: "Choice" }).click();
  await page.getByLabel("Question", { exact: true }).fill("T-shirt size");
  await page.getByLabel("Choices").fill("S");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText(/needs two choices/).first()).toBeVisible();
  await page.getByLabel("Choices").fill("S\nM\nL");

  // By keyboard: Alt and the arrow up.
  const row = page.getByRole("button", { name: /^T-shirt size/ });
  await row.focus();
  await page.keyboard.press("Alt+ArrowUp");
  await expect(page.getByRole("listitem").filter({ hasText: "Choice" }).first()).toContainText("T-shirt size");
  await page.getByLabel("Minimum age").fill("18");
  await page.getByRole("radio", { name: "Dark" }).click();
  await expect(preview.locator("body")).toHaveCSS("background-color", "rgb(19, 20, 22)");
  // What scrolls is the screen within its frame: nothing hidden makes the page around it longer.
  expect(await page.evaluate(() => document.documentElement.scrollHeight - window.innerHeight)).toBe(0);
  await nothingToComplainAbout(page);
  await picture(page, "sign-up-editor");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText(/the page shows it now/i)).toBeVisible();

  const fan = someFan();
  await phones().text(fan, leader.number, "Hi!");
  await page.goto(`${program().url}${await signUpPath(fan)}`);
  for (const [label, words] of Object.entries(details)) await page.getByLabel(label).fill(words);
  await page.getByRole("button", { name: /sign me up/i }).click();
  await expect(page.getByLabel("Favourite song")).toHaveAccessibleDescription(/fill this in/i);
  await nothingToComplainAbout(page);
  await page.getByLabel("Favourite song").fill("Hello in There");
  await page.getByLabel(/T-shirt size/).selectOption("M");
  await page.getByRole("button", { name: /sign me up/i }).click();
  await expect(page.getByRole("heading", { name: /you.re in/i })).toBeVisible();

  await page.goto(`${program().url}/settings/sign-up`);
  await page.getByRole("button", { name: /^T-shirt size/ }).click();
  await page.getByRole("button", { name: /archive; answers are kept/i }).click();
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText(/archived questions \(1\)/i)).toBeVisible();
});

test("a picture is dropped on the face, and is on the public page", async ({ page }) => {
  await page.goto(`${program().url}/settings`);
  await dropFile(page.getByRole("button", { name: "Add a picture" }), "me.png", await plainPicture(400, 300));
  await expect(page.getByText(/it is on your pages now/i)).toBeVisible();
  await page.goto(`${program().url}/${leader.handle}`);
  const face = page.locator(`img[src*="/picture/${leader.handle}"]`).first();
  await expect.poll(() => face.evaluate((one: HTMLImageElement) => one.naturalWidth)).toBeGreaterThan(0);
});

test("sharing gives the link, codes to download, and pieces for other sites; at a desk and on a phone", async ({
  page,
}) => {
  await page.goto(`${program().url}/settings/share`);
  await expect(page.getByText(`/${leader.handle}`).first()).toBeVisible();
  const download = page.waitForEvent("download");
  await page.getByRole("link", { name: "Download PNG" }).click();
  expect((await download).suggestedFilename()).toBe(`${leader.handle}-qr.png`);
  await expect(page.getByText("<iframe src=")).toBeVisible();
  await expect(page.frameLocator("iframe").getByLabel("Mobile number")).toBeVisible();
  for (const width of [1280, 375]) {
    await page.setViewportSize({ width, height: 800 });
    for (const path of ["/settings/share", "/settings/sign-up"]) {
      await page.goto(`${program().url}${path}`);
      await page.getByRole("heading", { level: 1 }).waitFor();
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
      await nothingToComplainAbout(page);
    }
  }
});
